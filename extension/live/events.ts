/** What `photoplay live` tells, a JSON line each with --json. Lines of the script count from 0. */
export type LiveEvent =
  | { event: 'connected'; blender: string }
  | { event: 'lost'; reason: string }
  | { event: 'busy'; reason: string }
  | { event: 'planned'; scenes: number; shots: number; milliseconds: number }
  | {
      event: 'staged';
      label: string;
      summary: string;
      milliseconds: number;
      planning: number;
      staging: number;
    }
  | { event: 'unchanged'; milliseconds: number }
  | { event: 'kept'; notes: string[] }
  | { event: 'problem'; code: string; message: string; file?: string; line?: number; hint?: string }
  | { event: 'playing'; scene: string; shot: string; frame: number; line: number; text: string }
  | { event: 'rendering'; shot: string; folder: string }
  | { event: 'rendered'; shot: string; pictures: number; folder: string };

/** An event in words, a line for a terminal; undefined for what only a program wants to hear. */
export function wordsOf(event: LiveEvent): string | undefined {
  switch (event.event) {
    case 'connected':
      return `Connected to Blender ${event.blender}.`;
    case 'lost':
    case 'busy':
      return event.reason;
    case 'planned':
      return `Planned: ${event.scenes} scenes, ${event.shots} shots (${event.milliseconds} ms).`;
    case 'staged':
      return `${event.label.replace(/^Photoplay: /, '')} — ${event.summary} (${event.milliseconds} ms)`;
    case 'unchanged':
      return `Nothing to restage (${event.milliseconds} ms).`;
    case 'kept':
      return `Kept what was done by hand${event.notes.length > 0 ? `: ${event.notes.join('; ')}` : ''}.`;
    case 'problem':
      return event.hint ? `${event.message}\n  ${event.hint}` : event.message;
    case 'playing':
      return `▸ ${event.shot || `scene ${event.scene}`}  line ${event.line + 1}  ${event.text}`;
    case 'rendering':
      return `Rendering shot ${event.shot} …`;
    case 'rendered':
      return `Shot ${event.shot}: ${event.pictures} pictures in ${event.folder}`;
  }
}
