import type { CastMember, Place, Prop } from '../../../schemas/source/breakdown.ts';
import type { Finding } from '../../../schemas/source/common.ts';
import { linesLabel, runs } from './places.ts';
import { plainId, quoted } from './safeText.ts';
import type { Film } from './sections.ts';

const longest = { name: 50, description: 90, message: 160 };

/** Numbers of scenes by their ids, in the order of the script: "1-3, 5". */
function sceneRuns({ sections }: Film, ids: readonly string[]): string {
  const wanted = new Set(ids);
  const chosen = sections.flatMap(({ scene }, at) => (scene && wanted.has(scene.id) ? [at] : []));
  const numbers = sections.map(({ number }) => number);
  if (chosen.length === 0) return 'in no scene';
  return `${chosen.length === 1 ? 'scene' : 'scenes'} ${runs(numbers, chosen, 6)}`;
}

const firstSeen = ({ lines }: Film, mentions: readonly number[]): string => {
  const first = mentions.find((line) => line >= 0 && line < lines.length);
  return first === undefined ? '' : linesLabel({ first, last: first }, lines.length);
};

/** A part by its name alone, and with all that is known of it. */
export function castLines(film: Film, member: CastMember): [name: string, full: string] {
  const name = `  ${plainId(member.id)} ${quoted(member.name, longest.name)}`;
  const sex = { female: 'woman', male: 'man', unknown: 'person' }[member.sex];
  const facts = [
    member.extra ? 'background' : `${member.look.age} ${sex}`,
    member.look.outfit,
    member.speaking ? 'speaks' : 'silent',
    sceneRuns(film, member.scenes),
    member.description && quoted(member.description, longest.description),
  ];
  return [name, `${name}${firstSeen(film, member.mentions)} · ${facts.filter(Boolean).join(' · ')}`];
}

export const placeLine = (film: Film, { id, name, kind, setting, scenes, mentions }: Place): string =>
  `  ${plainId(id)} ${quoted(name, longest.name)}${firstSeen(film, mentions)} · ${setting} ${kind} · ${sceneRuns(film, scenes)}`;

export const propLine = (film: Film, { id, name, kind, scenes, mentions }: Prop): string =>
  `  ${plainId(id)} ${quoted(name, longest.name)}${firstSeen(film, mentions)} · ${kind} · ${sceneRuns(film, scenes)}`;

/** A problem with its place. Its words may quote the script. */
export function problemLine({ lines }: Film, { line, severity, rule, message, shot }: Finding): string {
  const where = linesLabel({ first: line, last: line }, lines.length);
  const which = shot === undefined ? '' : ` (shot ${plainId(shot)})`;
  return ` ${where} ${severity} ${plainId(rule)}: ${quoted(message, longest.message)}${which}`;
}
