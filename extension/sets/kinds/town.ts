import { chance, type Draft } from '../draft.ts';
import type { PieceType } from '../pieces.ts';
import type { Layout } from './layout.ts';

const fronts = ['facade0', 'facade1', 'facade2', 'facade3', 'facade4', 'facade5'] as const;

/** A row of house fronts along x = `x` that face `degrees`, from south to north; every other ground floor a shop. */
function row(d: Draft, x: number, degrees: number, from: number, to: number, shopFirst: boolean): void {
  let y = from;
  for (let n = 0; y < to; n++) {
    const w = 6.2 + 3 * chance(`front ${x} ${n}`);
    const h = ([8.2, 10.4, 11.3, 13.6] as const)[Math.floor(4 * chance(`height ${x} ${n}`))] ?? 10.4;
    const shop = (n % 2 === 0) === shopFirst && y < 30;
    const type: PieceType = shop ? 'shopFront' : 'facade';
    d.put(type, x, y + w / 2, degrees, {
      size: { w, h, d: 8 },
      colour: fronts[(n * 2 + (x > 0 ? 1 : 0)) % 6] ?? 'facade0',
      options: { far: y > 22 },
    });
    y += w;
  }
}

const cars = ['car0', 'car1', 'car2', 'car3', 'car4'] as const;
const parked = (d: Draft, x: number, y: number, degrees: number, n: number): void => {
  d.put('car', x, y, degrees, { id: n === 0 ? 'car' : `car${n + 1}`, colour: cars[n % 5] ?? 'car0' });
};

function street(d: Draft): void {
  d.put('road', 0, 20);
  d.put('crossing', 0, -1.9);
  // A front's box begins at its face, so its middle lies half its depth behind the pavement's edge.
  row(d, -6.2 - 4, -90, -24, 62, true);
  row(d, 6.2 + 4, 90, -24, 62, false);
  for (const [side, offset] of [
    [-1, 0],
    [1, 6],
  ] as const) {
    for (const y of [-9, 3, 15, 27]) d.put('streetLamp', side * 3.85, y + offset, side * 90);
    for (const y of [-6, 8.5, 21])
      d.put('tree', side * 4.05, y + (side < 0 ? 5 : 0), 0, { size: { h: 4.4 }, options: { street: true } });
  }
  const spots = [
    [2.5, 1.4],
    [-2.5, -12],
    [-2.5, -6.6],
    [-2.5, 5.4],
    [-2.5, 10.8],
    [-2.5, 22],
    [2.5, -10],
    [2.5, 6.9],
    [2.5, 16],
  ] as const;
  for (const [n, [x, y]] of spots.entries()) parked(d, x, y, x > 0 ? 0 : 180, n);
  d.put('car', 1.4, 30, 180, { id: 'oncoming', colour: 'car2', options: { lights: true } });
  d.put('bench', 5.75, 2.4, 90);
  d.put('bin', 5.5, 4.2);
  d.put('hydrant', -4, -3.9);
  d.put('sign', 4, -4.4, 180);
  d.standing.push({ x: 4.9, y: -0.5, w: 2.4, d: 11 }, { x: -4.9, y: -1, w: 2.4, d: 9 });
  d.mark('pavement_left', 'stand', ['pavement', 'sidewalk', 'kerb', 'curb'], [-4.9, 0, 0], -90);
  d.mark('pavement_right', 'stand', ['pavement', 'sidewalk'], [4.9, 0, 0], 90);
  d.mark('crossing', 'stand', ['crossing', 'crosswalk', 'road', 'street'], [0, -1.9, 0], 180);
  edges(d, 0);
  if (d.says('van', 'delivery', 'truck')) d.put('van', -2.4, -0.4, 180, { colour: 'car2' });
  if (d.says('neon', 'bar', 'club')) d.put('neonSign', -6.15, 2.5, -90, { z: 2.9 });
}

/** Where people come from outdoors: either side of what the audience sees. */
export function edges(d: Draft, y: number): void {
  d.mark('enter_left', 'outside', ['left'], [-d.east + 0.5, y, 0], -90);
  d.mark('enter_right', 'outside', ['right'], [d.east - 0.5, y, 0], 90);
}

