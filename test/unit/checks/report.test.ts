import { describe, expect, it } from 'vitest';
import { coverage } from '../../../extension/checks/coverage.ts';
import { type Evidence, report } from '../../../extension/checks/report.ts';
import type { Shot } from '../../../schemas/source/shotList.ts';
import { breakdown, plan, sampleOf, scene, shotOf } from './scene.ts';

const ada = shotOf('1.01', 'ada', [1, -1.5, 1.5]);
const ben = shotOf('1.02', 'ben', [-1, -1.5, 1.5], {
  in: 50,
  out: 100,
  lines: ['l2'],
  span: { first: 3, last: 4 },
});
const evidence = (shots: Shot[], more: Partial<Evidence> = {}): Evidence => ({
  breakdown,
  sets: { version: 1, sets: [plan] },
  blocking: { version: 1, fps: 24, scenes: [scene] },
  shots: { version: 1, fps: 24, scenes: [{ id: 's1', number: '1', shots }] },
  ...more,
});
const found = (e: Evidence) => report(e).findings.map(({ rule, line, shot }) => ({ rule, line, shot }));

describe('the report of a film', () => {
  it('has nothing to say about a clean scene', () => {
    const { metrics, findings } = report(evidence([ada, ben]));
    expect(findings).toEqual([]);
    expect(metrics).toEqual({
      scenes: 1,
      shots: 2,
      meanShotSeconds: 2.0833,
      axisCrossings: 0,
      cutAngles: 0,
      repeats: 0,
      linesCovered: 1,
    });
  });

  it('puts a cut that crosses the line on the script line of its shot', () => {
    const crossed = { ...ben, camera: [{ ...ben.camera[0], position: [-1, 1.5, 1.5] }] } as Shot;
    expect(found(evidence([ada, crossed]))).toEqual([{ rule: 'axis', line: 3, shot: '1.02' }]);
    expect(report(evidence([ada, crossed])).metrics.axisCrossings).toBe(1);
  });

  it('calls a line that no shot covers an error', () => {
    const { findings, metrics } = report(evidence([ada]));
    expect(findings).toMatchObject([{ rule: 'coverage', severity: 'error', line: 3 }]);
    expect(metrics.linesCovered).toBe(0.5);
    expect(coverage(breakdown, evidence([]).shots)).toMatchObject({ lines: 2, covered: 0 });
  });

  it('measures staged scenes: framing, hidden faces, subjects that leave, lenses that touch', () => {
    const measured = new Map([
      [
        's1',
        [
          sampleOf(ada, 10, 9, { faceTurn: 2.5 }),
          { ...sampleOf(ben, 60, 2, { head: [1.2, 0, 1.4, 0.3] }), clearance: 0 },
        ],
      ],
    ]);
    const { metrics, findings } = report(evidence([ada, ben], { measured }));
    expect(metrics).toMatchObject({ subjectInside: 0.5, facesHidden: 0.5, lensTouches: 1 });
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(
      new Set(['framing', 'face-hidden', 'subject-outside', 'lens-clearance']),
    );
    expect(findings.find(({ rule }) => rule === 'face-hidden')?.message).toContain('turned away');
  });

  it('names what hides a face', () => {
    const measured = new Map([['s1', [sampleOf(ada, 10, 1.5, { faceSeen: 0, hiddenBy: ['Lamp'] })]]]);
    const { findings } = report(evidence([ada, ben], { measured }));
    expect(findings.find(({ rule }) => rule === 'face-hidden')?.message).toContain('behind Lamp');
  });

  it('puts a caption that is wrong on the line its words come from', () => {
    const srt =
      '1\n00:00:00,000 --> 00:00:00,300\nAll night long.\n\n2\n00:00:01,000 --> 00:00:01,200\nWho?\n';
    expect(found(evidence([ada, ben], { srt })).filter(({ rule }) => rule === 'caption-time')).toEqual([
      { rule: 'caption-time', line: 0, shot: undefined },
      { rule: 'caption-time', line: 3, shot: undefined },
    ]);
    expect(report(evidence([ada, ben], { srt })).metrics.captionFaults).toBeGreaterThanOrEqual(2);
  });

  it('judges the finished film by loudness, peak and length', () => {
    const good = { lufs: -14.2, peakDb: -1.5, videoSeconds: 4, audioSeconds: 4.02 };
    expect(found(evidence([ada, ben], { film: good }))).toEqual([]);
    const bad = { lufs: -19, peakDb: 0.2, videoSeconds: 4, audioSeconds: 5 };
    expect(found(evidence([ada, ben], { film: bad })).map(({ rule }) => rule)).toEqual([
      'loudness',
      'peak',
      'length',
    ]);
    expect(report(evidence([ada, ben], { film: bad })).metrics.lengthDifference).toBe(1);
  });

  it('asks for no loudness of a silent film', () => {
    const silent = { lufs: -70, peakDb: -144, videoSeconds: 4, audioSeconds: 4 };
    expect(found(evidence([ada, ben], { film: silent }))).toEqual([]);
  });

  it('leaves out scenes that have no shots or no set', () => {
    const orphan = { ...scene, id: 's2', set: 'nowhere' };
    const more = evidence([ada, ben], { blocking: { version: 1, fps: 24, scenes: [scene, orphan] } });
    expect(report(more).findings).toEqual([]);
    expect(report({ ...evidence([]), shots: { version: 1, fps: 24, scenes: [] } }).metrics.shots).toBe(0);
  });
});
