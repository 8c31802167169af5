/** Strips of the sequencer. */
export const sequenceCommands = {} as const;
