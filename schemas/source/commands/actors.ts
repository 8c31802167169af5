/** What actors are asked to do, one thing at a time. */
export const actorCommands = {} as const;
