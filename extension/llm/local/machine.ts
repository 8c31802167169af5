import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { join } from 'node:path';

/** A graphics processor. */
export interface Gpu {
  name: string;
  /** Bytes of its own memory; undefined when it shares the machine's, or nobody says. */
  memory?: number;
}

/** What a model may run on. */
export interface Machine {
  /** Bytes of memory, and of it what can be had now. */
  memory: number;
  free: number;
  gpus: readonly Gpu[];
  /** The GPU uses the machine's memory, as on a Mac: what is there is there for the model. */
  shared: boolean;
}

/** Where the machine is read; tests read another. */
export interface Sources {
  platform: NodeJS.Platform;
  arch: string;
  memory(): number;
  free(): Promise<number>;
  /** What a program prints; undefined when it is not there, fails, or takes too long. */
  run(program: string, args: readonly string[]): Promise<string | undefined>;
  /** Where Linux lists graphics devices. */
  devices: string;
}

const megabyte = 1024 ** 2;

/** This machine. */
export const thisMachine: Sources = {
  platform: process.platform,
  arch: process.arch,
  memory: totalmem,
  free: async () => freeOf(await readFile('/proc/meminfo', 'utf8').catch(() => '')) ?? freemem(),
  run: (program, args) =>
    new Promise((resolve) => {
      execFile(program, args, { timeout: 3000, windowsHide: true }, (error, stdout) =>
        resolve(error ? undefined : stdout),
      );
    }),
  devices: '/sys/class/drm',
};

/** Linux: free memory is little, because it holds files; what counts is what would be given up. */
export function freeOf(meminfo: string): number | undefined {
  const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(meminfo)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** Reads memory and graphics processors. Never fails: what is not found out is not said. */
export async function readMachine(sources: Sources = thisMachine): Promise<Machine> {
  const [free, nvidia, amd, apple] = await Promise.all([
    sources.free(),
    nvidiaGpus(sources),
    sources.platform === 'linux' ? linuxGpus(sources.devices) : [],
    sources.platform === 'darwin' ? appleGpus(sources) : [],
  ]);
  const gpus = [...nvidia, ...amd, ...apple];
  return {
    memory: sources.memory(),
    free,
    gpus,
    shared: sources.platform === 'darwin' && sources.arch === 'arm64',
  };
}

async function nvidiaGpus({ run }: Sources): Promise<Gpu[]> {
  const said = await run('nvidia-smi', ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits']);
  return (said ?? '')
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [name = '', total = ''] = line.split(/,\s*(?=[^,]*$)/);
      return name && Number(total) > 0 ? [{ name, memory: Number(total) * megabyte }] : [];
    });
}

const amdVendor = '0x1002';

/** AMD's driver tells the memory of each card in a file of its device. */
async function linuxGpus(devices: string): Promise<Gpu[]> {
  const cards = (await readdir(devices).catch(() => [])).filter((card) => /^card\d+$/.test(card)).sort();
  const found = await Promise.all(
    cards.map(async (card): Promise<Gpu[]> => {
      const read = (file: string) => readFile(join(devices, card, 'device', file), 'utf8').catch(() => '');
      const [vendor, memory, name] = await Promise.all([
        read('vendor'),
        read('mem_info_vram_total'),
        read('product_name'),
      ]);
      if (vendor.trim() !== amdVendor) return [];
      const bytes = Number(memory);
      return [{ name: name.trim() || 'AMD graphics', ...(bytes > 0 && { memory: bytes }) }];
    }),
  );
  return found.flat();
}

async function appleGpus({ run }: Sources): Promise<Gpu[]> {
  const said = await run('system_profiler', ['SPDisplaysDataType']);
  return [...(said ?? '').matchAll(/Chipset Model: (.+)/g)].map(([, name = '']) => ({ name: name.trim() }));
}
