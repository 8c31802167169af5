/** Objects of any kind: made, changed, deleted, parented, collected, shown and hidden. */
export const objectCommands = {} as const;
