import { describe, expect, it } from 'vitest';
import { cameraAt, distanceFor, frameHeightAt, project, sizes } from '../../../extension/geometry/camera.ts';

describe('camera maths', () => {
  it('puts what is aimed at into the middle of the frame', () => {
    const seen = project({ position: [0, -3, 1.5], target: [0, 0, 1.5], lens: 50 }, [0, 0, 1.5]);
    expect(seen.x).toBeCloseTo(0.5);
    expect(seen.y).toBeCloseTo(0.5);
    expect(seen.depth).toBeCloseTo(3);
  });

  it('shows east on the right and up at the top when looking north', () => {
    const key = { position: [0, -3, 1], target: [0, 0, 1], lens: 35 } as const;
    const camera = {
      position: [...key.position] as [number, number, number],
      target: [...key.target] as [number, number, number],
      lens: 35,
    };
    expect(project(camera, [0.5, 0, 1]).x).toBeGreaterThan(0.5);
    expect(project(camera, [0, 0, 1.5]).y).toBeGreaterThan(0.5);
  });

  it.each(Object.entries(sizes))('a %s is as high as its distance and lens say', (_, { height, lens }) => {
    expect(frameHeightAt(distanceFor(height, lens), lens)).toBeCloseTo(height);
  });

  it('spans exactly one frame height from bottom to top', () => {
    const distance = distanceFor(0.95, 50);
    const camera = {
      position: [0, -distance, 1] as [number, number, number],
      target: [0, 0, 1] as [number, number, number],
      lens: 50,
    };
    expect(project(camera, [0, 0, 1 + 0.95 / 2]).y).toBeCloseTo(1);
    expect(project(camera, [0, 0, 1 - 0.95 / 2]).y).toBeCloseTo(0);
  });

  it('turns the picture against a roll', () => {
    const camera = {
      position: [0, -3, 1] as [number, number, number],
      target: [0, 0, 1] as [number, number, number],
      lens: 50,
      roll: Math.PI / 2,
    };
    expect(project(camera, [0.2, 0, 1]).x).toBeCloseTo(0.5);
  });

  it('stands still outside its keys and eases between them', () => {
    const keys = [
      {
        frame: 10,
        position: [0, 0, 0] as [number, number, number],
        target: [0, 1, 0] as [number, number, number],
        lens: 50,
      },
      {
        frame: 20,
        position: [0, 2, 0] as [number, number, number],
        target: [0, 3, 0] as [number, number, number],
        lens: 60,
      },
    ];
    expect(cameraAt(keys, 0).position[1]).toBe(0);
    expect(cameraAt(keys, 15).position[1]).toBeCloseTo(1);
    expect(cameraAt(keys, 12).position[1]).toBeLessThan(0.4);
    expect(cameraAt(keys, 99).lens).toBe(60);
    expect(() => cameraAt([], 0)).toThrow(RangeError);
  });
});
