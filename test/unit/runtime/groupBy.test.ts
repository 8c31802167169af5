import { expect, test } from 'vitest';
import { groupBy } from '../../../extension/runtime/groupBy.ts';

test('items are grouped by their key, keys in the order of their first item', () => {
  const groups = groupBy(['INT', 'EXT', 'INSERT', 'ESTABLISHING'], (word) => word[0]);
  expect([...groups]).toEqual([
    ['I', ['INT', 'INSERT']],
    ['E', ['EXT', 'ESTABLISHING']],
  ]);
});
