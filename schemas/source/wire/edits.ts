/** What a person changed by hand on what was staged. */
export const editMethods = {} as const;

/** Told when a person changed something by hand. */
export const editEvents = {} as const;
