import type { Breakdown, Look } from '../../schemas/source/breakdown.ts';
import type { Override } from '../../schemas/source/overrides.ts';

type Part = Extract<Override, { do: 'colourActor' }>['part'];

/** Where a look has the colour of a part. */
export const lookField = {
  top: 'topColour',
  bottom: 'bottomColour',
  shoes: 'shoesColour',
  shirt: 'shirtColour',
  tie: 'tieColour',
  hair: 'hairColour',
  skin: 'skin',
  eyes: 'eyeColour',
} as const satisfies Record<Part, keyof Look>;

/** A breakdown with the colours that a person gave people and props; what is untouched are the same objects. */
export function overrideBreakdown(breakdown: Breakdown, overrides: readonly Override[]): Breakdown {
  const people = overrides.filter((o) => o.do === 'colourActor');
  const things = overrides.filter((o) => o.do === 'colourProp');
  if (people.length === 0 && things.length === 0) return breakdown;
  return {
    ...breakdown,
    cast: breakdown.cast.map((member) => {
      const own = people.filter(({ actor }) => actor === member.id);
      if (own.length === 0) return member;
      const colours = Object.fromEntries(own.map(({ part, colour }) => [lookField[part], colour]));
      return { ...member, look: { ...member.look, ...colours } };
    }),
    props: breakdown.props.map((item) => {
      const own = things.find(({ prop }) => prop === item.id);
      return own ? { ...item, colour: own.colour } : item;
    }),
  };
}
