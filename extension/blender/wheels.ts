import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PhotoplayError } from '../runtime/errors.ts';
import { cacheFolder, productFolder } from '../runtime/folders.ts';
import { onPath, run } from '../runtime/process.ts';
import type { Say } from '../runtime/python.ts';
import { embeddedBlender, requirementsFile } from '../runtime/tools.ts';

/** What the add-on needs and Blender does not bring; both are pure Python, for whichever Python a Blender has. */
const libraries = ['fastjsonschema', 'websockets'];

/** "websockets==17.4" and its like, as pinned for all that we fetch. */
function pinned(): string[] {
  const lines = readFileSync(requirementsFile(), 'utf8').split(/\s+/);
  return libraries.map((name) => {
    const line = lines.find((candidate) => candidate.startsWith(`${name}==`));
    if (!line) throw new Error(`requirements.txt pins no ${name}`);
    return line;
  });
}

const wheelName = (requirement: string): string => `${requirement.replace('==', '-')}-py3-none-any.whl`;

/**
 * The wheels that go into the packed add-on: those that came with the product, else those in the user's cache, else
 * fetched with pip. Throws PhotoplayError `setup` when they cannot be had.
 */
export async function wheels(say: Say, signal?: AbortSignal): Promise<string[]> {
  const wanted = pinned();
  const cached = join(cacheFolder(), 'wheels');
  const find = () =>
    wanted.map((requirement) =>
      [join(productFolder(), 'dist', 'wheels'), cached]
        .map((folder) => join(folder, wheelName(requirement)))
        .find(existsSync),
    );
  if (find().includes(undefined)) await fetchWheels(wanted, cached, say, signal);
  return find().map((path, index) => {
    if (path) return path;
    throw new PhotoplayError('setup', `pip brought no pure Python wheel of ${wanted[index]}.`);
  });
}

async function fetchWheels(
  wanted: readonly string[],
  folder: string,
  say: Say,
  signal?: AbortSignal,
): Promise<void> {
  const hint = 'Check the network connection and run the command again.';
  const python = embeddedBlender() ?? onPath('python3') ?? onPath('python');
  if (!python)
    throw new PhotoplayError('setup', 'There is no Python to fetch the libraries of the add-on with.', {
      hint: 'Run "photoplay setup": it fetches what is missing.',
    });
  say(`Fetching ${wanted.join(', ')} for the add-on …`);
  mkdirSync(folder, { recursive: true });
  const part = mkdtempSync(join(folder, 'part-'));
  try {
    const any = ['--only-binary=:all:', '--platform=any', '--implementation=py', '--abi=none'];
    const pip = await run(
      python,
      ['-m', 'pip', 'download', '--quiet', '--no-deps', ...any, '--python-version=3.11', '-d', part].concat(
        wanted,
      ),
      signal ? { signal } : {},
    );
    if (pip.code !== 0)
      throw new PhotoplayError(
        'setup',
        `pip could not fetch ${wanted.join(', ')}: ${pip.stderr.trim().slice(-400)}`,
        { hint },
      );
    for (const name of readdirSync(part)) renameSync(join(part, name), join(folder, name));
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}
