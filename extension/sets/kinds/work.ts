import type { Draft } from '../draft.ts';
import { drawUp, type Layout } from './layout.ts';

/** Lit panels in the ceiling, in rows. */
export function panels(d: Draft, xs: readonly number[], ys: readonly number[], power: number): void {
  for (const x of xs)
    for (const y of ys)
      d.put('ceilingPanel', x, y, 0, { z: d.size[2] - 0.03, wall: 'C', options: { power } });
}

function office(d: Draft): void {
  d.window('N', 0, { width: 3.2, height: 1.6, sill: 0.75 }, { curtain: false, blinds: 0.3 });
  d.door('W', 1.2);
  const desk = d.put('desk', 0.3, 0.75, 180);
  d.put('officeChair', 0.3, 1.55, 180);
  d.dressTop(desk, [
    ['laptop', 0, -0.02, 180],
    ['cup', -0.55, 0.1, 30],
    ['phone', 0.5, -0.1, 10],
    ['paper', -0.45, -0.2, -8],
    ['paper', 0.66, -0.22, 12],
  ]);
  d.put('tableLamp', -0.42, 0.5, 0, { z: 0.75, options: { power: 0.6 } });
  d.put('chair', -0.4, -0.55, 8, { colour: 'fabric2' });
  d.put('chair', 1, -0.55, -8, { colour: 'fabric2' });
  d.against('E', -0.75, 'shelf', { colour: 'dark' });
  d.against('E', 0.6, 'shelf', { colour: 'dark' });
  d.against('W', -0.6, 'filingCabinet');
  d.put('plant', -d.east + 0.4, d.north - 0.4, 0, { size: { h: 1.5 } });
  d.hang('W', 0.35, 1.5, 'picture', { options: { style: 2 } });
  d.hang('S', -0.4, 1, 'whiteboard', { options: { notes: true } });
  d.hang('S', 1.9, 1.8, 'clock');
  d.against('S', 1.95, 'sideboard', { size: { w: 0.9, h: 0.75 } });
  panels(d, [-1.3, 1.3], [0], 1.1);
}

function classroom(d: Draft): void {
  for (const at of [-1.6, 1.6]) d.window('E', at, { width: 2, height: 1.6, sill: 0.9 }, { curtain: false });
  d.door('W', 2.2);
  d.hang('N', 0, 0.85, 'whiteboard', { size: { w: 3.4, h: 1.25 }, options: { chalk: true } });
  d.hang('N', 2.6, 2.1, 'clock');
  const desk = d.put('desk', 1.1, 1.75, 180, { size: { w: 1.5, d: 0.7 } });
  d.put('chair', 1.1, 2.45, 180);
  d.dressTop(desk, [
    ['book', -0.4, -0.1, 20],
    ['cup', 0.5, 0.1],
    ['paper', 0.1, -0.15, 5],
  ]);
  for (const x of [-2.1, 0, 2.1])
    for (const y of [-0.5, -2.05]) {
      const pupil = d.put('schoolDesk', x, y, 180);
      d.put('chair', x, y - 0.52, 0, { colour: 'fabric2' });
      if (x !== 0) d.dressTop(pupil, [['book', 0.3, -0.05, 180]]);
    }
  d.hang('W', -0.4, 1.2, 'poster');
  d.hang('W', -1.3, 1.2, 'noticeBoard');
  d.against('S', 2.6, 'shelf', { size: { w: 1.6, h: 1.2 }, options: { rows: 3 } });
  d.hang('S', -0.8, 1.3, 'picture', { options: { style: 1 } });
  d.hang('S', 0.4, 1.3, 'poster');
  panels(d, [-1.6, 1.6], [-1.2, 1.4], 0.9);
}

