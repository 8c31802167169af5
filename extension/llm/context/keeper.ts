import type { Candidate } from '../router/candidate.ts';
import type { LlmRequest, Message } from '../types.ts';
import type { Turn } from './blocks.ts';
import { type Calibration, ratioOf } from './calibration.ts';
import type { Summary } from './conversationSchema.ts';
import { type FitTools, fitWindow } from './fit.ts';
import type { Content } from './layout.ts';
import { inputLimit, type WindowInput } from './window.ts';

/** What a keeper knows of a conversation besides its messages. */
export interface KeeperOptions extends Omit<Content, 'turns'>, FitTools {
  /** The model that is asked first. */
  model: Pick<Candidate, 'model' | 'capabilities'>;
  /** Tokens that an answer may have. */
  maxTokens?: number;
  calibration?: Calibration;
  /** Told of each summary that had to be made: to be shown, priced and kept. */
  summarised?: (summary: Summary) => void;
}

/**
 * Keeps one conversation within the context of whichever model is asked, over many calls. `view` is for an agent
 * (`AgentOptions.view`), `compact` for the router (`RouteOptions.compact`): so a call that a provider finds too long is
 * made shorter once, and sent again. A summary stays in force until the conversation outgrows it. One call at a time.
 */
export class ContextKeeper {
  readonly #options: KeeperOptions;
  #summary: Summary | undefined;
  #turns: readonly Turn[] = [];
  #system: string;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#summary = options.summary;
    this.#system = options.system;
  }

  /** The messages for a conversation's path. Throws as `fitWindow`. */
  fit(turns: readonly Turn[]): Promise<Message[]> {
    this.#turns = turns;
    return this.#fitted(this.#options.model, this.#options.maxTokens, false);
  }

  /** The same for a transcript that only grows: a message's id is its number. Its system messages go to the front. */
  view(transcript: readonly Message[]): Promise<Message[]> {
    const texts = transcript
      .filter(({ role }) => role === 'system')
      .flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'text' ? part.text : [])));
    this.#system = [this.#options.system, ...texts].filter((text) => text !== '').join('\n\n');
    return this.fit(
      transcript.flatMap((message, at) => (message.role === 'system' ? [] : { id: String(at), message })),
    );
  }

  /** The last request made shorter for a model that could not read it. Throws when nothing can be left out. */
  async compact(
    request: LlmRequest,
    candidate: Pick<Candidate, 'model' | 'capabilities'>,
  ): Promise<LlmRequest> {
    return { ...request, messages: await this.#fitted(candidate, request.maxTokens, true) };
  }

  async #fitted(
    { model, capabilities }: Pick<Candidate, 'model' | 'capabilities'>,
    maxTokens: number | undefined,
    shrink: boolean,
  ): Promise<Message[]> {
    const { tools, documents, calibration = {}, summarise, now, summarised } = this.#options;
    const input: WindowInput = {
      system: this.#system,
      turns: this.#turns,
      model,
      limit: inputLimit(capabilities, maxTokens),
      ratio: ratioOf(calibration, model),
      shrink,
      ...(tools && { tools }),
      ...(documents && { documents }),
      ...(this.#summary && { summary: this.#summary }),
    };
    const { messages, summary } = await fitWindow(input, { summarise, now });
    if (summary) {
      this.#summary = summary;
      summarised?.(summary);
    }
    return messages;
  }
}
