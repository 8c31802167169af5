/** Python, run only when both sides allow it. */
export const codeMethods = {} as const;
