import { fileURLToPath } from 'node:url';
import { HeadlessSession } from '../../bridge/launch.ts';
import { findEnvironment } from '../../extension/runtime/python.ts';
import { requirementsFile, requireTools } from '../../extension/runtime/tools.ts';

const python = findEnvironment('blender', requirementsFile());
if (!python) throw new Error("Blender's module is not set up: run `npm run demo` or `npm test` once");

/** The ffmpeg that films are cut with. */
export const { ffmpeg } = await requireTools();

const blender = { kind: 'module', python } as const;
export const addonFolder = fileURLToPath(new URL('../../blender-addon', import.meta.url));

/** A Blender of its own for a test. */
export const openSession = (signal?: AbortSignal): Promise<HeadlessSession> =>
  HeadlessSession.launch({
    blender,
    addonFolder,
    client: 'test',
    env: { LIBGL_ALWAYS_SOFTWARE: '1' },
    ...(signal ? { signal } : {}),
  });
