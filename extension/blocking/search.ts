/**
 * A* over a grid with eight neighbours, never cutting a blocked corner: the cells from `start` to `goal`, both
 * included; undefined when there is no way. Ties go to the lower cell, so that the way is the same each time.
 */
export function shortestWay(
  width: number,
  height: number,
  start: number,
  goal: number,
  open: (cell: number) => boolean,
): number[] | undefined {
  const cost = new Map<number, number>([[start, 0]]);
  const from = new Map<number, number>();
  const done = new Set<number>();
  const gx = goal % width;
  const gy = Math.floor(goal / width);
  const left = (cell: number): number => {
    const dx = Math.abs((cell % width) - gx);
    const dy = Math.abs(Math.floor(cell / width) - gy);
    return Math.max(dx, dy) + (Math.SQRT2 - 1) * Math.min(dx, dy);
  };
  const heap: Entry[] = [];
  push(heap, { cell: start, total: left(start) });
  for (let entry = pop(heap); entry; entry = pop(heap)) {
    const { cell } = entry;
    if (cell === goal) return trace(from, goal);
    if (done.has(cell)) continue;
    done.add(cell);
    const x = cell % width;
    const y = Math.floor(cell / width);
    const passes = (dx: number, dy: number): boolean => {
      const [nx, ny] = [x + dx, y + dy];
      return (
        nx >= 0 && ny >= 0 && nx < width && ny < height && (ny * width + nx === goal || open(ny * width + nx))
      );
    };
    for (const [dx, dy] of neighbours) {
      if (!passes(dx, dy) || (dx !== 0 && dy !== 0 && !(passes(dx, 0) && passes(0, dy)))) continue;
      const next = (y + dy) * width + x + dx;
      const through = (cost.get(cell) as number) + (dx !== 0 && dy !== 0 ? Math.SQRT2 : 1);
      if (through >= (cost.get(next) ?? Number.POSITIVE_INFINITY) - 1e-9) continue;
      cost.set(next, through);
      from.set(next, cell);
      push(heap, { cell: next, total: through + left(next) });
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

function trace(from: ReadonlyMap<number, number>, goal: number): number[] {
  const way: number[] = [];
  for (let cell: number | undefined = goal; cell !== undefined; cell = from.get(cell)) way.push(cell);
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
