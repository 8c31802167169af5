import type { Override } from '../../schemas/source/overrides.ts';

type Deed = Override extends infer O
  ? O extends Override
    ? Omit<O, 'id' | 'origin' | 'note'>
    : never
  : never;

/** An override with its id and its words. The id depends on the thing and what is done to it alone. */
export function named(deed: Deed): Override {
  return { id: idOf(deed), origin: 'edited', note: noteOf(deed), ...deed } as Override;
}

function idOf(deed: Deed): string {
  switch (deed.do) {
    case 'movePiece':
    case 'removePiece':
    case 'colourPiece':
      return `${deed.set}/${deed.piece}/${deed.do}`;
    case 'moveActor':
      return `${deed.scene}/${deed.actor}/${deed.do}${deed.after ? `/${deed.after}` : ''}`;
    case 'colourActor':
      return `${deed.actor}/${deed.part}/${deed.do}`;
    case 'moveProp':
      return `${deed.scene}/${deed.prop}/${deed.do}${deed.after ? `/${deed.after}` : ''}`;
    case 'removeProp':
      return `${deed.scene}/${deed.prop}/${deed.do}`;
    case 'colourProp':
      return `${deed.prop}/${deed.do}`;
    case 'addObject':
      return `${deed.scene}/${deed.object}/${deed.do}`;
    default:
      return `${deed.scene}/${deed.lamp}/${deed.do}`;
  }
}

const metres = (at: readonly number[]): string => at.map((v) => v.toFixed(2)).join(', ');

function noteOf(deed: Deed): string {
  switch (deed.do) {
    case 'movePiece':
      return `${deed.piece} stands at ${metres(deed.position)} in ${deed.set}`;
    case 'removePiece':
      return `no ${deed.piece} in ${deed.set}`;
    case 'colourPiece':
      return `${deed.piece} in ${deed.set} is ${deed.colour}`;
    case 'moveActor':
      return `${deed.actor} stands at ${metres(deed.position)} in ${deed.scene}, ${since(deed.after)}`;
    case 'colourActor':
      return `${deed.actor}: ${deed.part} is ${deed.colour}`;
    case 'moveProp':
      return `${deed.prop} lies at ${metres(deed.position)} in ${deed.scene}, ${since(deed.after)}`;
    case 'removeProp':
      return `no ${deed.prop} in ${deed.scene}`;
    case 'colourProp':
      return `${deed.prop} is ${deed.colour}`;
    case 'addLamp':
      return `${deed.lamp}, added in ${deed.scene}: ${words(deed.as)}`;
    case 'changeLamp':
      return `${deed.lamp} in ${deed.scene}: ${words(deed.as)}`;
    case 'removeLamp':
      return `no ${deed.lamp} in ${deed.scene}`;
    default:
      return `${deed.object}, added in ${deed.scene} (${deed.file})`;
  }
}

const since = (beat: string | undefined): string => (beat ? `from ${beat} on` : 'from the start');
const words = ({
  type,
  watts,
  position,
}: {
  type: string;
  watts: number;
  position: readonly number[];
}): string => `${type.toLowerCase()}, ${Math.round(watts)} W, at ${metres(position)}`;
