import { describe, expect, it } from 'vitest';
import { overrideBreakdown } from '../../../extension/overrides/colours.ts';
import { overrideLight } from '../../../extension/overrides/lamps.ts';
import { named } from '../../../extension/overrides/name.ts';
import type { Breakdown } from '../../../schemas/source/breakdown.ts';
import type { Lamp } from '../../../schemas/source/lamps.ts';
import type { LightPlan } from '../../../schemas/source/stageCommand.ts';
import { adult } from '../../fixtures/scene.ts';

const spot: Lamp = {
  type: 'SPOT',
  position: [0, 0, 2],
  direction: [0, 0, -1],
  watts: 100,
  colour: [1, 0.5, 0.5],
  size: [0, 0],
  radius: 0.1,
  angle: 1,
};
const sun: Lamp = { ...spot, type: 'SUN', watts: 0.8 * Math.PI };
const light = { sky: [1, 1, 1], sun: { direction: [0, 0, 1], colour: [2, 2, 2] } } as unknown as LightPlan;
const of = { scene: 'scene-1', lamp: 'light.lamp' };

describe("a scene's light with a person's lamps", () => {
  it('has what was added, changed and deleted in that scene alone', () => {
    const own = [
      named({ do: 'addLamp', ...of, as: spot }),
      named({ do: 'changeLamp', scene: 'scene-1', lamp: 'light.pendant', as: spot }),
      named({ do: 'removeLamp', scene: 'scene-1', lamp: 'light.fire' }),
      named({ do: 'addLamp', scene: 'scene-2', lamp: 'light.other', as: spot }),
    ];
    expect(overrideLight(light, 'scene-1', own)).toEqual({
      ...light,
      lamps: [{ id: 'light.lamp', ...spot }],
      lampChanges: { 'light.pendant': { lamp: spot }, 'light.fire': { off: true } },
    });
    expect(overrideLight(light, 'scene-3', own)).toBe(light);
  });

  it('has the sun that was set by hand, or none', () => {
    const set = overrideLight(light, 'scene-1', [
      named({ do: 'changeLamp', scene: 'scene-1', lamp: 'light.sun', as: sun }),
    ]);
    expect(set.sun?.direction.map((v) => v + 0)).toEqual([0, 0, 1]);
    expect(set.sun?.colour).toEqual([1, 0.5, 0.5]);
    const none = overrideLight(light, 'scene-1', [
      named({ do: 'removeLamp', scene: 'scene-1', lamp: 'light.sun' }),
    ]);
    expect('sun' in none).toBe(false);
  });
});

describe("a breakdown with a person's colours", () => {
  const breakdown = {
    cast: [
      { id: 'ada', look: adult },
      { id: 'ben', look: adult },
    ],
    props: [{ id: 'cup' }, { id: 'key' }],
  } as unknown as Breakdown;

  it('has them in the look and on the prop, and leaves the rest as it is', () => {
    const after = overrideBreakdown(breakdown, [
      named({ do: 'colourActor', actor: 'ada', part: 'top', colour: '#ff0000' }),
      named({ do: 'colourActor', actor: 'ada', part: 'hair', colour: '#00ff00' }),
      named({ do: 'colourProp', prop: 'cup', colour: '#0000ff' }),
    ]);
    expect(after.cast[0]?.look).toEqual({ ...adult, topColour: '#ff0000', hairColour: '#00ff00' });
    expect(after.cast[1]).toBe(breakdown.cast[1]);
    expect(after.props).toEqual([{ id: 'cup', colour: '#0000ff' }, { id: 'key' }]);
    expect(overrideBreakdown(breakdown, [])).toBe(breakdown);
  });
});
