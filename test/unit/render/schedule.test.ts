import { describe, expect, test } from 'vitest';
import { type SceneJob, Schedule, type ShotJob, type Task } from '../../../extension/render/jobs.ts';

const shot = (id: string, frames: number): ShotJob => ({
  id,
  key: id,
  frames: Array.from({ length: frames }, (_, i) => i),
  step: 1,
  length: frames,
  file: `${id}.mp4`,
});
const scene = (number: string, ...frames: number[]): SceneJob => ({
  number,
  key: number,
  commands: [],
  grade: 'day',
  shots: frames.map((n, i) => shot(`${number}.0${i + 1}`, n)),
});
const name = (task: Task | 'wait' | undefined): string =>
  typeof task === 'object'
    ? task.do === 'stage'
      ? `stage ${task.scene.number}`
      : task.shot.id
    : String(task);

describe('the schedule', () => {
  test('stages the longest scene first and keeps a worker on the scene it has open', () => {
    const [short, long] = [scene('1', 5, 5), scene('2', 20, 20)];
    const schedule = new Schedule([short, long]);
    expect(name(schedule.next(undefined))).toBe('stage 2');
    expect(name(schedule.next(undefined))).toBe('stage 1');
    schedule.staged(long);
    expect(name(schedule.next('2'))).toBe('2.01');
    expect(name(schedule.next('2'))).toBe('2.02');
  });

  test('lets a worker wait while others stage what is left, and help once that is done', () => {
    const only = scene('1', 5, 5);
    const schedule = new Schedule([only]);
    const staging = schedule.next(undefined);
    expect(name(staging)).toBe('stage 1');
    expect(schedule.next(undefined)).toBe('wait');
    schedule.staged(only);
    expect(name(schedule.next(undefined))).toBe('1.01');
    expect(name(schedule.next('1'))).toBe('1.02');
    expect(schedule.next('1')).toBeUndefined();
  });

  test('hands out every shot once, whoever asks', () => {
    const scenes = [scene('1', 3, 9, 4), scene('2', 8), scene('3', 1, 1)];
    const schedule = new Schedule(scenes);
    const open: (string | undefined)[] = [undefined, undefined];
    const drawn: string[] = [];
    for (let turn = 0; turn < 30; turn++) {
      const worker = turn % 2;
      const task = schedule.next(open[worker]);
      if (typeof task !== 'object') continue;
      open[worker] = task.scene.key;
      if (task.do === 'stage') schedule.staged(task.scene);
      else drawn.push(task.shot.id);
    }
    expect(drawn.sort()).toEqual(['1.01', '1.02', '1.03', '2.01', '3.01', '3.02']);
  });

  test('gives a task of a worker that died to the next', () => {
    const only = scene('1', 5, 6);
    const schedule = new Schedule([only]);
    schedule.giveBack(schedule.next(undefined) as Task);
    expect(name(schedule.next(undefined))).toBe('stage 1');
    schedule.staged(only);
    const first = schedule.next('1') as Task;
    schedule.giveBack(first);
    expect(schedule.next('1')).toEqual(first);
  });
});
