import type { SceneLine } from '../../schemas/source/breakdown.ts';
import type { LineSpan } from '../../schemas/source/common.ts';
import type { ScreenplayElement } from '../../schemas/source/screenplay.ts';
import { plainText } from './text.ts';

/** A speaker as the cue writes it. */
export interface RawCue {
  name: string;
  extensions: string[];
  dual: boolean;
}

/** A paragraph that can be played, before anybody knows who is who. */
export interface RawLine {
  kind: SceneLine['kind'];
  text: string;
  span: LineSpan;
  cue?: RawCue;
  parenthetical?: string;
}

/** A scene as the script has it; the first may have no heading. */
export interface RawScene {
  heading: string;
  number?: string;
  forced: boolean;
  span: LineSpan;
  synopsis: string[];
  lines: RawLine[];
}

const shotWords =
  /^(?:(?:EXTREME |TIGHT |NEW |REVERSE )?(?:CLOSE|CLOSER|CLOSE-UP|CLOSEUP|ANGLE|WIDE|WIDER)\b|INSERT\b|P\.?O\.?V\b|.{1,40}['’]S P\.?O\.?V\b|TRACKING\b|BACK TO\b|OVER THE SHOULDER\b|TWO[ -]SHOT\b|ESTABLISHING\b|AERIAL\b|INTERCUT\b|MONTAGE\b|END (?:OF )?(?:INTERCUT|MONTAGE)\b|ON [A-Z]+ ?$)/;
const transitionWords =
  /^(?:FADE (?:IN|OUT|UP|TO)\b|(?:SMASH |MATCH |JUMP |HARD |TIME )?CUT(?: BACK)?(?: TO\b|:|\.|$)|(?:SLOW )?DISSOLVE\b|WIPE\b|IRIS (?:IN|OUT)\b|END CREDITS\b)/;
const isCapitals = (text: string): boolean => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);

/** A cue that is the script's camera or a sound rather than a name. */
function isNoName(name: string): boolean {
  return shotWords.test(name) || transitionWords.test(name) || /[!?…:]$|\.\.$/.test(name);
}

function actionKind(text: string): RawLine['kind'] {
  if (text.length > 80 || !isCapitals(text)) return 'action';
  if (transitionWords.test(text)) return 'transition';
  return shotWords.test(text) ? 'shot' : 'action';
}

/** A parenthetical that nothing is said after is something done: `(she leaves)` → `she leaves`, `(nods)` → `MARY nods`. */
function deed(name: string, parenthetical: string): string {
  return /^(?:he|she|they|it)\b/i.test(parenthetical) ? parenthetical : `${name} ${parenthetical}`;
}

const spanOf = ({ range }: ScreenplayElement): LineSpan => ({
  first: range.start.line,
  last: range.end.line,
});

/** Gathers elements into scenes and speeches. */
class Gatherer {
  readonly scenes: RawScene[] = [];
  private scene: RawScene | undefined;
  private cue: RawCue | undefined;
  private parenthetical: { text: string; span: LineSpan; said: boolean } | undefined;

  take(element: ScreenplayElement): void {
    const span = spanOf(element);
    switch (element.type) {
      case 'scene_heading':
        this.heading(element.text, span, element.number, element.forced ?? false);
        break;
      case 'character':
        this.character(element, span);
        break;
      case 'parenthetical':
        this.endParenthetical();
        if (this.cue) this.parenthetical = { text: plainText(element.text), span, said: false };
        else this.add('action', plainText(element.text), span);
        break;
      case 'dialogue':
      case 'lyrics':
        this.speech(element.type, plainText(element.text), span);
        break;
      case 'action':
        this.endSpeech();
        this.add(actionKind(plainText(element.text)), plainText(element.text), span);
        break;
      case 'transition':
      case 'centered':
        this.endSpeech();
        this.add(element.type, plainText(element.text), span);
        break;
      case 'synopsis':
        this.scene?.synopsis.push(plainText(element.text));
        break;
      case 'blank':
        this.endSpeech();
        break;
      default:
    }
  }

  end(): void {
    this.endSpeech();
  }

  private heading(text: string, span: LineSpan, number: string | undefined, forced: boolean): void {
    this.endSpeech();
    const opening =
      this.scene?.heading === '' && this.scene.lines.every((line) => line.kind === 'transition');
    const lines = opening ? (this.scene?.lines ?? []) : [];
    if (opening) this.scenes.pop();
    this.scene = {
      heading: plainText(text),
      ...(number === undefined ? {} : { number }),
      forced,
      span: { ...span },
      synopsis: [],
      lines,
    };
    this.scenes.push(this.scene);
  }

  private character(element: Extract<ScreenplayElement, { type: 'character' }>, span: LineSpan): void {
    this.endSpeech();
    const name = plainText(element.name);
    if (!element.forced && isNoName(name)) {
      const kind = actionKind(name);
      this.add(kind, plainText(element.text), span);
      return;
    }
    this.cue = { name, extensions: element.extensions.map(plainText), dual: element.dual ?? false };
  }

  private speech(kind: 'dialogue' | 'lyrics', text: string, span: LineSpan): void {
    if (!this.cue) {
      this.add(kind === 'lyrics' ? kind : 'action', text, span);
      return;
    }
    const manner = this.parenthetical;
    if (manner) manner.said = true;
    this.add(kind, text, span, {
      cue: this.cue,
      ...(manner ? { parenthetical: manner.text } : {}),
    });
  }

  private endParenthetical(): void {
    const { parenthetical, cue } = this;
    this.parenthetical = undefined;
    if (parenthetical && cue && !parenthetical.said)
      this.add('action', deed(cue.name, parenthetical.text), parenthetical.span);
  }

  private endSpeech(): void {
    this.endParenthetical();
    this.cue = undefined;
  }

  private add(kind: RawLine['kind'], text: string, span: LineSpan, more: Partial<RawLine> = {}): void {
    if (text === '') return;
    if (!this.scene) {
      this.scene = { heading: '', forced: false, span: { ...span }, synopsis: [], lines: [] };
      this.scenes.push(this.scene);
    }
    this.scene.lines.push({ kind, text, span, ...more });
    this.scene.span.last = Math.max(this.scene.span.last, span.last);
  }
}

/** Reads the elements of a screenplay into scenes with their playable lines. What stands before the first heading is a scene without one. */
export function readScenes(elements: readonly ScreenplayElement[]): RawScene[] {
  const gatherer = new Gatherer();
  for (const element of elements) gatherer.take(element);
  gatherer.end();
  return gatherer.scenes;
}
