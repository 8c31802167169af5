/** What the viewport shows, and pictures of it. */
export const viewMethods = {} as const;
