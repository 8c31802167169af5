import type { Plan } from './plan.ts';

/** Frames as m:ss.t. */
const clock = (frames: number, fps: number): string => {
  const seconds = frames / fps;
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
};

const cell = (text: string, width: number): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > width ? `${line.slice(0, width - 1)}…` : line.padEnd(width);
};

/** The film on paper as a table that people can read: cast, then every scene with its shots. */
export function planTable(plan: Plan): string {
  const { breakdown, blocking, shots } = plan;
  const fps = blocking.fps;
  const names = new Map([...breakdown.cast, ...breakdown.props].map(({ id, name }) => [id, name]));
  const total = blocking.scenes.reduce((sum, scene) => sum + scene.frames, 0);
  const count = shots.scenes.reduce((sum, scene) => sum + scene.shots.length, 0);
  const out = [
    `${breakdown.title}: ${breakdown.scenes.length} scenes, ${count} shots, ${clock(total, fps)}`,
    '',
    'Cast',
  ];
  for (const member of breakdown.cast) {
    const voice = member.voice ? `${member.voice.name} ×${member.voice.pitch.toFixed(2)}` : 'does not speak';
    out.push(
      `  ${cell(member.name, 16)} ${cell(`${member.look.age}, ${Math.round(member.look.heightM * 100)} cm, ${member.look.outfit}`, 28)} ${voice}`,
    );
  }
  for (const covered of shots.scenes) {
    const scene = breakdown.scenes.find((s) => s.id === covered.id);
    const length = blocking.scenes.find((s) => s.id === covered.id)?.frames ?? 0;
    out.push('', `Scene ${covered.number}  ${scene?.heading ?? ''}  (${clock(length, fps)})`);
    for (const shot of covered.shots) {
      const who = shot.subjects.map((id) => names.get(id) ?? id).join(', ');
      const seconds = ((shot.out - shot.in) / fps).toFixed(1).padStart(5);
      out.push(
        `  ${cell(shot.id, 7)} ${clock(shot.in, fps)} ${seconds} s  ${cell(shot.size, 12)} ${cell(who, 22)} ${cell(shot.reason, 70).trimEnd()}`,
      );
    }
  }
  if (plan.findings.length > 0) {
    out.push('', 'Findings');
    for (const { line, severity, message } of plan.findings)
      out.push(`  line ${line + 1}: ${severity}: ${message}`);
  }
  return out.join('\n');
}
