import type { OnProgress, Progress } from '../film/progress.ts';

const titles: Record<Progress['stage'], string> = {
  parse: 'Reading the screenplay',
  breakdown: 'Breaking it down',
  voices: 'Speaking the lines',
  sets: 'Planning the sets',
  blocking: 'Blocking the actors',
  shots: 'Planning the shots',
  stage: 'Staging in Blender',
  render: 'Rendering',
  cut: 'Cutting the film',
  blend: 'Saving film.blend',
};

const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;

/**
 * Progress on stderr: one line that is overwritten on a terminal; in a log, a line when a stage begins and then at
 * most one every five seconds.
 */
export function progressLine(stream: NodeJS.WriteStream): { onProgress: OnProgress; clear: () => void } {
  let shown = 0;
  let lastStage = '';
  let lastTime = 0;
  const clear = () => {
    if (shown) stream.write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
  };
  const onProgress: OnProgress = ({ stage, done, total, message, etaSeconds }) => {
    const now = Date.now();
    const eta = etaSeconds === undefined ? '' : `, about ${duration(etaSeconds)} left`;
    const count = total > 1 ? ` ${done}/${total}` : '';
    const line = `${titles[stage]}${count}${eta}${message ? ` — ${message}` : ''}`;
    if (stream.isTTY) {
      if (now - lastTime < 100 && stage === lastStage && done < total) return;
      const fitted = line.slice(0, (stream.columns ?? 80) - 1);
      stream.write(`\r${fitted.padEnd(shown)}`);
      shown = fitted.length;
    } else if (stage !== lastStage || (now - lastTime > 5000 && total > 1)) {
      stream.write(`${line}\n`);
    } else return;
    lastStage = stage;
    lastTime = now;
  };
  return { onProgress, clear };
}
