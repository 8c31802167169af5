/** Keys, curves, constraints and markers. */
export const animationCommands = {} as const;
