import type { Breakdown, CastMember, SceneLine } from '../../../schemas/source/breakdown.ts';

/** A part for tests; the look matters here for its age and figure alone. */
export function part(
  id: string,
  more: Partial<CastMember> & { age?: CastMember['look']['age'] } = {},
): CastMember {
  const { age = 'adult', ...rest } = more;
  return {
    id,
    name: id.toUpperCase(),
    aliases: [],
    speaking: true,
    extra: false,
    sex: 'unknown',
    traits: [],
    description: '',
    look: {
      heightM: 1.7,
      build: 'average',
      age,
      figure: 0,
      skin: '#c09070',
      hairStyle: 'short',
      hairColour: '#332211',
      eyeColour: '#443322',
      outfit: 'shirt',
      topColour: '#884422',
      bottomColour: '#222233',
      shoesColour: '#111111',
      glasses: false,
      beard: 'none',
      hat: 'none',
    },
    scenes: ['s1'],
    mentions: [],
    origin: 'planned',
    ...rest,
  };
}

/** One scene in which these lines are said. */
export function script(
  cast: CastMember[],
  lines: (Partial<SceneLine> & { text: string })[],
  language = 'en',
): Breakdown {
  return {
    version: 1,
    title: 'Test',
    credits: [],
    language,
    scenes: [
      {
        id: 's1',
        number: '1',
        heading: 'INT. ROOM - DAY',
        span: { first: 0, last: 0 },
        place: 'room',
        setting: 'INT',
        time: 'DAY',
        mood: 'high',
        weather: 'clear',
        cast: cast.map((member) => member.id),
        props: [],
        lines: lines.map((line, i) => ({
          id: `l${i + 1}`,
          kind: 'dialogue',
          span: { first: 3 * i, last: 3 * i + 1 },
          speaker: cast[0]?.id ?? 'nobody',
          ...line,
        })),
        origin: 'planned',
      },
    ],
    cast,
    places: [],
    props: [],
  };
}
