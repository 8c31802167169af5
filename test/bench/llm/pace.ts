/** Pieces of a paced answer, and milliseconds between them. */
export const pieces = 20;
export const between = 10;
