/**
 * A Blender with a window for the tests, and the screen it opens on. First what is there: PHOTOPLAY_WINDOW_BLENDER or
 * a Blender of version 5 or newer on PATH or in the usual folders, with a display or Xvfb. Else, as root on a Debian
 * machine (a container, CI): Debian's own newest Blender and Xvfb in a folder of the cache, entered by chroot.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, productFolder } from '../../extension/runtime/folders.ts';
import { onPath, run } from '../../extension/runtime/process.ts';
import { findBlender } from '../../extension/runtime/tools.ts';

const packages = 'blender xvfb xauth libegl1 libgl1-mesa-dri libgles2 python3-numpy ca-certificates'.split(
  ' ',
);

type Say = (message: string) => void;
type Found = { blender: string; xvfb: string | undefined } | { missing: string };

/** What windows are opened with, or what to install. */
export async function windowedBlender(say: Say): Promise<Found> {
  const named = process.env.PHOTOPLAY_WINDOW_BLENDER;
  if (named) return { blender: named, xvfb: process.env.PHOTOPLAY_XVFB };
  const found = await findBlender().catch(() => undefined);
  const screen = process.platform !== 'linux' || process.env.DISPLAY || onPath('Xvfb');
  if (found?.kind === 'application' && screen)
    return { blender: found.path, xvfb: process.env.DISPLAY ? undefined : onPath('Xvfb') };
  if (process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get')) return debian(say);
  return { missing: 'a Blender of version 4.2 or newer on PATH (and Xvfb where there is no display)' };
}

/** Debian's unstable release in a folder: about 1.3 GB, about a minute. */
async function debian(say: Say): Promise<Found> {
  const home = join(cacheFolder(), 'windowed-blender');
  const root = join(home, 'root');
  if (!existsSync(root)) {
    say('Fetching a Blender with a window for the tests (1.3 GB) …');
    if (!onPath('debootstrap')) await demand('apt-get', ['install', '-y', '-qq', 'debootstrap']);
    const part = `${root}.${process.pid}.part`;
    mkdirSync(home, { recursive: true });
    try {
      await demand('debootstrap', ['--variant=minbase', 'sid', part, mirror()]);
      const inside = `apt-get install -y -qq --no-install-recommends ${packages.join(' ')} && apt-get clean`;
      await demand('unshare', [
        '--mount',
        'sh',
        '-c',
        `mount --rbind /dev ${part}/dev && mount --rbind /proc ${part}/proc && DEBIAN_FRONTEND=noninteractive chroot ${part} sh -c '${inside}'`,
      ]);
      renameSync(part, root);
    } catch (error) {
      rmSync(part, { recursive: true, force: true });
      throw error;
    }
  }
  return { blender: doorway(home, root, 'blender'), xvfb: doorway(home, root, 'Xvfb') };
}

/** A script that runs a program of the folder with this machine's folders at their own places, as the same process. */
function doorway(home: string, root: string, program: string): string {
  const clone = createHash('sha256').update(productFolder()).digest('hex').slice(0, 8);
  const path = join(home, `${program}-${clone}`);
  const folders = [...new Set(['/proc', '/sys', '/dev', tmpdir(), homedir(), productFolder()])];
  const shared = folders.map(
    (folder) => `mkdir -p ${root}${folder}; mount --rbind ${folder} ${root}${folder}`,
  );
  writeFileSync(
    path,
    `#!/bin/sh\nexec unshare --mount --propagation private sh -c '\n${shared.join('\n')}\nexec chroot ${root} /usr/bin/env -C "$PWD" "$@"' sh ${program} "$@"\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

/** The archive that this machine's own packages come from. */
function mirror(): string {
  const listed = execFileSync('apt-get', ['indextargets', '--format', '$(REPO_URI) $(CODENAME)'], {
    encoding: 'utf8',
  });
  const plain = listed.split('\n').find((line) => /^\S+ [a-z]+$/.test(line));
  if (!plain) throw new Error('apt knows no archive to fetch Blender from');
  return plain.split(' ')[0] ?? '';
}

async function demand(program: string, args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await run(program, args);
  if (code !== 0) throw new Error(`${program} failed: ${(stderr || stdout).trim().slice(-600)}`);
}
