/** Pieces of a paced answer, and milliseconds between them: about as fast as hosted models write. */
export const pieces = 40;
export const between = 20;
