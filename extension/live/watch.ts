import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Milliseconds of quiet after which what was saved is read: editors write a file in several steps. */
const quiet = 30;
/** Milliseconds between two looks at the files where the system tells nothing (network drives). */
const lookEvery = 1000;

/**
 * Calls `changed` when one of the files was written, replaced, made or removed, however an editor saves: their folders
 * are watched, so that a file that is renamed into place is seen. Whether they say something new is for the caller to
 * find. Returns what ends it.
 */
export function watchFiles(files: readonly string[], changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let seen = stamps(files);
  const stir = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      seen = stamps(files);
      changed();
    }, quiet);
  };
  const names = new Set(files.map((file) => basename(file)));
  const watchers = [...new Set(files.map((file) => dirname(file)))].flatMap((folder) =>
    follow(folder, (name) => {
      if (name === null || names.has(name)) stir();
    }),
  );
  const looking = setInterval(() => {
    if (stamps(files) !== seen) stir();
  }, lookEvery);
  return () => {
    clearTimeout(timer);
    clearInterval(looking);
    for (const watcher of watchers) watcher.close();
  };
}

function follow(folder: string, heard: (name: string | null) => void): FSWatcher[] {
  try {
    const watcher = watch(folder, (_, name) => heard(name));
    watcher.on('error', () => watcher.close());
    return [watcher];
  } catch {
    // what cannot be watched is looked at
    return [];
  }
}

/** When each file was written last, and how long it is. */
const stamps = (files: readonly string[]): string =>
  files
    .map((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return stat ? `${stat.mtimeMs}:${stat.size}` : '';
    })
    .join(' ');
