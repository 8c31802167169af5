/** Assets from libraries on the network. */
export const libraryMethods = {} as const;
