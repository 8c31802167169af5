import type { $ZodIssue } from 'zod/v4/core';
import { type MethodName, methods } from '../schemas/source/blenderProtocol.ts';
import { type StageCommandType, stageCommands } from '../schemas/source/stageCommand.ts';
import { BlenderError } from './errors.ts';

/** A path as people write it: commands[3].keys[0].lens. */
const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
    '',
  );

function refuse(issue: $ZodIssue | undefined, prefix: readonly PropertyKey[]): never {
  const path = pathText([...prefix, ...(issue?.path ?? [])]);
  throw new BlenderError('invalidParams', `${path || 'params'}: ${issue?.message ?? 'is wrong'}`, { path });
}

/** Throws BlenderError `invalidParams`, with the path, when params or one of a batch's commands are not what they must be. */
export function checkParams(method: MethodName, params: unknown): void {
  const checked = methods[method].params.safeParse(params);
  if (!checked.success) refuse(checked.error.issues[0], []);
  if (method !== 'stage/apply') return;
  const { commands } = methods['stage/apply'].params.parse(params);
  for (const [index, command] of commands.entries()) {
    const schema = stageCommands[command.type as StageCommandType];
    if (!schema) {
      const path = `commands[${index}].type`;
      throw new BlenderError('invalidParams', `${path}: '${command.type}' is no command`, { path });
    }
    const result = schema.safeParse(command);
    if (!result.success) refuse(result.error.issues[0], ['commands', index]);
  }
}
