import type { Blocking, SceneBlocking } from '../../../schemas/source/blocking.ts';
import type { Breakdown, Scene } from '../../../schemas/source/breakdown.ts';
import type { Finding, LineSpan } from '../../../schemas/source/common.ts';
import type { Shot, ShotList } from '../../../schemas/source/shotList.ts';
import { scriptLines } from './places.ts';
import { plainId } from './safeText.ts';

/** A film on paper. What has not been planned yet is left out. */
export interface FilmDocuments {
  /** The screenplay's text. */
  script: string;
  breakdown: Breakdown;
  blocking?: Blocking;
  shots?: ShotList;
  findings?: readonly Finding[];
}

/** A stretch of the script with all that is known of it: a scene, or what stands before the first one. */
export interface Section {
  /** The scene's number; "0" before the first. */
  number: string;
  span: LineSpan;
  scene?: Scene;
  blocking?: SceneBlocking;
  shots: readonly Shot[];
  findings: readonly Finding[];
}

/** A film cut into sections that follow each other and hold every line of the script. */
export interface Film {
  documents: FilmDocuments;
  lines: readonly string[];
  fps: number;
  sections: readonly Section[];
}

/**
 * Brings the documents of a film together. They may be older than the script: spans are held to its lines, and each
 * scene goes to where the next begins. Linear.
 */
export function toFilm(documents: FilmDocuments): Film {
  const { breakdown, blocking, shots, findings = [] } = documents;
  const lines = scriptLines(documents.script);
  const blockings = new Map(blocking?.scenes.map((scene) => [scene.id, scene]));
  const shotsOf = new Map(shots?.scenes.map((scene) => [scene.id, scene.shots]));
  const scenes = breakdown.scenes.toSorted((a, b) => a.span.first - b.span.first);
  const firstScene = scenes[0]?.span.first ?? lines.length;
  const before: Omit<Section, 'findings'>[] =
    scenes.length === 0 || (firstScene > 0 && lines.length > 0)
      ? [
          {
            number: '0',
            span: { first: 0, last: Math.max(1, Math.min(firstScene, lines.length)) - 1 },
            shots: [],
          },
        ]
      : [];
  const sections = scenes.map((scene, at) => {
    const next = scenes[at + 1]?.span.first ?? Math.max(lines.length, scene.span.last + 1);
    const played = blockings.get(scene.id);
    return {
      number: plainId(scene.number),
      span: { first: scene.span.first, last: Math.max(scene.span.first, next - 1) },
      scene,
      ...(played && { blocking: played }),
      shots: shotsOf.get(scene.id) ?? [],
    };
  });
  return {
    documents,
    lines,
    fps: blocking?.fps ?? shots?.fps ?? 24,
    sections: withFindings([...before, ...sections], findings),
  };
}

/** Gives each section the findings up to its end, the last one all that is left. */
function withFindings(
  sections: readonly Omit<Section, 'findings'>[],
  findings: readonly Finding[],
): Section[] {
  const inOrder = findings.toSorted((a, b) => a.line - b.line);
  let from = 0;
  return sections.map((section, at) => {
    let to = from;
    const isLast = at === sections.length - 1;
    for (let next = inOrder[to]; next && (isLast || next.line <= section.span.last); next = inOrder[to]) to++;
    const found = inOrder.slice(from, to);
    from = to;
    return { ...section, findings: found };
  });
}
