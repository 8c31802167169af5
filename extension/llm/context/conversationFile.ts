import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { LlmError } from '../errors.ts';
import {
  type Conversation,
  type Entry,
  entry,
  header,
  type PinnedDocument,
  pinnedDocument,
  type Summary,
  summary,
} from './conversationSchema.ts';

/** A conversation as JSON Lines: the head line, then documents, messages and summaries, one a line. */
function toLines(conversation: Conversation, redact: (text: string) => string): string {
  const { documents, entries, summaries, ...rest } = conversation;
  const lines: unknown[] = [
    { conversation: 1, ...rest },
    ...documents.map((document) => ({ document })),
    ...entries.map((entry) => ({ entry })),
    ...summaries.map((summary) => ({ summary })),
  ];
  return lines.map((line) => `${JSON.stringify(withoutKeys(line, redact))}\n`).join('');
}

/** What providers and pictures hold is theirs, byte for byte. */
const untouched = new Set(['opaque', 'base64']);

function withoutKeys(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => withoutKeys(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      untouched.has(name) ? item : withoutKeys(item, redact),
    ]),
  );
}

/**
 * Writes a conversation beside its file and renames it there: a reader sees the old one or the new. `redact` takes the
 * keys out of every text. Throws what the file system throws.
 */
export async function saveConversation(
  file: string,
  conversation: Conversation,
  redact: (text: string) => string,
): Promise<void> {
  const beside = `${file}.${randomBytes(4).toString('hex')}.part`;
  await mkdir(dirname(file), { recursive: true });
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      await handle.writeFile(toLines(conversation, redact));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/**
 * Reads a conversation; undefined when there is none. Lines that cannot be read (a torn end, a damaged middle) are left
 * out and counted in `lost`; the file is then kept as it was beside itself, as `….damaged`. Throws LlmError `unknown` for a file of a newer version, and what the file system throws.
 */
export async function loadConversation(
  file: string,
): Promise<{ conversation: Conversation; lost: number } | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const loaded = fromLines(text, basename(file).replace(/\.jsonl?$/, ''));
  if (loaded.lost > 0) await copyFile(file, `${file}.damaged`);
  return loaded;
}

function fromLines(text: string, name: string): { conversation: Conversation; lost: number } {
  const documents: PinnedDocument[] = [];
  const entries: Entry[] = [];
  const summaries: Summary[] = [];
  let top: { id: string; title: string; created: number; head?: string } | undefined;
  let lost = 0;
  for (const line of text.split('\n').filter((line) => line.trim() !== '')) {
    const value = parsed(line);
    if (header.safeParse(value).success) {
      const { conversation: _, ...rest } = header.parse(value);
      top = rest;
    } else if (typeof value.conversation === 'number' && value.conversation > 1) {
      throw new LlmError('unknown', `${name} was written by a newer version.`, {
        hint: 'Update to open this conversation.',
      });
    } else if (!(put(documents, pinnedDocument, value.document) || put(summaries, summary, value.summary))) {
      if (!put(entries, entry, value.entry)) lost++;
    }
  }
  const head = entries.some(({ id }) => id === top?.head) ? top?.head : entries.at(-1)?.id;
  return {
    conversation: {
      id: name,
      title: name,
      created: entries[0]?.time ?? 0,
      ...top,
      ...(head !== undefined && { head }),
      documents,
      entries: reattached(entries),
      summaries,
    },
    lost,
  };
}

function parsed(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Puts a value of the right shape at the end of the list. */
function put<T>(
  list: T[],
  { safeParse }: { safeParse(value: unknown): { data?: T } },
  value: unknown,
): boolean {
  const { data } = safeParse(value);
  if (data !== undefined) list.push(data);
  return data !== undefined;
}

/** A message whose parent was lost goes on after the one before it. */
function reattached(entries: readonly Entry[]): Entry[] {
  const ids = new Set<string>();
  return entries.map((entry, at) => {
    const before = entries[at - 1]?.id;
    const isLost = entry.parent !== undefined && !ids.has(entry.parent);
    ids.add(entry.id);
    const { parent: _, ...rest } = entry;
    return isLost ? { ...rest, ...(before !== undefined && { parent: before }) } : entry;
  });
}
