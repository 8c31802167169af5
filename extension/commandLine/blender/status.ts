import { discover } from '../../blender/discovery.ts';
import { reportOn, type SessionReport } from '../../blender/report.ts';
import type { Command } from '../command.ts';

function lines(session: SessionReport): string[] {
  const { state, why, unsaved } = session;
  const doing = state === 'ready' ? 'ready' : `${state}${why ? ` (${why})` : ''}`;
  return [
    `${session.pid}  Blender ${session.blender}${session.background ? ' without a window' : ''}, add-on ${session.addon}, port ${session.port}`,
    `  ${session.file || 'not saved yet'}${unsaved ? ', with unsaved changes' : ''}`,
    `  ${doing}`,
    `  ${session.discoveryFile}`,
    ...(session.update ? [`  ${session.update}`] : []),
  ];
}

/** `photoplay blender status`: the Blenders that are open with Photoplay on. */
export const statusCommand: Command = {
  name: 'blender status',
  summary: 'The open Blenders that have Photoplay on, and how they are.',
  usage: '',
  options: {},
  optionHelp: {},
  examples: ['photoplay blender status', 'photoplay blender status --json | jq .sessions[].pid'],
  positionals: [0, 0],
  async run(_, __, io) {
    const { sessions, refused } = await discover();
    const reports = await Promise.all(sessions.map(reportOn));
    for (const report of reports) for (const line of lines(report)) io.say(line);
    for (const { file, why } of refused) io.warn(`Not used: ${file}: ${why}.`);
    if (reports.length === 0)
      io.say('No Blender with Photoplay is open. Start one: photoplay blender launch');
    return { result: { version: 1, sessions: reports, refused } };
  },
};
