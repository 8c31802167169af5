import type { Message, Part } from '../types.ts';

/**
 * Whether the last turns repeat: the same calls with the same inputs and the same results, `times` times in a row, or
 * two such turns by turns as often. What the model says meanwhile does not count; a word of the person starts anew.
 */
export function goesInCircles(messages: readonly Message[], times: number): boolean {
  const turns = turnsOf(messages);
  return [1, 2].some((period) => {
    const span = turns.slice(-period * times);
    return span.length === period * times && span.every((turn, index) => turn === span[index % period]);
  });
}

/** Each turn with tools since the person last spoke, as a text that is the same for the same turn. */
function turnsOf(messages: readonly Message[]): string[] {
  const spoken = messages.findLastIndex(
    ({ role, parts }) => role === 'user' && parts.some(({ type }) => type === 'text'),
  );
  const turns: string[] = [];
  let calls = '';
  for (const { parts } of messages.slice(spoken + 1)) {
    const results = parts.filter((part) => part.type === 'toolResult');
    if (results.length) turns.push(`${calls}>${results.map(({ text }) => JSON.stringify(text)).join()}`);
    calls = parts.flatMap(callText).join();
  }
  return turns;
}

const callText = (part: Part): string[] =>
  part.type === 'toolCall' ? [`${part.name}(${canonical(part.input)})`] : [];

/** JSON with sorted keys. */
const canonical = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
