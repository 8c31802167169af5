/** Materials, lights, cameras and worlds. */
export const lookCommands = {} as const;
