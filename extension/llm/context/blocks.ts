import type { Message, Part } from '../types.ts';

/** A message with the name by which a summary may point at it. */
export interface Turn {
  id: string;
  message: Message;
}

/**
 * Messages that are only sent together: a call of tools with all its results, or one message. `last` is the id of the
 * last turn in it. `word` is what the user said in it.
 */
export interface Block {
  messages: readonly Message[];
  last: string;
  word?: { id: string; message: Message };
}

type Result = Extract<Part, { type: 'toolResult' }>;

/**
 * The messages as providers take them: every tool call has one result (a call that was stopped before it had one gets a
 * failed one), no result is without its call, no message is empty. `pinned` is left to the window.
 */
export function blocksOf(turns: readonly Turn[]): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  for (let turn = turns[at]; turn; turn = turns[at]) {
    const { message } = turn;
    const calls =
      message.role === 'assistant' ? message.parts.filter((part) => part.type === 'toolCall') : [];
    const open = new Map(calls.map(({ id, name }) => [id, name]));
    const messages: Message[] = [{ role: message.role, parts: message.parts.filter(isSaid) }];
    let last = turn;
    let word = wordOf(turn);
    at++;
    for (let next = turns[at]; next && open.size > 0; next = turns[at]) {
      // Of two results of one call the first counts: then the call is no longer open.
      const results = next.message.parts.filter((part) => part.type === 'toolResult' && open.delete(part.id));
      if (results.length === 0) break;
      const rest = next.message.parts.filter(isSaid);
      messages.push({ role: 'user', parts: [...results, ...rest] });
      last = next;
      word = wordOf(next) ?? word;
      at++;
    }
    if (open.size > 0) addFailed(messages, open);
    const said = messages.filter(({ parts }) => parts.length > 0);
    if (said.length > 0) blocks.push({ messages: said, last: last.id, ...(word && { word }) });
  }
  return blocks;
}

const isSaid = (part: Part): boolean =>
  part.type !== 'toolResult' && (part.type !== 'text' || part.text !== '');

function wordOf({ id, message }: Turn): Block['word'] {
  const parts = message.parts.filter(isSaid);
  return message.role === 'user' && parts.length > 0 ? { id, message: { role: 'user', parts } } : undefined;
}

function addFailed(messages: Message[], open: ReadonlyMap<string, string>): void {
  const failed: Result[] = [...open].map(([id, name]) => ({
    type: 'toolResult',
    id,
    name,
    text: 'Stopped before there was a result.',
    failed: true,
  }));
  const [call, ...results] = messages;
  const first = results[0];
  if (call) messages.splice(0, 2, call, { role: 'user', parts: [...failed, ...(first?.parts ?? [])] });
}
