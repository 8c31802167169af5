/**
 * A* over a grid with eight neighbours, never cutting a blocked corner: the cells from `start` to `goal`, both
 * included; undefined when there is no way. `open` holds 1 for each free cell, row by row. Ties go to the lower cell,
 * so that the way is the same each time.
 */
export function shortestWay(
  open: Uint8Array,
  width: number,
  start: number,
  goal: number,
): number[] | undefined {
  const height = open.length / width;
  const cost = new Float32Array(open.length).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(open.length).fill(-1);
  const done = new Uint8Array(open.length);
  const gx = goal % width;
  const gy = Math.floor(goal / width);
  const free = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && (open[y * width + x] === 1 || y * width + x === goal);
  const left = (x: number, y: number): number => {
    const dx = Math.abs(x - gx);
    const dy = Math.abs(y - gy);
    return Math.max(dx, dy) + (Math.SQRT2 - 1) * Math.min(dx, dy);
  };
  const heap: Entry[] = [];
  cost[start] = 0;
  push(heap, { cell: start, total: 0 });
  for (let entry = pop(heap); entry; entry = pop(heap)) {
    const { cell } = entry;
    if (cell === goal) return trace(from, goal);
    if (done[cell] === 1) continue;
    done[cell] = 1;
    const x = cell % width;
    const y = Math.floor(cell / width);
    for (const [dx, dy] of neighbours) {
      const diagonal = dx !== 0 && dy !== 0;
      if (!free(x + dx, y + dy) || (diagonal && !(free(x + dx, y) && free(x, y + dy)))) continue;
      const next = (y + dy) * width + x + dx;
      const through = (cost[cell] as number) + (diagonal ? Math.SQRT2 : 1);
      if (through >= (cost[next] as number) - 1e-4) continue;
      cost[next] = through;
      from[next] = cell;
      push(heap, { cell: next, total: through + left(x + dx, y + dy) });
    }
  }
  return undefined;
}

interface Entry {
  cell: number;
  total: number;
}

const neighbours = [
  [0, -1],
  [-1, 0],
  [1, 0],
  [0, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const;

function trace(from: Int32Array, goal: number): number[] {
  const way: number[] = [];
  for (let cell = goal; cell >= 0; cell = from[cell] as number) way.push(cell);
  return way.reverse();
}

const before = (a: Entry, b: Entry): boolean => a.total < b.total || (a.total === b.total && a.cell < b.cell);

function push(heap: Entry[], entry: Entry): void {
  let i = heap.push(entry) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!before(entry, heap[parent] as Entry)) break;
    heap[i] = heap[parent] as Entry;
    i = parent;
  }
  heap[i] = entry;
}

function pop(heap: Entry[]): Entry | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (heap.length === 0 || !last) return top;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1] as Entry, heap[child] as Entry)) child++;
    if (!before(heap[child] as Entry, last)) break;
    heap[i] = heap[child] as Entry;
    i = child;
  }
  heap[i] = last;
  return top;
}
