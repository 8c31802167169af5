import type { BlenderConnection } from '../blender/connection.ts';

/** The connection to an open Blender that this room speaks through: it is lost and found again. */
export type Link = Pick<
  BlenderConnection,
  'call' | 'on' | 'onState' | 'state' | 'reason' | 'hello' | 'close'
>;
