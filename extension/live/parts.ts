import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import type { StagedScene } from '../staging/commands.ts';
import { hashOf } from '../staging/takeKey.ts';

/** One thing of a scene: the command that makes it, or makes it anew. */
export interface Part {
  /** scene, set, actor/mary, perform/mary, prop/key, door/d1, camera/2.03. */
  name: string;
  /** Hash of all that decides how it comes out, but for its scene's number. */
  key: string;
  command: StageCommand;
  /** Parts that it is fitted to: made anew when one of them is. */
  needs: readonly string[];
}

/** A scene as an open Blender is to hold it. */
export interface WantedScene {
  /** The document's id, which stays when scenes are put in before it. */
  id: string;
  number: string;
  /** In an order in which each part comes after those that it needs. */
  parts: readonly Part[];
}

/**
 * A staged scene as named parts. Its last touch of light stays out: it serves pictures with relit faces alone, and
 * whoever renders sees to it.
 */
export function wantedScene(scene: StagedScene, kit: string): WantedScene {
  return {
    id: scene.id,
    number: scene.number,
    parts: scene.commands.flatMap((command): Part[] => {
      const named = nameOf(command);
      if (!named) return [];
      const { scene: _, ...own } = { scene: '', ...command };
      return [{ ...named, key: hashOf({ kit, ...own, id: 'id' in own ? named.name : '' }), command }];
    }),
  };
}

function nameOf(command: StageCommand): Pick<Part, 'name' | 'needs'> | undefined {
  switch (command.type) {
    case 'scene.create':
      return { name: 'scene', needs: [] };
    case 'set.build':
      return { name: 'set', needs: [] };
    case 'actor.build':
      return { name: `actor/${command.id}`, needs: [] };
    case 'actor.perform':
      return { name: `perform/${command.id}`, needs: ['set', `actor/${command.id}`] };
    case 'prop.build': {
      const holders = command.track.flatMap(({ holder }) => (holder ? [`perform/${holder.actor}`] : []));
      return { name: `prop/${command.id}`, needs: ['set', ...holders] };
    }
    case 'thing.bring':
      return { name: `object/${command.id}`, needs: ['set'] };
    case 'door.swing':
      return { name: `door/${command.opening}`, needs: ['set'] };
    case 'camera.add':
      return { name: `camera/${command.id}`, needs: [] };
    default:
      return undefined;
  }
}
