import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { deskOfFile, failure } from './desk.ts';

const desk = await deskOfFile();

describe('code', () => {
  test('is one undo step, answers its last expression and what it printed', async () => {
    const before = await desk.described();
    const code = "print('made')\nthing = bpy.data.objects['1.01']\nthing.location.x = 7\nthing.location.x";
    const { value, output } = await desk.client.call('code/run', { code, confirmed: true, label: 'Move' });
    expect([value, output]).toEqual(['7.0', 'made\n']);
    await desk.client.call('stage/undo', { steps: 1 });
    expect(await desk.described()).toEqual(before);
  });

  test('that raises changes nothing, and says on which of its lines and what it had printed', async () => {
    const before = await desk.described();
    const code = "print('so far')\nbpy.data.objects.remove(bpy.data.objects['1.01'])\n\n1 / 0\n";
    const error = await failure(desk.client.call('code/run', { code, confirmed: true }));
    expect(error).toMatchObject({ kind: 'blender', data: { line: 4, output: 'so far\n' } });
    expect(error.data.traceback).toContain('1 / 0');
    expect(error.data.traceback).not.toContain('photoplay/');
    expect(await desk.described()).toEqual(before);
  });

  test('that does not end is ended', async () => {
    const code =
      "bpy.data.objects['1.01'].location.x = 3\nwhile True:\n  try: pass\n  except BaseException: pass";
    const error = await failure(desk.client.call('code/run', { code, confirmed: true, timeLimit: 0.3 }));
    expect(error.kind).toBe('timeout');
    expect(await desk.usable()).toBe(true);
  });

  test('is not run unless the person in Blender allows it, and is no command', async () => {
    await desk.python('photoplay._running[0].allow_code = False');
    const refused = await failure(desk.client.call('code/run', { code: '1', confirmed: true }));
    expect(refused.kind).toBe('gated');
    writeFileSync(`${desk.window.sessions}/allow`, '');
    await desk.until(async () => (await desk.client.call('session/status', {})).codeAllowed);
    const batch = [{ type: 'code.run', code: '1', confirmed: true } as unknown as StageCommand];
    expect((await failure(desk.apply('Code', batch))).kind).toBe('invalidParams');
  });
});
