import type { Turn } from '../../../../extension/llm/context/blocks.ts';
import type { Message } from '../../../../extension/llm/types.ts';

export const words = (count: number, word = 'word'): string => Array(count).fill(word).join(' ');
export const user = (id: string, text: string): Turn => ({
  id,
  message: { role: 'user', parts: [{ type: 'text', text }] },
});
export const assistant = (id: string, text: string): Turn => ({
  id,
  message: { role: 'assistant', parts: [{ type: 'text', text }] },
});
export const call = (id: string, ...calls: string[]): Turn => ({
  id,
  message: {
    role: 'assistant',
    parts: calls.map((call) => ({ type: 'toolCall', id: call, name: 'read', input: { call } })),
  },
});
export const result = (id: string, ...calls: string[]): Turn => ({
  id,
  message: {
    role: 'user',
    parts: calls.map((call) => ({
      type: 'toolResult',
      id: call,
      name: 'read',
      text: `${call} ${words(20)}`,
    })),
  },
});
export const exchanges = (count: number, length = 40): Turn[] =>
  Array.from({ length: count }, (_, at) => [
    user(`u${at}`, `question ${at} ${words(length)}`),
    assistant(`a${at}`, `answer ${at} ${words(length)}`),
  ]).flat();
export const content = (messages: readonly Message[]): string[] =>
  messages.map(({ role, parts }) => JSON.stringify({ role, parts }));
export const text = (messages: readonly Message[]): string => content(messages).join('\n');
