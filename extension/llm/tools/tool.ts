import type * as z from 'zod';
import { shapeOf } from '../structured/shape.ts';
import type { ToolSpec } from '../types.ts';

/** What a tool can do to the person's work, machine or purse. Decided here, never by a model. */
export type Risk = 'read' | 'edit' | 'render' | 'network' | 'code' | 'money';

/** What a tool is given besides its input. */
export interface ToolContext {
  /** Of this call, the same in every event about it. */
  callId: string;
  /** Stops the tool; what it gives afterwards is thrown away. */
  signal: AbortSignal;
  /** Shows the person how far it is. */
  progress(message: string): void;
}

/** Something that a model may do. */
export interface Tool<In = unknown, Out = unknown> {
  readonly name: string;
  readonly description: string;
  readonly risk: Risk;
  readonly parallel: boolean;
  readonly input: z.ZodType<In>;
  readonly output: z.ZodType<Out>;
  readonly spec: ToolSpec;
  run(input: In, context: ToolContext): Out | Promise<Out>;
}

interface ToolDefinition<In, Out> {
  /** 1 to 64 of `a-z A-Z 0-9 _ -`. */
  name: string;
  /** For the model: what it does, when to use it. */
  description: string;
  input: z.ZodType<In>;
  output: z.ZodType<Out>;
  risk: Risk;
  /** Whether it may run beside other calls; unless told, only what reads does. */
  parallel?: boolean;
  run(input: In, context: ToolContext): Out | Promise<Out>;
}

/** A tool. Throws `bad_request` at once when its name or input could not be told to some provider. */
export function defineTool<In, Out>(definition: ToolDefinition<In, Out>): Tool<In, Out> {
  const { name, description, input, risk, parallel = risk === 'read' } = definition;
  const { schema } = shapeOf(name, input);
  return { ...definition, parallel, spec: { name, description, input: schema } };
}
