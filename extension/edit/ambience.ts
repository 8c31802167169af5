import type { Place, Scene, SetKind } from '../../schemas/source/breakdown.ts';
import type { AmbienceClip, AmbienceKind } from '../../schemas/source/edit.ts';
import type { Run } from './runs.ts';
import type { EditSources } from './sources.ts';

type Layers = Partial<Record<AmbienceKind, number>>;

/** What is heard of each kind of place by day, dB against the dialogue; at night `nightly` changes it. */
const byKind: Record<SetKind, Layers> = {
  living: { room: -30 },
  kitchen: { room: -31, hum: -33 },
  bedroom: { room: -33 },
  office: { room: -32, vent: -29 },
  bar: { room: -31, murmur: -20, hum: -36 },
  bare: { room: -30, hum: -31 },
  corridor: { room: -31, vent: -28 },
  shop: { room: -31, hum: -30, traffic: -34 },
  hospital: { room: -32, vent: -27 },
  classroom: { room: -30 },
  garage: { room: -29, hum: -32 },
  hall: { room: -27, vent: -31 },
  car: { engine: -20, wind: -34 },
  street: { traffic: -21, wind: -33 },
  alley: { traffic: -28, wind: -31 },
  forest: { wind: -26, birds: -24 },
  beach: { waves: -18, wind: -29 },
  field: { wind: -25, birds: -29 },
  rooftop: { wind: -25, traffic: -29 },
  park: { wind: -29, birds: -25, traffic: -33 },
  yard: { wind: -29, birds: -29 },
  station: { murmur: -25, vent: -27 },
};

/** The layers of a scene: its place, by day or night, and its weather. */
export function ambienceLayers(
  scene: Pick<Scene, 'time' | 'weather' | 'setting'>,
  kind: SetKind,
): AmbienceClip['layers'] {
  const layers: Layers = { ...byKind[kind] };
  const outside = scene.setting === 'EXT';
  if (scene.time === 'NIGHT' || scene.time === 'DUSK') {
    const birds = layers.birds;
    delete layers.birds;
    if (birds !== undefined) layers.crickets = birds + 1;
    if (layers.traffic !== undefined) layers.traffic -= 4;
  }
  const sheltered = !outside || kind === 'car';
  if (scene.weather === 'rain') {
    layers[sheltered ? 'rainInside' : 'rain'] = sheltered ? -23 : -17;
    delete layers.birds;
    delete layers.crickets;
  }
  if (scene.weather === 'wind') layers.wind = Math.max(layers.wind ?? -60, sheltered ? -29 : -19);
  if (scene.weather === 'snow') {
    layers.wind = Math.max(layers.wind ?? -60, sheltered ? -36 : -27);
    delete layers.birds;
    delete layers.crickets;
  }
  return Object.entries(layers).map(([name, gainDb]) => ({ kind: name as AmbienceKind, gainDb }));
}

/** Crossfades between places, seconds: at a cut, at a smash cut, and into and out of the titles. */
const fades = { cut: 0.25, smash: 0.02, edge: 0.9 };

/** One stretch of ambience a run; it begins a little before the cut and ends a little after, crossfading. */
export function ambienceClips(
  runs: readonly Run[],
  { breakdown, settings }: EditSources,
  filmFrames: number,
): AmbienceClip[] {
  const { fps } = settings;
  const total = filmFrames / fps;
  return runs.flatMap((run, i) => {
    const scene = breakdown.scenes.find((s) => s.id === run.scene.id);
    const place: Place | undefined = breakdown.places.find((p) => p.id === scene?.place);
    if (!scene || !place) return [];
    const [before, after] = [runs[i - 1], runs[i + 1]];
    const rise = before ? joinInto(run, fps) : { fade: fades.edge, beyond: fades.edge / 2 };
    const fall = after ? joinInto(after, fps) : { fade: fades.edge, beyond: fades.edge / 2 };
    const start = Math.max(0, run.start / fps - rise.beyond);
    const end = Math.min(total, run.end / fps + fall.beyond);
    const layers = ambienceLayers(scene, place.kind);
    return [{ place: place.id, start, seconds: end - start, fadeIn: rise.fade, fadeOut: fall.fade, layers }];
  });
}

/** How the ambience comes into a run: seconds of crossfade, and how far it reaches beyond the picture's own join. */
function joinInto(run: Run, fps: number): { fade: number; beyond: number } {
  const first = run.shots[0];
  const { type, frames } = first?.into ?? { type: 'cut', frames: 0 };
  if (type === 'dissolve' || type === 'wipe') return { fade: frames / fps, beyond: 0 };
  if (type === 'fade') return { fade: frames / fps, beyond: frames / fps / 2 };
  const fade = first?.shot.transition.type === 'smash' ? fades.smash : fades.cut;
  return { fade, beyond: fade / 2 };
}
