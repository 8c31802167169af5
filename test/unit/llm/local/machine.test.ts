import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { freeOf, readMachine, type Sources, thisMachine } from '../../../../extension/llm/local/machine.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function devices(cards: Record<string, Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'drm-'));
  folders.push(root);
  for (const [card, files] of Object.entries(cards)) {
    mkdirSync(join(root, card, 'device'), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, card, 'device', name), text);
  }
  return root;
}

const sources = (more: Partial<Sources>): Sources => ({
  platform: 'linux',
  arch: 'x64',
  memory: () => 32e9,
  free: async () => 20e9,
  run: async () => undefined,
  devices: '/nowhere/drm',
  ...more,
});

describe('the machine', () => {
  it('is read here without failing', async () => {
    const machine = await readMachine();
    expect(machine.memory).toBeGreaterThan(1e8);
    expect(machine.free).toBeGreaterThan(0);
    expect(machine.free).toBeLessThanOrEqual(machine.memory);
  });

  it('has what nvidia-smi lists', async () => {
    const run = async (program: string) =>
      program === 'nvidia-smi'
        ? 'NVIDIA GeForce RTX 4090, 24564\nOdd, name, 8192\nBroken, [N/A]\n'
        : undefined;
    expect((await readMachine(sources({ run }))).gpus).toEqual([
      { name: 'NVIDIA GeForce RTX 4090', memory: 24564 * 1024 ** 2 },
      { name: 'Odd, name', memory: 8192 * 1024 ** 2 },
    ]);
  });

  it("has what AMD's driver tells of each card, and not their outputs", async () => {
    const found = devices({
      card0: { vendor: '0x8086\n' },
      card1: { vendor: '0x1002\n', mem_info_vram_total: '17163091968\n', product_name: 'RX 7800\n' },
      card2: { vendor: '0x1002\n' },
      'card1-DP-1': { vendor: '0x1002\n' },
    });
    expect((await readMachine(sources({ devices: found }))).gpus).toEqual([
      { name: 'RX 7800', memory: 17163091968 },
      { name: 'AMD graphics' },
    ]);
  });

  it('shares its memory on a Mac with its own chip', async () => {
    const run = async (program: string) =>
      program === 'system_profiler' ? 'Graphics:\n      Chipset Model: Apple M4 Pro\n' : undefined;
    expect(await readMachine(sources({ platform: 'darwin', arch: 'arm64', run }))).toEqual({
      memory: 32e9,
      free: 20e9,
      gpus: [{ name: 'Apple M4 Pro' }],
      shared: true,
    });
    expect(await readMachine(sources({ platform: 'darwin' }))).toMatchObject({ gpus: [], shared: false });
  });

  it('counts as free what Linux would give up', () => {
    expect(freeOf('MemTotal:  100 kB\nMemFree:  10 kB\nMemAvailable:   50 kB\n')).toBe(51_200);
    expect(freeOf('')).toBeUndefined();
  });

  it('takes a program that is not there for one that says nothing', async () => {
    expect(await thisMachine.run('no-such-program-here', [])).toBeUndefined();
    expect(await thisMachine.run(process.execPath, ['--version'])).toMatch(/^v\d+/);
  });
});
