/** What comes from other files and goes to them. */
export const fileCommands = {} as const;
