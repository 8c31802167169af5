import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of all that is kept, unless told otherwise. */
const usualSize = 100_000_000;
/** Pruning leaves this share of what may be kept, so that it is not needed again at once. */
const leftBy = 0.8;
/** After so many writes it is looked anew how much there is: other processes write too. */
const lookAfter = 100;
/** Milliseconds after which a file that was never renamed has lost its writer. */
const abandonedMs = 3_600_000;

/** Texts in files of a folder, each under a name of hexadecimal digits; the oldest go when there are too many. */
export class FileCache {
  readonly #folder: string;
  readonly #most: number;
  #size = 0;
  #writes = 0;

  constructor(folder: string, mostBytes = usualSize) {
    this.#folder = folder;
    this.#most = mostBytes;
  }

  /** What is kept under a name; a damaged file is none, and removed. */
  async get(name: string): Promise<string | undefined> {
    const path = this.#path(name);
    const content = await readFile(path, 'utf8').catch(() => undefined);
    if (content === undefined) return undefined;
    const end = content.indexOf('\n');
    const text = content.slice(end + 1);
    if (end > 0 && content.slice(0, end) === checksum(text)) return text;
    await rm(path, { force: true }).catch(() => {});
    return undefined;
  }

  /** Keeps a text, whole or not at all; one that is larger than the whole cache not. Rejects with the file system's error. */
  async set(name: string, text: string): Promise<void> {
    const content = `${checksum(text)}\n${text}`;
    const bytes = Buffer.byteLength(content);
    if (bytes > this.#most) return;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const beside = `${this.#path(name)}.${randomUUID()}.new`;
    try {
      await writeFile(beside, content, { mode: 0o600 });
      await rename(beside, this.#path(name));
    } finally {
      await rm(beside, { force: true });
    }
    this.#size += bytes;
    if (this.#writes++ % lookAfter === 0 || this.#size > this.#most) await this.#prune();
  }

  #path = (name: string): string => join(this.#folder, `${name}.json`);

  /** Looks how much there is; when it is too much, the oldest go. */
  async #prune(): Promise<void> {
    const files = (await Promise.all((await readdir(this.#folder)).map((name) => this.#look(name)))).filter(
      (file) => file !== undefined,
    );
    let size = files.reduce((sum, file) => sum + file.size, 0);
    const tooMuch = size > this.#most;
    for (const { path, age, size: bytes } of files.sort((a, b) => b.age - a.age)) {
      const abandoned = path.endsWith('.new') && age > abandonedMs;
      if (!abandoned && (!tooMuch || size <= this.#most * leftBy)) continue;
      await rm(path, { force: true });
      size -= bytes;
    }
    this.#size = size;
  }

  async #look(name: string): Promise<{ path: string; size: number; age: number } | undefined> {
    if (!/^[0-9a-f]+\.json(\.[\w-]+\.new)?$/.test(name)) return undefined;
    const path = join(this.#folder, name);
    const found = await stat(path).catch(() => undefined);
    return found && { path, size: found.size, age: Date.now() - found.mtimeMs };
  }
}

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex');
