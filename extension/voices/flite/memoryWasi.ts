/** What Node gives of WebAssembly and its types leave out. */
declare global {
  namespace WebAssembly {
    class RuntimeError extends Error {}
    class Memory {
      constructor(descriptor: { initial: number });
      readonly buffer: ArrayBuffer;
    }
    class Module {
      constructor(bytes: Uint8Array);
    }
    class Instance {
      constructor(module: Module, imports: Record<string, Record<string, (...args: never[]) => number>>);
      readonly exports: Record<string, unknown>;
    }
  }
}

/**
 * The few calls of WASI preview 1 that Flite makes, over memory alone: the sound it writes never touches a disk, and
 * nothing is left behind when the process is killed. Numbers are those of the WASI preview 1 specification.
 */
const success = 0;
const badFile = 8;
const notFound = 44;
const preopened = 3;

class Exit {
  readonly code: number;
  constructor(code: number) {
    this.code = code;
  }
}

interface OpenFile {
  data: Uint8Array;
  size: number;
  at: number;
}

/** What a program left: its exit code (or -1 when it trapped), what it printed, and the files it wrote. */
export interface WasiResult {
  code: number;
  stdout: string;
  stderr: string;
  files: Map<string, Uint8Array>;
}

/** Runs a WASI program with arguments and input files that live in memory, under the folder `/`. */
export function runWasi(
  module: WebAssembly.Module,
  args: readonly string[],
  input: ReadonlyMap<string, Uint8Array> = new Map(),
): WasiResult {
  const named = new Map<string, OpenFile>();
  for (const [name, data] of input) named.set(name, { data, size: data.length, at: 0 });
  const open = new Map<number, OpenFile>();
  for (const fd of [0, 1, 2]) open.set(fd, { data: new Uint8Array(0), size: 0, at: 0 });
  let next = preopened + 1;
  let memory = new WebAssembly.Memory({ initial: 0 });
  const view = () => new DataView(memory.buffer);
  const bytes = (at: number, length: number) => new Uint8Array(memory.buffer, at, length);
  const texts = args.map((arg) => new TextEncoder().encode(`${arg}\0`));

  const vectors = (at: number, count: number) =>
    Array.from({ length: count }, (_, i) =>
      bytes(view().getUint32(at + 8 * i, true), view().getUint32(at + 8 * i + 4, true)),
    );
  const moved = (fd: number, at: number, count: number, result: number, move: typeof write) => {
    const file = open.get(fd);
    if (!file) return badFile;
    let total = 0;
    for (const part of vectors(at, count)) total += move(file, part);
    view().setUint32(result, total, true);
    return success;
  };
  const calls = {
    args_sizes_get(count: number, size: number) {
      view().setUint32(count, texts.length, true);
      view().setUint32(
        size,
        texts.reduce((sum, text) => sum + text.length, 0),
        true,
      );
      return success;
    },
    args_get(pointers: number, buffer: number) {
      let at = buffer;
      texts.forEach((text, i) => {
        view().setUint32(pointers + 4 * i, at, true);
        bytes(at, text.length).set(text);
        at += text.length;
      });
      return success;
    },
    clock_time_get(_id: number, _precision: bigint, result: number) {
      view().setBigUint64(result, 0n, true);
      return success;
    },
    fd_close: (fd: number) => (open.delete(fd) ? success : badFile),
    fd_fdstat_get(fd: number, result: number) {
      if (fd !== preopened && !open.has(fd)) return badFile;
      bytes(result, 24).fill(0);
      view().setUint8(result, fd === preopened ? 3 : 4);
      view().setBigUint64(result + 8, 0xffffffffffffffffn, true);
      view().setBigUint64(result + 16, 0xffffffffffffffffn, true);
      return success;
    },
    fd_fdstat_set_flags: () => success,
    fd_prestat_get(fd: number, result: number) {
      if (fd !== preopened) return badFile;
      view().setUint32(result, 0, true);
      view().setUint32(result + 4, 1, true);
      return success;
    },
    fd_prestat_dir_name(_fd: number, path: number) {
      bytes(path, 1).set([0x2f]);
      return success;
    },
    fd_read: (fd: number, at: number, count: number, result: number) => moved(fd, at, count, result, read),
    fd_write: (fd: number, at: number, count: number, result: number) => moved(fd, at, count, result, write),
    fd_seek(fd: number, offset: bigint, whence: number, result: number) {
      const file = open.get(fd);
      if (!file) return badFile;
      file.at = [0, file.at, file.size][whence] ?? 0;
      file.at = Math.max(0, file.at + Number(offset));
      view().setBigUint64(result, BigInt(file.at), true);
      return success;
    },
    path_open(
      _dir: number,
      _lookup: number,
      path: number,
      length: number,
      flags: number,
      _rights: bigint,
      _inheriting: bigint,
      _fdflags: number,
      result: number,
    ) {
      const name = new TextDecoder().decode(bytes(path, length));
      const creates = (flags & 1) !== 0;
      if (!creates && !named.has(name)) return notFound;
      const file = creates
        ? { data: new Uint8Array(1 << 16), size: 0, at: 0 }
        : { ...(named.get(name) as OpenFile), at: 0 };
      named.set(name, file);
      open.set(next, file);
      view().setUint32(result, next++, true);
      return success;
    },
    proc_exit(code: number) {
      throw new Exit(code);
    },
  };

  const [stdout, stderr] = [open.get(1), open.get(2)] as [OpenFile, OpenFile];
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: calls });
  memory = instance.exports.memory as WebAssembly.Memory;
  let code = 0;
  try {
    (instance.exports._start as () => void)();
  } catch (error) {
    // A trap (Flite reads past its tables on odd input) is an answer like any other: this line cannot be said.
    if (!(error instanceof Exit) && !(error instanceof WebAssembly.RuntimeError)) throw error;
    code = error instanceof Exit ? error.code : -1;
  }
  const text = (file: OpenFile) => new TextDecoder().decode(file.data.subarray(0, file.size));
  return {
    code,
    stdout: text(stdout),
    stderr: text(stderr),
    files: new Map([...named].map(([name, file]) => [name, file.data.subarray(0, file.size)])),
  };
}

function write(file: OpenFile, part: Uint8Array): number {
  const end = file.at + part.length;
  if (end > file.data.length) {
    const grown = new Uint8Array(Math.max(end, 2 * file.data.length));
    grown.set(file.data);
    file.data = grown;
  }
  file.data.set(part, file.at);
  file.at = end;
  file.size = Math.max(file.size, end);
  return part.length;
}

function read(file: OpenFile, part: Uint8Array): number {
  const piece = file.data.subarray(file.at, Math.min(file.size, file.at + part.length));
  part.set(piece);
  file.at += piece.length;
  return piece.length;
}
