import type { Result } from '../../schemas/source/blenderProtocol.ts';

/** Seconds that Blender's main thread may be away before it counts as busy. */
const away = 0.8;

/** Whether the main thread is in something that keeps calls waiting. */
export const awayFor = ({ tickAge }: Result<'session/ping'>): boolean => tickAge > away;

/** What it is in, for people. */
export const doing = ({ busy }: Result<'session/ping'>): string => busy || 'modal, or a dialog';
