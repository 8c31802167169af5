/** The layer between us and the models, for whoever uses it. What is heavy is loaded when it is first used. */
export { type Capabilities, unknownCapabilities } from './capabilities.ts';
export { LlmError, type LlmErrorCode, type LlmErrorDetails, llmErrorCodes } from './errors.ts';
export { type Answer, collect, collectOrThrow } from './fold.ts';
export { costOf, type Price } from './price.ts';
export { keyOf } from './providers/asked.ts';
export { discreet } from './providers/discreet.ts';
export { codeOfStatus, connectionFault } from './providers/faults.ts';
export { guarded } from './providers/guarded.ts';
export { type ProviderKind, type ProviderSettings, providerKinds } from './providers/registry.ts';
export type { Candidate } from './router/candidate.ts';
export { type Decision, modelEvents, type RouteEvent } from './router/events.ts';
export { type RouteOptions, route } from './router/route.ts';
export { ask } from './structured/ask.ts';
export { shapeOf } from './structured/shape.ts';
export { runAgent } from './tools/loop.ts';
export { defineTool, type Tool } from './tools/tool.ts';
export { toolbox } from './tools/toolbox.ts';
export { transcriptOf } from './tools/transcript.ts';
export type {
  FinishReason,
  JsonSchema,
  LlmEvent,
  LlmRequest,
  Message,
  Part,
  Provider,
  ToolSpec,
  Usage,
} from './types.ts';
