import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSummary,
  append,
  branchesAt,
  editFrom,
  goTo,
  newConversation,
  pathOf,
  pin,
  spentOn,
  summaryOf,
  truncateAfter,
  unpin,
} from '../../../../extension/llm/context/conversation.ts';
import { loadConversation, saveConversation } from '../../../../extension/llm/context/conversationFile.ts';
import type { Conversation, Summary } from '../../../../extension/llm/context/conversationSchema.ts';
import { Redactor } from '../../../../extension/llm/keys/redact.ts';
import type { Message } from '../../../../extension/llm/types.ts';

const message = (text: string, role: Message['role'] = 'user'): Message => ({
  role,
  parts: [{ type: 'text', text }],
});
const say = (conversation: Conversation, text: string) =>
  append(conversation, { time: 1000, message: message(text) });
const talk = (...texts: string[]): Conversation => texts.reduce(say, newConversation('c', 'The key', 5));
const said = (conversation: Conversation): string[] =>
  pathOf(conversation).flatMap(({ message: { parts } }) =>
    parts.flatMap((part) => (part.type === 'text' ? part.text : [])),
  );
const summary = (upTo: string): Summary => ({ text: 's', upTo, time: 1, tokensBefore: 9, tokensAfter: 3 });

describe('a conversation', () => {
  it('goes on from its last message', () => {
    const conversation = talk('one', 'two', 'three');
    expect(said(conversation)).toEqual(['one', 'two', 'three']);
    expect(conversation.entries.map(({ id, parent }) => [id, parent])).toEqual([
      ['m1', undefined],
      ['m2', 'm1'],
      ['m3', 'm2'],
    ]);
  });

  it('branches where a message is edited, and loses nothing', () => {
    const first = talk('one', 'two', 'three');
    const edited = editFrom(first, 'm2', { time: 2000, message: message('deux') });
    expect(said(edited)).toEqual(['one', 'deux']);
    expect(branchesAt(edited, 'm4').map(({ id }) => id)).toEqual(['m2', 'm4']);
    expect(said(goTo(edited, 'm3'))).toEqual(['one', 'two', 'three']);
  });

  it('can be begun anew by editing its first message', () => {
    const edited = editFrom(talk('one', 'two'), 'm1', { time: 1, message: message('uno') });
    expect(said(edited)).toEqual(['uno']);
    expect(branchesAt(edited, 'm3')).toHaveLength(2);
  });

  it('does not mind messages that are not there', () => {
    const conversation = talk('one');
    expect(goTo(conversation, 'm9')).toBe(conversation);
    expect(truncateAfter(conversation, 'm9')).toBe(conversation);
    expect(branchesAt(conversation, 'm9')).toEqual([]);
    expect(said(editFrom(conversation, 'm9', { time: 1, message: message('two') }))).toEqual(['one', 'two']);
  });

  it('is cut after a message on every branch, for good', () => {
    const branched = editFrom(talk('one', 'two', 'three', 'four'), 'm3', {
      time: 1,
      message: message('drei'),
    });
    const cut = truncateAfter(addSummary(addSummary(branched, summary('m1')), summary('m4')), 'm2');
    expect(cut.entries.map(({ id }) => id)).toEqual(['m1', 'm2']);
    expect(cut.summaries.map(({ upTo }) => upTo)).toEqual(['m1']);
    expect(said(say(cut, 'five'))).toEqual(['one', 'two', 'five']);
  });

  it('goes by the last summary of its path', () => {
    const first = addSummary(addSummary(talk('one', 'two', 'three'), summary('m1')), summary('m3'));
    expect(summaryOf(first)?.upTo).toBe('m3');
    expect(summaryOf(editFrom(first, 'm3', { time: 1, message: message('drei') }))?.upTo).toBe('m1');
    expect(summaryOf(talk('one'))).toBeUndefined();
  });

  it('pins a document once', () => {
    const script = { id: 'script', title: 'Script', text: 'INT.' };
    const view = { id: 'view', title: 'View', text: '…' };
    const pinned = pin(pin(pin(talk(), script), view), { ...script, text: 'EXT.' });
    expect(pinned.documents.map(({ text }) => text)).toEqual(['EXT.', '…']);
    expect(unpin(pinned, 'script').documents).toEqual([view]);
  });

  it('adds up what it cost, and counts what nobody knows', () => {
    const call = { time: 1, message: message('a', 'assistant'), model: 'm' };
    const conversation = append(append(talk('one'), { ...call, cost: 1200 }), call);
    expect(spentOn(addSummary(conversation, { ...summary('m1'), model: 'm', cost: 30 }))).toEqual({
      cost: 1230,
      unpriced: 1,
    });
  });

  it('does not go in circles when its file says so', () => {
    const conversation = talk('one', 'two');
    const entries = conversation.entries.map((entry) => ({ ...entry, parent: 'm2' }));
    expect(said({ ...conversation, entries })).toEqual(['two']);
  });
});

