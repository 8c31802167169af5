import type { Blocking } from '../../schemas/source/blocking.ts';
import type { Breakdown } from '../../schemas/source/breakdown.ts';
import type { Sets } from '../../schemas/source/sets.ts';
import type { FilmSettings } from '../../schemas/source/settings.ts';
import type { ShotList } from '../../schemas/source/shotList.ts';
import type { Voices } from '../../schemas/source/voices.ts';

/** The documents a cut is made from. */
export interface EditSources {
  breakdown: Breakdown;
  sets: Sets;
  blocking: Blocking;
  shots: ShotList;
  voices: Voices;
  settings: Pick<FilmSettings, 'fps' | 'size' | 'captions' | 'titles'>;
}

/** A shot's rendered picture: a movie of constant frame rate, `frames` frames long. */
export interface Take {
  shotId: string;
  file: string;
  frames: number;
}
