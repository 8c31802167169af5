import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Window } from './session.ts';

/** For a window's script: what is written into a file is done in its 3D view, by a timer of its own. */
export const personAtTheWindow = `
import bpy, os
def person():
    path = os.path.join(os.environ['PHOTOPLAY_SESSIONS'], 'do.py')
    if os.path.exists(path):
        code = open(path).read()
        os.remove(path)
        window = bpy.context.window_manager.windows[0]
        areas = [area for area in window.screen.areas if area.type == 'VIEW_3D'] or list(window.screen.areas)
        region = next(region for region in areas[0].regions if region.type == 'WINDOW')
        with bpy.context.temp_override(window=window, area=areas[0], region=region):
            try:
                exec(code, {'bpy': bpy, 'scene': window.scene, 'area': areas[0], 'space': areas[0].spaces.active})
                print('DONE', flush=True)
            except BaseException as error:
                print('FAILED', repr(error), flush=True)
    return 0.02
bpy.app.timers.register(person, persistent=True)
`;

/** Does in Blender's window what a person would do, outside of any call; returns what Blender printed. */
export async function byHand(window: Window, code: string): Promise<string> {
  const before = window.output().length;
  writeFileSync(join(window.sessions, 'do.part'), code);
  renameSync(join(window.sessions, 'do.part'), join(window.sessions, 'do.py'));
  for (let tries = 0; tries < 200; tries++) {
    await wait(25);
    const said = window.output().slice(before);
    if (said.includes('FAILED')) throw new Error(said);
    if (said.includes('DONE')) return said;
  }
  throw new Error(`Blender did nothing: ${window.output()}`);
}