function alley(d: Draft): void {
  d.wildWalls = ['E', 'W', 'N'];
  d.put('road', 0, 6, 0, { size: { w: 5, d: 40 }, options: { alley: true } });
  for (const [n, y] of [-9, -2.5, 4, 10.5].entries()) {
    d.put('facade', -d.east - 4, y, -90, {
      size: { w: 6.5, d: 8, h: 11 },
      colour: fronts[n] ?? 'facade0',
      wall: 'W',
      options: { back: true },
    });
    d.put('facade', d.east + 4, y, 90, {
      size: { w: 6.5, d: 8, h: 12.5 },
      colour: fronts[(n + 3) % 6] ?? 'facade0',
      wall: 'E',
      options: { back: true },
    });
  }
  d.put('facade', 0, 18, 180, { size: { w: 9, d: 8, h: 9 }, colour: 'facade4' });
  for (const x of [-14, -7, 0, 7, 14])
    d.put(x % 2 === 0 ? 'facade' : 'shopFront', x, -25, 0, {
      size: { w: 7, d: 8, h: 9.5 },
      colour: fronts[Math.abs(x) % 6] ?? 'facade0',
      options: { far: true },
    });
  d.put('dumpster', -1.6, 1.9, -90);
  d.put('crates', 1.85, 3.2, 12);
  d.put('bin', 2, -1.2);
  d.put('bin', 1.95, -1.85);
  d.put('fireEscape', d.east - 0.55, 0.6, 90, { z: 2.6, wall: 'E' });
  d.put('sconce', -d.east + 0.02, -1.4, -90, { z: 2.5, wall: 'W', options: { power: 1.2, cage: true } });
  d.put('sconce', d.east - 0.02, 4.6, 90, { z: 2.7, wall: 'E', options: { power: 1.1, cage: true } });
  if (d.says('neon', 'club', 'bar', 'night'))
    d.put('neonSign', -d.east + 0.04, 0.6, -90, { z: 2.4, wall: 'W' });
  d.mark('enter_left', 'outside', ['left', 'mouth', 'street'], [-0.6, -d.north + 0.5, 0], 0);
  d.mark('enter_right', 'outside', ['right', 'end'], [0.6, d.north - 0.6, 0], 180);
}

function rooftop(d: Draft): void {
  d.wildWalls = ['N', 'E', 'S', 'W'];
  d.put('skyline', 0, 0);
  d.put('parapet', 0, d.north - 0.15, 180, { wall: 'N', size: { w: 12 } });
  d.put('parapet', -d.east + 0.15, 0, -90, { wall: 'W', size: { w: 8.4 } });
  d.put('parapet', d.east - 0.15, 0, 90, { wall: 'E', size: { w: 8.4 } });
  d.put('parapet', 0, -d.north + 0.15, 0, { wall: 'S', size: { w: 12 } });
  d.put('stairHouse', -4, 2.4, -90);
  d.put('waterTank', 3.9, 2.8);
  d.put('airUnit', 3.2, -2.5);
  const table = d.put('gardenTable', -0.1, 1);
  for (const [x, turn] of [
    [-0.75, -90],
    [0.75, 90],
  ] as const)
    d.put('chair', x - 0.1, 1, turn, { colour: 'accent' });
  d.dressTop(table, [
    ['bottle', 0.18, 0.2],
    ['wineglass', -0.2, 0.18],
  ]);
  d.put('stringLights', 0.1, 1.9, 0, { options: { power: 0.42 } });
  d.mark('parapet', 'look', ['parapet', 'edge', 'ledge', 'view'], [0.6, d.north - 0.75, 0], 0);
  d.mark('enter_left', 'outside', ['stairs', 'stairwell', 'door'], [-2.2, 2.4, 0], -90);
  d.mark('enter_right', 'outside', ['right'], [d.east - 0.8, -0.2, 0], 90);
}

function station(d: Draft): void {
  d.master = 'N';
  d.put('track', 0, 4.4, 0, { size: { d: 2.8 } });
  d.put('facade', 0, -7.5, 0, { size: { w: 24, d: 6, h: 5 }, colour: 'facade1', options: { back: true } });
  d.put('platformRoof', 0, -1.6);
  for (const x of [-4.4, 4.4]) d.put('column', x, -1.6, 0, { size: { w: 0.3, d: 0.3, h: 3.3 } });
  d.put('bench', -2.2, -3.1, 0);
  d.put('bench', 2.2, -3.1, 0);
  d.put('bin', 0, -3.2);
  d.put('sign', -5.6, -1.5, 0, { options: { text: 'clock' } });
  d.put('streetLamp', -6.4, -0.4, 0);
  d.put('streetLamp', 6.4, -0.4, 0);
  d.put('hills', 0, 0);
  d.put('treeLine', 0, 22, 0, { options: { far: true } });
  if (!d.says('empty', 'deserted', 'waiting')) d.put('train', -17, 4.4, 90, { size: { w: 2.8, d: 22 } });
  d.mark('platform_edge', 'look', ['platform', 'edge', 'tracks', 'track', 'train'], [0, 2.1, 0], 0);
  edges(d, 0.4);
}

/** Streets and what lies between and above them. */
export const towns = {
  street: { size: [12, 16, 8], exterior: true, style: { wall: 'none', floor: 'pavement' }, build: street },
  alley: { size: [5, 13, 8], exterior: true, style: { wall: 'none', floor: 'pavement' }, build: alley },
  rooftop: { size: [12, 9, 8], exterior: true, style: { wall: 'none', floor: 'roof' }, build: rooftop },
  station: { size: [15, 9, 8], exterior: true, style: { wall: 'none', floor: 'platform' }, build: station },
} satisfies Record<string, Layout>;
