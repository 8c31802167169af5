import { describe, expect, it } from 'vitest';
import { cutFaults } from '../../../extension/checks/continuity.ts';
import { sceneTimeline } from '../../../extension/geometry/timeline.ts';
import type { Shot } from '../../../schemas/source/shotList.ts';
import { sceneOf } from '../../fixtures/scene.ts';
import { looks, plan, scene, shotOf } from './scene.ts';

const timeline = sceneTimeline(scene, plan, looks, 24);
const faults = (shots: Shot[], blocked = scene) =>
  cutFaults(blocked, { id: 's1', number: '1', shots }, timeline).map(
    ({ rule, shot }) => `${rule} ${shot.id}`,
  );

const ada = shotOf('1.01', 'ada', [1, -1.5, 1.5]);
const benFrom = (y: number, more: Partial<Shot> = {}) =>
  shotOf('1.02', 'ben', [-1, y, 1.5], { in: 50, out: 100, beats: ['l2'], lines: ['l2'], ...more });

describe('cuts between two who speak', () => {
  it('keep the line when both cameras are on one side of it', () => {
    expect(faults([ada, benFrom(-1.5)])).toEqual([]);
  });

  it('cross it when the second camera is on the other side', () => {
    expect(faults([ada, benFrom(1.5)])).toEqual(['axis 1.02']);
  });

  it('take no side from a camera that stands on the line', () => {
    expect(faults([ada, benFrom(0.1)])).toEqual([]);
  });

  it('start afresh after an insert', () => {
    const insert = shotOf('1.015', 'key', [0, 0, 1], { kind: 'insert', size: 'INSERT', in: 50, out: 60 });
    expect(faults([ada, insert, { ...benFrom(1.5), in: 60 }])).toEqual([]);
  });

  it('have no line where nobody speaks to anybody', () => {
    expect(faults([ada, benFrom(1.5)], sceneOf({ ...scene, beats: [] }))).toEqual([]);
  });

  it('have none either when one speaks to oneself, or shows somebody else', () => {
    const alone = scene.beats.map((beat) => ({ ...beat, addressee: beat.speaker ?? '' }));
    expect(faults([ada, benFrom(1.5)], { ...scene, beats: alone })).toEqual([]);
    expect(faults([{ ...ada, subjects: ['cat'] }, benFrom(1.5)])).toEqual([]);
  });
});

describe('cuts on one subject', () => {
  const again = (position: [number, number, number], more: Partial<Shot> = {}) =>
    shotOf('1.02', 'ada', position, { in: 50, out: 100, ...more });

  it('look like a jump from nearly the same place at nearly the same size', () => {
    expect(faults([ada, again([0.8, -1.6, 1.5])])).toEqual(['cut-angle 1.02']);
  });

  it('are clean with 30 degrees between the cameras, or a step of two sizes', () => {
    expect(faults([ada, again([-0.7, -2, 1.5])])).toEqual([]);
    expect(faults([ada, again([0.8, -1.6, 1.5], { size: 'WS' })])).toEqual([]);
  });

  it('are not judged by angle where the second is an insert or shows more people', () => {
    expect(faults([ada, again([0.8, -1.6, 1.5], { kind: 'insert' })])).toEqual([]);
    expect(faults([ada, again([0.8, -1.6, 1.5], { subjects: ['ada', 'ben'] })])).toEqual([]);
  });

  it('repeat when the very same picture comes again', () => {
    expect(faults([ada, again([1, -1.5, 1.5])])).toContain('repeat 1.02');
  });
});