function hospital(d: Draft): void {
  d.window('E', 0.1, { width: 2, height: 1.5, sill: 0.9 }, { blinds: 0.25 });
  d.door('W', -1.1);
  d.put('hospitalBed', 0, d.north - 1.14, 180);
  const stand = d.put('nightstand', 1.05, d.north - 0.34, 180, { colour: 'linen' });
  d.dressTop(stand, [['flowers', 0, 0]]);
  d.put('tableLamp', 1.2, d.north - 0.44, 0, { z: stand.size[2], options: { power: 0.5, cold: true } });
  d.put('monitor', -1.05, d.north - 0.5, 180);
  d.put('screen', -1.9, d.north - 1.2, -90);
  d.put('chair', 1.55, 0.55, 55);
  d.hang('N', 0, 1.45, 'noticeBoard', { size: { w: 1.4, h: 0.3 } });
  d.against('E', 1.9, 'sideboard', { size: { w: 1, h: 0.85 }, colour: 'linen' });
  d.hang('S', -0.6, 1.3, 'picture', { options: { style: 0 } });
  d.hang('S', 0.5, 1.9, 'clock');
  d.against('S', 1.7, 'bench', { colour: 'fabric2' });
  d.hang('W', 1, 1.3, 'poster');
  panels(d, [-1.1, 1.1], [0], 1);
}

function hall(d: Draft): void {
  for (const at of [-2.6, 2.6]) {
    d.window('E', at, { width: 1.5, height: 2.4, sill: 1.1 }, { curtain: false });
    d.window('W', at, { width: 1.5, height: 2.4, sill: 1.1 }, { curtain: false });
  }
  d.door('W', 0);
  d.archway('N', 3.2, 1.4);
  d.put('stage', -0.6, d.north - 0.7, 180);
  d.put('lectern', 1.9, d.north - 1.3, 180);
  for (const x of [-2.1, 2.1]) for (const y of [-1.4, -3]) d.put('bench', x, y, 0, { size: { w: 2 } });
  for (const x of [-3.9, 3.9]) for (const y of [-1.3, 1.4]) d.put('column', x, y, 0, { size: { h: 4.2 } });
  if (d.says('church', 'chapel', 'altar')) {
    for (const x of [-1.6, 0.4]) d.dress('candlestick', x, d.north - 0.7, 0.3);
  } else d.against('E', 0, 'piano');
  d.hang('S', 0, 1.5, 'picture', { size: { w: 1.6, h: 1.1 }, options: { style: 0 } });
  const table = d.put('roundTable', 0, 1, 0);
  d.dressTop(table, [['flowers', 0, 0]]);
  d.put('chandelier', 0, -0.6, 0, { z: d.size[2] - 1.4, options: { power: 3 } });
  if (d.says('waiting', 'station', 'terminal', 'airport'))
    d.hang('N', -0.6, 2, 'noticeBoard', { size: { w: 2.4, h: 1 } });
}

function bareRoom(d: Draft): void {
  d.door('W', 0.9, { colour: '#5d6668' });
  const table = d.put('table', 0, 0.2, 0, { size: { w: 1.5, d: 0.8 } });
  drawUp(d, table, 'WE');
  d.dressTop(table, [
    ['cup', -0.5, 0.2, 40],
    ['paper', 0.4, 0.2, 78],
    ['book', 0.5, -0.25, 5],
  ]);
  d.put('pendant', 0, 0.2, 0, { z: 1.78, options: { power: 1.3, always: true, dark: true } });
  d.put('ceilingPanel', 0, 0.2, 0, { z: d.size[2] - 0.04, wall: 'C', options: { power: 2.1 } });
  d.hang('N', 0, 1.1, 'mirror', { size: { w: 2, h: 0.95 }, options: { dark: true } });
  d.hang('E', 0.9, 2.3, 'securityCamera');
  d.hang('E', -1.5, 0, 'pipe', { size: { h: d.size[2] } });
  d.put('chair', d.east - 0.4, d.north - 0.4, 135);
  d.hang('S', 0, 2, 'clock');
  d.hang('S', 1.3, 0.3, 'radiator');
}

/** Rooms where people work, learn, wait and are asked questions. */
export const workplaces = {
  office: { size: [6.2, 5, 2.7], exterior: false, style: { wall: 'accent', floor: 'carpet' }, build: office },
  classroom: {
    size: [7.6, 6.8, 3],
    exterior: false,
    style: { wall: 'half', floor: 'planks' },
    build: classroom,
  },
  hospital: {
    size: [5.6, 5, 2.7],
    exterior: false,
    style: { wall: 'half', floor: 'tiles' },
    build: hospital,
  },
  hall: { size: [10, 8.4, 4.6], exterior: false, style: { wall: 'wood', floor: 'planks' }, build: hall },
  bare: { size: [5, 4.6, 2.7], exterior: false, style: { wall: 'bare', floor: 'concrete' }, build: bareRoom },
} satisfies Record<string, Layout>;
