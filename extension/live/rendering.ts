import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EventParams } from '../../schemas/source/blenderProtocol.ts';
import { filmPaths } from '../film/folder.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import type { LiveEvent } from './events.ts';
import type { Link } from './link.ts';
import type { Planned } from './planner.ts';

/**
 * Renders one shot as it stands in the open session, beside it, into .photoplay of the film's folder; tells when it
 * begins and ends. Throws PhotoplayError for a shot that the film does not have, and BlenderError.
 */
export async function startRender(
  link: Link,
  { film, staged }: Planned,
  { scene: number, shot: id }: Pick<EventParams<'film/asked'>, 'scene' | 'shot'>,
  tell: (event: LiveEvent) => void,
): Promise<void> {
  const scene = staged.find((one) => one.number === number);
  const shot = scene?.shots.find((one) => one.id === id);
  if (!scene || !shot) throw new PhotoplayError('no-shot', `The film has no shot ${id ?? ''}.`);
  const folder = join(filmPaths(film.folder).work, 'session', shot.id);
  // a session may have changed since: its pictures are never taken for those of another time
  rmSync(folder, { recursive: true, force: true });
  const { job } = await link.call('render/start', {
    scene: scene.number,
    tier: film.settings.quality,
    shots: [{ id: shot.id, directory: folder }],
    step: shot.step,
  });
  tell({ event: 'rendering', shot: shot.id, folder });
  const ends = [
    link.on('render/done', (done) => {
      if (done.job !== job) return;
      for (const end of ends) end();
      tell({ event: 'rendered', shot: shot.id, pictures: done.rendered + done.kept, folder });
    }),
    link.on('render/failed', (failed) => {
      if (failed.job !== job) return;
      for (const end of ends) end();
      tell({ event: 'problem', code: 'render', message: `Shot ${shot.id}: ${failed.message}` });
    }),
  ];
}
