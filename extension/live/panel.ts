import type { EventParams, Params } from '../../schemas/source/blenderProtocol.ts';
import { type FilmSettings, filmSettings } from '../../schemas/source/settings.ts';
import { saveDocument } from '../film/documents.ts';
import { type Film, filmPaths } from '../film/folder.ts';
import { PhotoplayError } from '../runtime/errors.ts';

type Setting = Params<'film/show'>['settings'][number];

/** A setting of the film that Blender's panel shows: where it lies in film.json, and what it may be. */
interface Shown {
  label: string;
  choices: readonly string[];
  read: (settings: FilmSettings) => string;
  write: (settings: FilmSettings, value: string) => unknown;
}

const yesNo = ['on', 'off'] as const;
const onOff = (value: boolean): string => (value ? 'on' : 'off');

const shown: Readonly<Record<string, Shown>> = {
  quality: {
    label: 'Quality',
    choices: ['draft', 'preview', 'final'],
    read: ({ quality }) => quality,
    write: (settings, quality) => ({ ...settings, quality }),
  },
  genre: {
    label: 'Genre',
    choices: ['action', 'thriller', 'comedy', 'drama', 'slow'],
    read: ({ genre }) => genre,
    write: (settings, genre) => ({ ...settings, genre }),
  },
  voices: {
    label: 'Voices',
    choices: ['auto', 'flite', 'espeak-ng'],
    read: ({ voices }) => voices.engine,
    write: (settings, engine) => ({ ...settings, voices: { ...settings.voices, engine } }),
  },
  size: {
    label: 'Picture',
    choices: [],
    read: ({ size }) => `${size.width}x${size.height}`,
    write: (settings, value) => {
      const [width, height] = value.split('x').map(Number);
      return { ...settings, size: { width, height } };
    },
  },
  captions: {
    label: 'Captions',
    choices: yesNo,
    read: ({ captions }) => onOff(captions),
    write: (settings, value) => ({ ...settings, captions: value === 'on' }),
  },
  titles: {
    label: 'Titles',
    choices: yesNo,
    read: ({ titles }) => onOff(titles),
    write: (settings, value) => ({ ...settings, titles: value === 'on' }),
  },
};

/** What Blender's panel shows of a film. */
export const panelOf = ({ folder, settings }: Film): Params<'film/show'> => ({
  title: settings.title,
  folder,
  settings: Object.entries(shown).map(
    ([key, { label, choices, read }]): Setting => ({
      key,
      label,
      value: read(settings),
      choices: [...choices],
    }),
  ),
});

/** Settings with one changed as the panel asks. Throws PhotoplayError `setting` for what cannot be. */
export function withSetting(
  settings: FilmSettings,
  { key = '', value = '' }: Pick<EventParams<'film/asked'>, 'key' | 'value'>,
): FilmSettings {
  const setting = shown[key];
  const allowed = setting && (setting.choices.length === 0 || setting.choices.includes(value));
  const parsed = allowed ? filmSettings.safeParse(setting.write(settings, value)) : undefined;
  if (parsed?.success) return parsed.data;
  throw new PhotoplayError('setting', `${setting?.label ?? `The setting "${key}"`} cannot be "${value}".`);
}

/** Writes a setting that a person changed in Blender into film.json, where it is then read from. */
export const writeSetting = (film: Film, asked: EventParams<'film/asked'>): void =>
  void saveDocument(filmPaths(film.folder).settings, withSetting(film.settings, asked));
