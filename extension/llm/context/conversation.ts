import type { Conversation, Entry, PinnedDocument, Summary } from './conversationSchema.ts';

export const newConversation = (id: string, title: string, created: number): Conversation => ({
  id,
  title,
  created,
  documents: [],
  entries: [],
  summaries: [],
});

/** The current path: from the first message to the head. Linear; a file that was damaged gives what hangs together. */
export function pathOf({ entries, head }: Conversation): Entry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const path: Entry[] = [];
  for (let id = head; id !== undefined; ) {
    const entry = byId.get(id);
    if (!entry) break;
    byId.delete(id); // a second visit would go in circles
    path.push(entry);
    id = entry.parent;
  }
  return path.reverse();
}

/** The summary in force: the last one whose messages are all on the path. */
export function summaryOf(conversation: Conversation, path = pathOf(conversation)): Summary | undefined {
  const onPath = new Set(path.map(({ id }) => id));
  return conversation.summaries.findLast(({ upTo }) => onPath.has(upTo));
}

/** Adds a message after the head. It gets the next free id: "m1", "m2" … */
export function append(conversation: Conversation, made: Omit<Entry, 'id' | 'parent'>): Conversation {
  const { head, entries } = conversation;
  const last = entries.reduce(
    (most, { id }) => Math.max(most, Number(/^m(\d{1,15})$/.exec(id)?.[1] ?? 0)),
    0,
  );
  const entry: Entry = { ...made, id: `m${last + 1}`, ...(head !== undefined && { parent: head }) };
  return { ...conversation, head: entry.id, entries: [...entries, entry] };
}

/** Goes back (or over to another branch) so that a message is the last one. Nothing is lost. Unknown ids change nothing. */
export const goTo = (conversation: Conversation, id: string): Conversation =>
  conversation.entries.some((entry) => entry.id === id) ? { ...conversation, head: id } : conversation;

/** Says something else in place of a message: a branch beside it. The old one and what followed stay in the file. */
export function editFrom(
  conversation: Conversation,
  id: string,
  made: Omit<Entry, 'id' | 'parent'>,
): Conversation {
  const edited = conversation.entries.find((entry) => entry.id === id);
  if (!edited) return append(conversation, made);
  const { head: _, ...rest } = conversation;
  return append({ ...rest, ...(edited.parent !== undefined && { head: edited.parent }) }, made);
}

/** The messages that stand for the same moment as this one, itself included, oldest first. */
export function branchesAt({ entries }: Conversation, id: string): Entry[] {
  const chosen = entries.find((entry) => entry.id === id);
  return chosen ? entries.filter(({ parent }) => parent === chosen.parent) : [];
}

/** Takes everything after a message out of the conversation, on every branch, for good. */
export function truncateAfter(conversation: Conversation, id: string): Conversation {
  const { entries, summaries } = conversation;
  if (!entries.some((entry) => entry.id === id)) return conversation;
  const gone = new Set<string>();
  // Entries stand in the order in which they were made: a parent comes before its children.
  for (const entry of entries)
    if (entry.parent !== undefined && (entry.parent === id || gone.has(entry.parent))) gone.add(entry.id);
  return {
    ...conversation,
    head: id,
    entries: entries.filter((entry) => !gone.has(entry.id)),
    summaries: summaries.filter(({ upTo }) => !gone.has(upTo)),
  };
}

/** Pins a document, in the place of the one that has its id. */
export function pin(conversation: Conversation, document: PinnedDocument): Conversation {
  const { documents } = conversation;
  const isThere = documents.some(({ id }) => id === document.id);
  return {
    ...conversation,
    documents: isThere
      ? documents.map((old) => (old.id === document.id ? document : old))
      : [...documents, document],
  };
}

export const unpin = (conversation: Conversation, id: string): Conversation => ({
  ...conversation,
  documents: conversation.documents.filter((document) => document.id !== id),
});

export const addSummary = (conversation: Conversation, summary: Summary): Conversation => ({
  ...conversation,
  summaries: [...conversation.summaries, summary],
});

/** What the whole conversation took, every branch and summary: micro-dollars, and how many calls have no known cost. */
export function spentOn({ entries, summaries }: Conversation): { cost: number; unpriced: number } {
  const calls = [...entries, ...summaries].filter(({ model }) => model !== undefined);
  return {
    cost: calls.reduce((sum, { cost = 0 }) => sum + cost, 0),
    unpriced: calls.filter(({ cost }) => cost === undefined).length,
  };
}