describe("a conversation's file", () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'photoplay-conversation-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string): string => join(folder, 'chats', `${name}.jsonl`);
  const keep = (text: string): string => text;

  const rich = (): Conversation => {
    const asked = pin(talk('Who has the key?'), {
      id: 'script',
      title: 'Script',
      text: 'INT. KITCHEN\nline\u2028two',
    });
    const called = append(asked, {
      time: 2000,
      message: {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'hm', opaque: { signature: 'sk-secret-7f3a9c' } },
          { type: 'toolCall', id: 't1', name: 'look', input: { scene: '1', deep: [null, 1, true] } },
        ],
      },
      tokens: 12,
      model: 'm-1',
      usage: { input: 10, cached: 4, cacheWrite: 0, output: 7, reasoning: 2 },
      cost: 55,
      broken: 'stalled',
    });
    const answered = append(called, {
      time: 3000,
      message: {
        role: 'user',
        parts: [
          { type: 'toolResult', id: 't1', name: 'look', text: 'dark', failed: true },
          { type: 'image', mediaType: 'image/png', base64: 'iVBOR' },
        ],
        pinned: true,
      },
    });
    return addSummary(answered, { ...summary('m1'), kept: 'm1', model: 'm-1', cost: 3 });
  };

  it('gives back what was saved, and nothing lies beside it', async () => {
    const conversation = rich();
    await saveConversation(file('a'), conversation, keep);
    expect(await loadConversation(file('a'))).toEqual({ conversation, lost: 0 });
    await saveConversation(file('a'), say(conversation, 'more'), keep);
    expect(readdirSync(join(folder, 'chats'))).toEqual(['a.jsonl']);
  });

  it('holds no keys, and leaves what belongs to providers alone', async () => {
    const redactor = new Redactor(['sk-secret-7f3a9c']);
    const told = say(
      pin(rich(), { id: 'k', title: 'sk-secret-7f3a9c', text: 'a sk-secret-7f3a9c b' }),
      'my key is sk-secret-7f3a9c',
    );
    await saveConversation(file('b'), told, (text) => redactor.text(text));
    const text = readFileSync(file('b'), 'utf8');
    expect(text.match(/sk-secret/g)).toHaveLength(1);
    expect(text).toContain('"opaque":{"signature":"sk-secret-7f3a9c"}');
  });

  it('is not there when nobody saved it', async () => {
    expect(await loadConversation(file('none'))).toBeUndefined();
  });

  it('is read up to where it was torn, at whatever byte, and the torn one is kept', async () => {
    const whole = talk('one', 'two', 'three');
    await saveConversation(file('c'), whole, keep);
    const bytes = readFileSync(file('c'));
    for (let end = bytes.length - 1; end > 0; end -= 7) {
      writeFileSync(file('c'), bytes.subarray(0, end));
      const loaded = await loadConversation(file('c'));
      const path = loaded ? said(loaded.conversation) : undefined;
      expect(path).toEqual(['one', 'two', 'three'].slice(0, path?.length));
      expect(path).toHaveLength(
        Math.max(
          0,
          bytes
            .subarray(0, end + 1)
            .toString()
            .split('\n').length - 2,
        ),
      );
    }
    writeFileSync(file('c'), bytes.subarray(0, bytes.length - 9));
    expect((await loadConversation(file('c')))?.lost).toBe(1);
    expect(readFileSync(`${file('c')}.damaged`)).toEqual(bytes.subarray(0, bytes.length - 9));
  });

  it('goes on over damage in its middle', async () => {
    await saveConversation(file('d'), talk('one', 'two', 'three'), keep);
    const lines = readFileSync(file('d'), 'utf8').split('\n');
    writeFileSync(file('d'), [lines[0], lines[1], '{"entry":7}', 'null', lines[3], ''].join('\n'));
    const loaded = await loadConversation(file('d'));
    expect(loaded?.lost).toBe(2);
    expect(loaded && said(loaded.conversation)).toEqual(['one', 'three']);
  });

  it('goes on without its first lines, by its name', async () => {
    await saveConversation(file('e'), talk('one', 'two', 'three'), keep);
    const lines = readFileSync(file('e'), 'utf8').split('\n');
    writeFileSync(file('e'), lines.slice(2).join('\n'));
    const loaded = await loadConversation(file('e'));
    expect(loaded?.conversation).toMatchObject({ id: 'e', title: 'e', created: 1000, head: 'm3' });
    expect(loaded && said(loaded.conversation)).toEqual(['two', 'three']);
    writeFileSync(file('e'), 'rubbish');
    expect(await loadConversation(file('e'))).toMatchObject({
      conversation: { id: 'e', created: 0 },
      lost: 1,
    });
  });

  it('of a newer version is not misread', async () => {
    writeFileSync(file('f'), '{"conversation":2,"id":"f"}\n');
    await expect(loadConversation(file('f'))).rejects.toMatchObject({ code: 'unknown' });
  });

  it('that cannot be read or written says why, and leaves nothing behind', async () => {
    await expect(loadConversation(join(folder, 'chats'))).rejects.toMatchObject({ code: 'EISDIR' });
    const before = readdirSync(folder);
    await expect(saveConversation(join(folder, 'chats'), talk('one'), keep)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(before);
  });
});
