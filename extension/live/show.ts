import type { Link } from './link.ts';
import type { Planned } from './planner.ts';

/** As many things as a new file of Blender's holds: a cube, a lamp, a camera. */
const startUp = 3;

/** Whether the open file is a new one in which nobody has made anything of their own yet. */
export async function isBlank(link: Link): Promise<boolean> {
  const { state } = await link.call('session/status', {});
  const [only, ...more] = state.scenes;
  return (
    state.file === '' && more.length === 0 && (only?.objects ?? 0) <= startUp && only?.shots.length === 0
  );
}

/** The viewport, if there is one, shows the film's first shot through its camera, in the colours of the draft. */
export async function showFilm(link: Link, { plan }: Planned): Promise<void> {
  const scene = plan.shots.scenes.find(({ shots }) => shots.length > 0);
  const shot = scene?.shots[0];
  if (!scene || !shot) return;
  await link.call('playhead/set', { scene: scene.number, shot: shot.id });
  if (link.hello?.background) return;
  await link.call('view/camera', { scene: scene.number, shot: shot.id });
  await link.call('view/shade', { shading: 'draft' });
}
