import { discover } from '../blender/discovery.ts';
import { meet } from '../blender/meet.ts';
import { heldFilm } from './stager.ts';

/** An open Blender in which a film is staged. */
export interface Showing {
  pid: number;
  blender: string;
  /** The .blend; empty when it was never saved. */
  file: string;
  /** Names of what was changed there by hand and is not in the film's documents yet. */
  unkept: string[];
}

const limit = { deadlineMs: 1500 };

/** The open Blenders in which a film is staged. One that does not answer within a moment is left out. */
export async function showing(folder: string): Promise<Showing[]> {
  const { sessions } = await discover();
  const asked = await Promise.allSettled(
    sessions.map(async (session): Promise<Showing | undefined> => {
      const { client } = await meet(session);
      try {
        const held = await heldFilm({ call: (method, params) => client.call(method, params, limit) }, folder);
        if (held !== 'this') return undefined;
        const { edits } = await client.call('edits/list', {}, limit);
        const { pid, file } = session;
        return { pid, file, blender: session.blender.join('.'), unkept: edits.map(({ name }) => name) };
      } finally {
        client.close();
      }
    }),
  );
  return asked.flatMap((answer) => (answer.status === 'fulfilled' && answer.value ? [answer.value] : []));
}
