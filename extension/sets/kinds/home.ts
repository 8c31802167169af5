import type { Draft } from '../draft.ts';
import { ceilingLight, drawUp, type Layout } from './layout.ts';

function livingRoom(d: Draft): void {
  d.window('E', 0.2, { width: 1.8, height: 1.5, sill: 0.7 });
  d.door('W', 1.3);
  d.window('N', -2, { width: 1.1 });
  d.put('rug', 0.2, 0.1);
  d.put('sofa', 0.35, d.north - 0.55, 180);
  d.put('armchair', -1.75, 0.55, -70);
  d.put('armchair', 2.1, -0.25, 70, { colour: 'accent2' });
  const coffee = d.put('coffeeTable', 0.3, 0.4);
  d.dressTop(coffee, [
    ['newspaper', -0.34, 0.05, 14],
    ['cup', 0.3, 0.14, 40],
    ['book', 0.42, -0.12, -20],
  ]);
  d.hang('N', -0.4, 1.35, 'picture', { size: { w: 0.95, h: 0.65 }, options: { style: 0 } });
  d.hang('N', 0.55, 1.5, 'picture', { size: { w: 0.4, h: 0.4 }, options: { style: 2 } });
  d.hang('N', 1.15, 1.42, 'picture', { size: { w: 0.34, h: 0.46 }, options: { style: 1 } });
  d.put('plant', d.east - 0.4, d.north - 0.4, 0, { size: { h: 1.35 } });
  const side = d.put('sideTable', -1.05, d.north - 0.4, 180);
  d.put('tableLamp', side.position[0], side.position[1], 0, { z: side.size[2], options: { power: 0.75 } });
  const board = d.against('E', 1.6, 'sideboard', { size: { w: 1.3 } });
  d.put('tableLamp', board.position[0], board.position[1] + 0.42, 0, {
    z: board.size[2],
    options: { power: 0.6 },
    wall: 'E',
  });
  d.dressTop(board, [['flowers', 0.05, 0]]);
  d.against('W', -0.75, 'shelf', { options: { rows: 5 } });
  d.put('floorLamp', -d.east + 0.4, 0.3, 0, { options: { power: 1 } });
  d.hang('S', -1.3, 1.3, 'picture', { options: { style: 2 } });
  d.hang('S', 0, 1.95, 'clock');
  const chest = d.against('S', 1.9, 'sideboard', { size: { w: 1.2, h: 0.72 } });
  d.dressTop(chest, [
    ['book', -0.3, 0, 20],
    ['bottle', -0.45, 0.05],
  ]);
  if (d.says('fireplace', 'mantelpiece', 'hearth')) d.against('S', -1.4, 'fireplace');
  if (d.says('television', 'tv')) d.hang('S', -1.3, 1.1, 'television');
  ceilingLight(d, 1.6);
}

function kitchen(d: Draft): void {
  d.window('N', 0.45, { width: 1.3, sill: 1.08, height: 1.1 }, { long: false });
  d.door('E', -0.1);
  d.window('W', 0.7, { width: 1.2 }, { long: false });
  const run = d.against('N', -0.3, 'counter', { options: { sink: -0.75, hob: -1.4 } });
  d.dressTop(run, [
    ['bottle', 1.45, -0.14],
    ['choppingBoard', 1.2, -0.16],
    ['jar', 1, -0.14],
    ['fruitBowl', -0.2, -0.05],
    ['pan', -1.25, -0.08, 200],
  ]);
  d.hang('N', -1.55, 1.5, 'wallCabinet');
  d.hang('N', 1.55, 1.5, 'wallCabinet', { size: { w: 0.5 } });
  d.against('N', d.east - 0.42, 'fridge');
  const table = d.put('table', -0.1, -0.55);
  drawUp(d, table, 'WE');
  drawUp(d, table, 'N', 'chair', 0.22);
  d.dressTop(table, [
    ['plate', -0.5, 0.1],
    ['plate', 0.5, 0.1],
    ['cup', -0.4, 0.32, 20],
    ['glass', 0.4, 0.32],
  ]);
  d.put('pendant', -0.1, -0.55, 0, { z: 1.72, options: { power: 0.9 } });
  d.hang('E', 1.25, 1.65, 'picture', { size: { w: 0.5, h: 0.4 }, options: { style: 1 } });
  d.put('plant', d.east - 0.36, -d.north + 0.4, 0, { size: { h: 1 } });
  d.hang('S', 0.3, 1.9, 'clock');
  const dresser = d.against('S', -1.5, 'counter', { size: { w: 1.3, d: 0.46 } });
  d.dressTop(dresser, [
    ['fruitBowl', 0.35, 0],
    ['flowers', -0.35, 0],
  ]);
  d.hang('S', -1.5, 1.35, 'wallShelf', { options: { things: 'cups' } });
  ceilingLight(d);
}

function bedroom(d: Draft): void {
  d.window('W', -0.2, { width: 1.5, height: 1.5, sill: 0.65 }, { curtain: 'accent2' });
  d.door('E', 1.4);
  d.put('rug', 0.1, -0.4, 0, { size: { w: 3, d: 2 } });
  d.put('bed', 0, d.north - 1.16, 180);
  for (const x of [-1.25, 1.25]) {
    const stand = d.put('nightstand', x, d.north - 0.3, 180);
    d.put('tableLamp', x, d.north - 0.34, 0, {
      z: stand.size[2],
      options: { power: 0.75, ceilingOnly: x > 0 },
    });
    d.dress(x > 0 ? 'book' : 'glass', x + 0.15, d.north - 0.22, stand.size[2], 15);
  }
  d.hang('N', -0.4, 1.45, 'picture', { size: { w: 0.55, h: 0.75 }, options: { style: 0 } });
  d.hang('N', 0.4, 1.45, 'picture', { size: { w: 0.55, h: 0.75 }, options: { style: 2 } });
  d.against('E', -0.75, 'wardrobe');
  d.put('armchair', -d.east + 0.75, -1.5, -40);
  d.put('plant', -d.east + 0.4, d.north - 0.45, 0, { size: { h: 1.1 } });
  const dresser = d.against('S', -0.9, 'dresser');
  d.dressTop(dresser, [
    ['book', -0.3, 0, 10],
    ['bottle', 0.4, -0.05],
  ]);
  d.hang('S', -0.9, 1.05, 'mirror');
  d.hang('S', 1.3, 1.4, 'picture', { size: { w: 0.5, h: 0.6 }, options: { style: 1 } });
  ceilingLight(d, 1.3);
}

/** Rooms of a home. */
export const homes = {
  living: {
    size: [6.6, 5.4, 2.7],
    exterior: false,
    style: { wall: 'dado', floor: 'planks' },
    build: livingRoom,
  },
  kitchen: {
    size: [5.6, 4.9, 2.6],
    exterior: false,
    style: { wall: 'tile', floor: 'checker' },
    build: kitchen,
  },
  bedroom: {
    size: [5.2, 4.9, 2.6],
    exterior: false,
    style: { wall: 'plain', floor: 'planks' },
    build: bedroom,
  },
} satisfies Record<string, Layout>;
