import { chance, type Draft } from '../draft.ts';
import type { Layout } from './layout.ts';

/**
 * A car's cabin about the origin, with the road around it: `size` is the cabin, whose walls are its sides (E, W),
 * dashboard and bonnet (N), rear (S) and roof (C). The street lies outside.
 */
function cabin(d: Draft): void {
  d.put('carCabin', 0, 0, 0, { id: 'car', z: 0.28 });
  d.put('road', 0, 0, 0, { size: { d: 90 } });
  const country = d.says('country', 'desert', 'rural', 'highway', 'forest', 'mountain');
  for (const side of [-1, 1])
    for (let n = 0; n < 8; n++) {
      const y = -27 + n * 6.4;
      const id = `roadside ${side} ${n}`;
      if (country) d.put('tree', side * (7 + 6 * chance(id)), y, 0, { size: { h: 6 + 3 * chance(id, 'h') } });
      else
        d.put(n % 2 === 0 ? 'shopFront' : 'facade', side * 13, y, side * 90, {
          size: { w: 6.2, d: 8, h: 6 + 6 * chance(id) },
          colour: `facade${Math.floor(6 * chance(id, 'colour'))}`,
          options: { far: true },
        });
    }
  for (const y of [-18, -9, 9, 18]) for (const side of [-1, 1]) d.put('streetLamp', side * 5.5, y, side * 90);
  if (country) d.put('hills', 0, 0);
  for (const [n, [x, y, turn]] of (
    [
      [-3.2, -9, 180],
      [0.3, -15, 0],
      [-3, 10, 180],
    ] as const
  ).entries())
    d.put('car', x, y, turn, { id: `traffic${n + 1}`, colour: `car${n}`, options: { lights: true } });
  d.mark('left_side', 'outside', ['car door', 'door', 'outside', 'road'], [-1.6, 0.35, 0], -90);
  d.mark('right_side', 'outside', ['passenger door', 'pavement'], [1.6, 0.35, 0], 90);
  d.mark('front', 'stand', ['bonnet', 'hood', 'front'], [0, 3.4, 0], 180);
  d.mark('behind', 'stand', ['boot', 'trunk', 'behind'], [0, -3.2, 0], 0);
  const around: readonly (readonly [number, number])[] = [
    [-1.9, 1.6],
    [-1.9, -1.4],
    [1.9, 1.6],
    [1.9, -1.4],
  ];
  for (const [n, [x, y]] of around.entries())
    d.mark(`beside${n + 1}`, 'stand', [], [x, y, 0], x < 0 ? -90 : 90);
}

/** A car on the road, seen from within. */
export const vehicles = {
  car: { size: [1.5, 2.5, 1.7], exterior: false, style: { wall: 'cabin', floor: 'road' }, build: cabin },
} satisfies Record<string, Layout>;
