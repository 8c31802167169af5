import type { Plan } from './plan.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => escapes[c] ?? c);

const style = `
body { font: 15px/1.45 system-ui, sans-serif; background: #16181b; color: #e6e3dc; margin: 2rem; }
h1 { font-weight: 600; } h2 { margin-top: 2.5rem; font-size: 1.05rem; letter-spacing: .03em; color: #d9b26a; }
.shots { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 1.2rem; }
figure { margin: 0; } img { width: 100%; display: block; border-radius: 3px; }
figcaption b { color: #fff; } figcaption span { color: #a9a59b; } blockquote { margin: .3rem 0 0; color: #cfcac0; }
@media print { body { background: #fff; color: #111; } figcaption b { color: #000; } figure { break-inside: avoid; } }`;

/** The boards as one HTML file that holds its pictures: scenes, shots, lenses, words and reasons. */
export function boardsPage(plan: Plan, pictures: readonly { shot: string; png: Uint8Array }[]): string {
  const { breakdown, shots } = plan;
  const lines = new Map(breakdown.scenes.flatMap((scene) => scene.lines.map((line) => [line.id, line])));
  const names = new Map(breakdown.cast.map(({ id, name }) => [id, name]));
  const byShot = new Map(pictures.map(({ shot, png }) => [shot, png]));
  const sections = shots.scenes.map((covered) => {
    const heading = breakdown.scenes.find(({ id }) => id === covered.id)?.heading ?? '';
    const figures = covered.shots.flatMap((shot) => {
      const png = byShot.get(shot.id);
      if (!png) return [];
      const words = shot.lines
        .flatMap((id) => lines.get(id) ?? [])
        .map(({ speaker, text }) => (speaker ? `${names.get(speaker) ?? speaker}: ${text}` : text))
        .join(' ');
      const seconds = ((shot.out - shot.in) / shots.fps).toFixed(1);
      const lens = Math.round(shot.camera[0]?.lens ?? 0);
      return [
        `<figure><img alt="Shot ${escaped(shot.id)}" src="data:image/png;base64,${Buffer.from(png).toString('base64')}">
<figcaption><b>${escaped(shot.id)}</b> ${shot.size} · ${lens} mm · ${shot.move} · ${seconds} s <span>${escaped(shot.reason)}</span>
<blockquote>${escaped(words)}</blockquote></figcaption></figure>`,
      ];
    });
    return figures.length > 0
      ? `<h2>${escaped(covered.number)} ${escaped(heading)}</h2>\n<div class="shots">\n${figures.join('\n')}\n</div>`
      : '';
  });
  return `<!doctype html>
<html lang="${escaped(breakdown.language)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(breakdown.title)}: boards</title><style>${style}</style>
<h1>${escaped(breakdown.title)}</h1>
${sections.filter(Boolean).join('\n')}
</html>
`;
}
