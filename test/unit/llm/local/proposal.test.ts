import { describe, expect, it } from 'vitest';
import type { Gpu, Machine } from '../../../../extension/llm/local/machine.ts';
import { openModels, propose } from '../../../../extension/llm/local/proposal.ts';

const gigabytes = (count: number) => count * 10 ** 9;
const machine = (memory: number, more: Partial<Machine> = {}): Machine => ({
  memory: gigabytes(memory),
  free: gigabytes(memory),
  gpus: [],
  shared: false,
  ...more,
});
const card = (memory: number): Gpu => ({ name: 'Card', memory: gigabytes(memory) });

describe('the proposal of a local model', () => {
  it.each<[string, Machine, string]>([
    ['a graphics processor of 24 GB', machine(32, { gpus: [card(24)] }), 'qwen3-vl:32b'],
    ['two of 12 GB', machine(32, { gpus: [card(12), card(12)] }), 'qwen3-vl:32b'],
    ['one of 8 GB', machine(32, { gpus: [card(8.6)] }), 'qwen3-vl:8b'],
    ['a workstation', machine(128, { gpus: [card(80)] }), 'gpt-oss:120b'],
    ['a Mac of 32 GB', machine(32, { shared: true }), 'qwen3-vl:32b'],
    ['a Mac of 16 GB', machine(16, { shared: true }), 'gemma4:e4b'],
    ['no graphics processor and 32 GB', machine(32), 'gpt-oss:20b'],
    ['no graphics processor and 12 GB', machine(12), 'qwen3-vl:4b'],
    ['a small card that does not help', machine(32, { gpus: [card(2)] }), 'gpt-oss:20b'],
  ])('for %s fits in its memory', (_, found, name) => {
    const { model, smaller, reason } = propose(found);
    expect(model?.name).toBe(name);
    expect(smaller).toBe(false);
    expect(reason).toContain(name);
  });

  it('is a smaller one while memory is short, and says so', () => {
    const { model, smaller, reason } = propose(machine(32, { free: gigabytes(8.5) }));
    expect(model?.name).toBe('qwen3-vl:8b');
    expect(smaller).toBe(true);
    expect(reason).toBe(
      'qwen3-vl:8b (6.2 GB) fits in the 8.5 GB of memory that are free; gpt-oss:20b would be better, but memory is short now; without a graphics processor it answers slowly.',
    );
  });

  it('is none while nothing is free, and none where nothing ever fits', () => {
    expect(propose(machine(16, { free: gigabytes(1) }))).toMatchObject({
      smaller: true,
      reason: expect.stringMatching(/close other programs, then gemma4:e4b fits/),
    });
    const poor = propose(machine(4));
    expect(poor).toMatchObject({ smaller: false, reason: expect.stringContaining('4 GB of memory') });
    expect(poor.model).toBeUndefined();
  });

  it('chooses among models from the largest down, each with a source', () => {
    const sizes = openModels.map(({ gigabytes: size }) => size);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    for (const { source } of openModels) expect(source).toMatch(/^https:/);
  });
});
