import { fileURLToPath } from 'node:url';
import { HeadlessSession } from '../../bridge/launch.ts';

const python = process.env.PHOTOPLAY_PYTHON;
if (!python) throw new Error('PHOTOPLAY_PYTHON must name a Python that has Blender’s module');

/** ffmpeg, by its full path or from PATH. */
export const ffmpeg = process.env.PHOTOPLAY_FFMPEG ?? 'ffmpeg';

const blender = { kind: 'module', python } as const;
const addonFolder = fileURLToPath(new URL('../../blender-addon', import.meta.url));

/** A Blender of its own for a test. */
export const openSession = (signal?: AbortSignal): Promise<HeadlessSession> =>
  HeadlessSession.launch({
    blender,
    addonFolder,
    client: 'test',
    env: { LIBGL_ALWAYS_SOFTWARE: '1' },
    ...(signal ? { signal } : {}),
  });
