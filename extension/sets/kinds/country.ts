import { chance, type Draft } from '../draft.ts';
import type { Layout } from './layout.ts';
import { edges } from './town.ts';

/** Trees scattered between two distances from the middle, never in the playable area or the camera's aisle. */
function grove(d: Draft, count: number, near: number, far: number, conifers: number): void {
  for (let n = 0, tried = 0; n < count && tried < count * 6; tried++) {
    const angle = 2 * Math.PI * chance(`angle ${tried}`);
    const away = near + (far - near) * chance(`away ${tried}`) ** 0.8;
    const [x, y] = [away * Math.cos(angle), away * Math.sin(angle)];
    if (Math.abs(x) < 4.4 && y < 0) continue;
    if (Math.abs(x) < d.east - 0.5 && Math.abs(y) < d.north - 0.5) continue;
    const h = 6.5 + 4.5 * chance(`tall ${tried}`);
    d.put(chance(`kind ${tried}`) < conifers ? 'conifer' : 'tree', x, y, 360 * chance(`turn ${tried}`), {
      size: { h },
    });
    n++;
  }
}

function forest(d: Draft): void {
  d.put('treeLine', 0, 0);
  d.put('path', 0.4, -2, 0, { size: { d: 40 } });
  d.put('undergrowth', 0, 2);
  grove(d, 88, 6.4, 27, 0.4);
  for (const [x, y, w] of [
    [-2.4, 2.3, 1.1],
    [-3.2, 1.6, 0.7],
    [3.4, 2.9, 1.3],
    [4.4, -2.4, 0.8],
  ] as const)
    d.put('rock', x, y, 30 * x, { size: { w, d: w * 0.75, h: w * 0.55 } });
  d.put('log', 2.1, 0.5, 62);
  d.put('campfire', 0.2, 1.7);
  for (const [x, y] of [
    [-4.6, 3.6],
    [4.8, 4.2],
    [-5.2, -2.9],
    [5.4, 1.4],
    [-3.9, 5.2],
    [1.6, 6.1],
  ] as const)
    d.put('bush', x, y, 70 * y);
  edges(d, -0.6);
}

function beach(d: Draft): void {
  d.put('sea', 0, 5);
  d.put('hills', 0, 0, 0, { options: { sea: true } });
  d.put('parasol', 2.6, 1.2, -20);
  d.put('towel', 3, 0.3, -20);
  d.put('bench', -3.4, 0.4, -24, { size: { w: 2, d: 0.6, h: 0.46 }, options: { plain: true } });
  d.put('undergrowth', 0, -9.5, 0, { size: { w: 30, d: 5 }, options: { dunes: true } });
  for (const [x, y, w] of [
    [5.6, 3.2, 1.2],
    [6.5, 3.9, 0.8],
    [-6.6, 3.4, 1.5],
  ] as const)
    d.put('rock', x, y, 40 * x, { size: { w, d: w * 0.75, h: w * 0.5 } });
  d.put('candle', 1.6, 0.1, 0, { id: 'lantern', options: { power: 0.3, lantern: true } });
  d.mark('waterline', 'look', ['water', 'waterline', 'sea', 'shore', 'waves', 'ocean'], [0, 3.6, 0], 0);
  edges(d, 0.6);
}

function field(d: Draft): void {
  d.put('hills', 0, 0);
  d.put('treeLine', 0, 0, 0, { options: { far: true } });
  d.put('crops', 0, 16, 0, { size: { w: 60, d: 20 } });
  d.put('path', 0, -4, 0, { size: { d: 36 } });
  d.put('undergrowth', 0, 1);
  d.put('tree', -4.4, 3.4, 0, { size: { h: 7.5 } });
  d.put('fence', -4.5, 5.4);
  d.put('fence', 4.5, 5.4);
  d.put('hayBale', 3.8, 2.4, 20);
  d.put('hayBale', 5.2, 3.6, 70);
  if (d.says('well', 'village', 'farm')) d.put('well', -2.2, 2.6);
  else d.put('rock', -2.2, 2.6, 30);
  d.put('log', 1.4, 2.9, 8);
  edges(d, 0);
}

function park(d: Draft): void {
  d.put('treeLine', 0, 0);
  d.put('path', 0, 0, 90, { size: { w: 2.2, d: 50 } });
  d.put('path', 0, -12, 0, { size: { d: 20 } });
  grove(d, 26, 8.2, 24, 0.15);
  d.put('fountain', 0.4, 3.6);
  d.put('bench', -2.8, 1.5, 180);
  d.put('bench', 3.6, 1.5, 180);
  d.put('streetLamp', -4.6, 1.6, 180, { options: { park: true } });
  d.put('streetLamp', 5.3, 1.6, 180, { options: { park: true } });
  d.put('bin', 1.5, 1.45);
  d.put('flowerBed', -3, 3.4);
  d.put('flowerBed', 4.2, 3.5);
  d.put('bush', -5.3, 3.2);
  d.put('undergrowth', 0, -3, 0, { size: { w: 14, d: 5 } });
  if (d.says('playground', 'swing', 'children')) d.put('swing', -3.6, -3, 0);
  edges(d, 0);
}

function yard(d: Draft): void {
  d.put('house', 0, 7.2, 180);
  d.put('treeLine', 0, 0, 0, { options: { far: true } });
  d.put('path', 0.6, -2, 0, { size: { w: 1.3, d: 12.4 } });
  d.put('fence', -6.1, 2.2, 90);
  d.put('fence', 6.1, 2.2, 90);
  d.put(d.says('hedge', 'garden') ? 'hedge' : 'fence', -6.1, -1.8, 90);
  d.put('fence', 6.1, -1.8, 90);
  d.put('tree', -4, 1.4, 0, { size: { h: 6.5 } });
  d.put('shed', 4.4, 2.3, 150);
  const table = d.put('gardenTable', -1.9, 0.5);
  for (const [x, turn] of [
    [-0.72, -90],
    [0.72, 90],
  ] as const)
    d.put('chair', table.position[0] + x, 0.5, turn, { colour: 'accent' });
  d.put('flowerBed', -2.2, 3.6);
  d.put('flowerBed', 2.4, 3.6);
  d.put('bush', -5.2, 3.2);
  d.put('bench', 3.1, -2.6, 60);
  d.put('undergrowth', -4, -1.5, 0, { size: { w: 4, d: 4 } });
  if (d.says('swing', 'children', 'playground')) d.put('swing', 3.2, 0.3, 0);
  d.mark('porch', 'look', ['porch', 'front door', 'house', 'door', 'step'], [0.6, 3.6, 0], 0);
  edges(d, -0.6);
}

/** Woods, shores, fields and gardens. */
export const countries = {
  forest: { size: [12, 12, 8], exterior: true, style: { wall: 'none', floor: 'forest' }, build: forest },
  beach: { size: [14, 9, 8], exterior: true, style: { wall: 'none', floor: 'sand' }, build: beach },
  field: { size: [13, 11, 8], exterior: true, style: { wall: 'none', floor: 'grass' }, build: field },
  park: { size: [13, 10, 8], exterior: true, style: { wall: 'none', floor: 'grass' }, build: park },
  yard: { size: [12, 8.4, 8], exterior: true, style: { wall: 'none', floor: 'grass' }, build: yard },
} satisfies Record<string, Layout>;
