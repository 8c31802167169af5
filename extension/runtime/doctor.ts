import { arch, cpus, platform, totalmem } from 'node:os';
import { cacheFolder } from './folders.ts';
import { onPath, run } from './process.ts';
import { ffmpegVersion, findBlender, findFfmpeg } from './tools.ts';
import { version } from './version.ts';

/** One thing a film needs, or can use. */
export interface Part {
  name: string;
  state: 'ok' | 'optional' | 'missing';
  used?: string;
  note?: string;
}

const problem = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function blenderPart(): Promise<Part> {
  try {
    const found = await findBlender();
    if (!found)
      return {
        name: 'Blender',
        state: 'missing',
        note: 'neither an installed Blender 4.2+ nor the embedded module',
      };
    if (found.kind === 'application') return { name: 'Blender', state: 'ok', used: found.path };
    const { stdout, code, stderr } = await run(found.python, [
      '-c',
      'import bpy; print(bpy.app.version_string)',
    ]);
    if (code !== 0)
      return {
        name: 'Blender',
        state: 'missing',
        used: found.python,
        note: stderr.trim().split('\n').at(-1) ?? 'does not load',
      };
    return {
      name: 'Blender',
      state: 'ok',
      used: `${stdout.trim().split('\n').at(-1)} as a module`,
      note: found.python,
    };
  } catch (error) {
    return { name: 'Blender', state: 'missing', note: problem(error) };
  }
}

async function ffmpegPart(): Promise<Part> {
  try {
    const path = await findFfmpeg();
    if (!path) return { name: 'ffmpeg', state: 'missing', note: '5.1 or newer' };
    const found = await ffmpegVersion(path);
    return { name: 'ffmpeg', state: 'ok', used: found ? `${found.join('.')}` : path, note: path };
  } catch (error) {
    return { name: 'ffmpeg', state: 'missing', note: problem(error) };
  }
}

/** What was found and what is used; `mend` is the one command that brings what is missing. */
export async function examine(): Promise<{ parts: Part[]; mend?: string }> {
  const espeak = onPath('espeak-ng');
  const [blender, ffmpeg] = await Promise.all([blenderPart(), ffmpegPart()]);
  const parts: Part[] = [
    {
      name: 'Photoplay',
      state: 'ok',
      used: version(),
      note: `Node ${process.version}, ${platform()} ${arch()}`,
    },
    { name: 'machine', state: 'ok', used: `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB` },
    blender,
    ffmpeg,
    { name: 'voices', state: 'ok', used: 'Flite, embedded', note: 'English' },
    espeak
      ? { name: 'espeak-ng', state: 'ok', used: espeak, note: 'other languages' }
      : { name: 'espeak-ng', state: 'optional', note: 'install it to hear other languages than English' },
    { name: 'cache', state: 'ok', used: cacheFolder() },
  ];
  const mend = remedy(blender, ffmpeg);
  return mend ? { parts, mend } : { parts };
}

/** A wrong name in the environment is in the way of whatever could be fetched. */
function remedy(blender: Part, ffmpeg: Part): string | undefined {
  const wrong = [
    ...(blender.state === 'missing' && process.env.PHOTOPLAY_BLENDER ? ['PHOTOPLAY_BLENDER'] : []),
    ...(ffmpeg.state === 'missing' && process.env.PHOTOPLAY_FFMPEG ? ['PHOTOPLAY_FFMPEG'] : []),
  ];
  if (wrong.length > 0) return `unset ${wrong.join(' ')}`;
  return blender.state === 'missing' || ffmpeg.state === 'missing' ? 'photoplay setup' : undefined;
}
