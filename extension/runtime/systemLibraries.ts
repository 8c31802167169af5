import { PhotoplayError } from './errors.ts';
import { onPath, run } from './process.ts';

/** What Blender's module links to on Debian and its kin, also without a screen. */
const packages =
  'libegl1 libgl1 libgl1-mesa-dri libxi6 libxxf86vm1 libxfixes3 libxrender1 libxkbcommon0 libsm6 libice6 libgomp1'.split(
    ' ',
  );

async function loads(python: string, signal?: AbortSignal): Promise<string | undefined> {
  const { code, stderr } = await run(python, ['-c', 'import bpy'], signal ? { signal } : {});
  return code === 0
    ? undefined
    : (stderr.trim().split('\n').at(-1)?.slice(0, 300) ?? 'it stopped without a word');
}

/**
 * Makes sure that Blender's module loads. Where system libraries are missing and we may install them (root with apt,
 * as in a container), that is done; otherwise throws PhotoplayError with the one command that does it.
 */
export async function mendLibraries(
  python: string,
  say: (message: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const problem = await loads(python, signal);
  if (!problem) {
    if (process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get'))
      await haveMesa(say, signal);
    return;
  }
  const apt = onPath('apt-get');
  if (apt && process.getuid?.() === 0) {
    await install(apt, say, signal);
    const left = await loads(python, signal);
    if (!left) return;
    throw new PhotoplayError('setup', `Blender's module still does not load: ${left}`);
  }
  throw new PhotoplayError('setup', `Blender's module does not load: ${problem}`, {
    hint: apt
      ? `Run: sudo apt-get install ${packages.join(' ')}`
      : 'Install the OpenGL, EGL and X11 client libraries of your system, then run "photoplay setup" again.',
  });
}

/** The software OpenGL driver is loaded late, when the first picture is drawn: its absence shows only then. */
async function haveMesa(say: (message: string) => void, signal?: AbortSignal): Promise<void> {
  const { code } = await run('dpkg', ['-s', 'libgl1-mesa-dri', 'libegl1'], signal ? { signal } : {});
  const apt = onPath('apt-get');
  if (code !== 0 && apt) await install(apt, say, signal);
}

async function install(apt: string, say: (message: string) => void, signal?: AbortSignal): Promise<void> {
  say(`Installing the system libraries that Blender needs: ${packages.join(' ')} …`);
  const options = {
    ...(signal ? { signal } : {}),
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  await run(apt, ['update', '-qq'], options);
  const { code, stderr } = await run(
    apt,
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    options,
  );
  if (code !== 0)
    throw new PhotoplayError(
      'setup',
      `apt-get could not install the libraries: ${stderr.trim().slice(-300)}`,
    );
}
