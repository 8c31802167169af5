import type { Draft } from '../draft.ts';
import { drawUp, type Layout } from './layout.ts';
import { panels } from './work.ts';

function bar(d: Draft): void {
  d.window('W', -0.9, { width: 1.8, height: 1.5, sill: 0.8 }, { curtain: false });
  d.door('W', 1.6);
  const counter = d.put('barCounter', 0.7, d.north - 1.55, 180);
  d.against('N', 0.7, 'backBar');
  for (const x of [-0.9, -0.1, 0.7, 1.5, 2.3]) d.put('stool', x, d.north - 2.42, 0);
  d.dressTop(counter, [
    ['glass', -1.1, -0.05],
    ['bottle', 0.55, -0.2],
    ['wineglass', 0.1, -0.1],
    ['tap', -1.6, -0.1],
    ['newspaper', 1.7, -0.05, 75],
  ]);
  for (const x of [-0.7, 0.7, 2.1])
    d.put('pendant', x, d.north - 1.6, 0, { z: 1.95, options: { power: 0.8, always: true, r: 0.17 } });
  for (const [x, y] of [
    [-1.9, -1.15],
    [1.5, -1.5],
  ] as const) {
    const table = d.put('roundTable', x, y, 0, { colour: 'top' });
    drawUp(d, table, 'WE', 'chair', 0.3, { colour: 'fabric' });
    d.dressTop(table, [
      ['wineglass', -0.22, 0.18],
      ['glass', 0.26, -0.14],
    ]);
    d.put('candle', x, y, 0, { z: table.size[2], options: { power: 0.16 } });
  }
  d.against('S', 0.2, 'booth', { size: { w: 2.6 } });
  d.hang('S', -0.6, 1.5, 'picture', { size: { w: 0.6, h: 0.5 }, options: { style: 0 } });
  d.hang('S', 0.9, 1.5, 'picture', { size: { w: 0.5, h: 0.65 }, options: { style: 2 } });
  d.hang('S', 2.5, 1.9, 'clock', { size: { w: 0.4, h: 0.4 } });
  d.hang('E', -0.4, 1.55, 'picture', { size: { w: 0.7, h: 0.5 }, options: { style: 1 } });
  d.hang('E', 0.8, 1.6, 'picture', { size: { w: 0.4, h: 0.5 }, options: { style: 0 } });
  d.hang('W', 0.5, 1.85, 'sconce', { options: { power: 0.35 } });
  d.put('plant', -d.east + 0.4, d.north - 0.45, 0, { size: { h: 1.4 } });
  if (d.says('neon', 'diner', 'club', 'nightclub', 'cheap', 'dive')) d.hang('E', 2, 1.7, 'neonSign');
  if (d.says('piano', 'jazz')) d.against('E', -1.2, 'piano');
}

function shop(d: Draft): void {
  d.window('E', -0.6, { width: 3, height: 1.8, sill: 0.5 }, { curtain: false, shop: true });
  d.door('E', 2.1);
  const counter = d.put('shopCounter', -1.75, 1.35, 180, { size: { w: 2.2 } });
  d.dressTop(counter, [
    ['till', -0.55, 0],
    ['box', 0.8, -0.05, 12],
  ]);
  d.against('N', -1.5, 'shelf', { size: { w: 1.6 } });
  d.against('N', 0.3, 'shopShelf', { size: { h: 1.9 } });
  d.against('W', -0.7, 'shopShelf');
  d.put('shopShelf', 0.6, -0.5, 180, { size: { h: 1.25 } });
  const table = d.put('roundTable', 2, 0.9);
  d.dressTop(table, [['flowers', 0, 0]]);
  d.against('S', -0.8, 'shopShelf');
  d.hang('S', 1.2, 1.5, 'poster');
  d.hang('S', 0.6, 1.9, 'clock');
  d.hang('N', 2.2, 1.4, 'poster');
  d.put('crates', -d.east + 0.7, -d.north + 0.65, 12);
  if (d.says('neon', 'cheap', 'night')) d.hang('N', 2.2, 1.75, 'neonSign');
  panels(d, [-1.5, 1.3], [0.2], 1.6);
}

function corridor(d: Draft): void {
  d.window('N', 0, { width: 1.3, height: 1.4, sill: 0.95 }, { curtain: false });
  d.door('W', -2.4);
  d.door('E', -0.6);
  d.door('W', 1.8);
  d.against('E', 2.5, 'bench');
  d.put('plant', d.east - 0.35, d.north - 0.4);
  d.hang('W', -0.3, 1.4, 'picture', { options: { style: 0 } });
  d.hang('E', 1.2, 1.35, 'noticeBoard');
  d.hang('E', -2.4, 0.25, 'radiator');
  d.hang('S', 0, 2, 'clock');
  if (d.says('school', 'gym', 'police', 'locker', 'lockers')) d.against('W', -0.3, 'lockers');
  panels(d, [0], [-2.6, 0, 2.6], 1.1);
}

function garage(d: Draft): void {
  d.window('E', -1.4, { width: 1.3, height: 0.9, sill: 1.3 }, { curtain: false });
  d.door('W', -1.9);
  d.put('car', -0.6, 0.9, 180, { id: 'car' });
  const bench = d.against('E', 0.9, 'workbench');
  d.dressTop(bench, [
    ['tool', -0.6, 0, 30],
    ['jar', 0.7, -0.1],
    ['box', 0.3, -0.1, 8],
  ]);
  d.hang('E', 0.9, 1.25, 'toolBoard');
  d.put('tyres', d.east - 0.5, -d.north + 0.5);
  d.put('crates', -d.east + 0.65, d.north - 0.6, 8);
  d.against('N', 2.2, 'shelf', { options: { things: 'boxes' } });
  d.hang('W', 0.8, 1.2, 'poster');
  d.hang('S', -1.6, 1.4, 'poster');
  d.put('pendant', -0.5, -1.9, 0, { z: 2.1, options: { power: 1.1, always: true, dark: true } });
  panels(d, [0.4], [0.9], 1.2);
}

/** Bars, shops and the passages between rooms. */
export const trades = {
  bar: { size: [7.6, 6.4, 3], exterior: false, style: { wall: 'wood', floor: 'planks' }, build: bar },
  shop: { size: [6.6, 5.6, 3], exterior: false, style: { wall: 'half', floor: 'tiles' }, build: shop },
  corridor: {
    size: [3.2, 8.4, 2.7],
    exterior: false,
    style: { wall: 'half', floor: 'tiles' },
    build: corridor,
  },
  garage: { size: [6.8, 6.6, 3], exterior: false, style: { wall: 'bare', floor: 'concrete' }, build: garage },
} satisfies Record<string, Layout>;
