/** Documentation of the running Blender's own types and operators. */
export const apiMethods = {} as const;
