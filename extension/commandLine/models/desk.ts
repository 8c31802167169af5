import { join } from 'node:path';
import { FileCache } from '../../llm/cache/store.ts';
import type { Config } from '../../llm/config/config.ts';
import { ConfigError, readConfig } from '../../llm/config/read.ts';
import { LlmError } from '../../llm/errors.ts';
import { keyChain } from '../../llm/keys/chain.ts';
import { environmentKeys } from '../../llm/keys/environment.ts';
import { keychainKeys } from '../../llm/keys/keychain.ts';
import { Redactor } from '../../llm/keys/redact.ts';
import { openLedger } from '../../llm/ledger/ledger.ts';
import { Models } from '../../llm/setup.ts';
import { PhotoplayError } from '../../runtime/errors.ts';
import { cacheFolder, configFolder, dataFolder } from '../../runtime/folders.ts';
import type { Io } from '../command.ts';

/** The user's models file: in the user's configuration, never with a film. */
export const modelsFile = (): string => join(configFolder(), 'models.json');

/** Where calls to models are written down. */
export const usageFolder = (): string => join(dataFolder(), 'usage');

/** Under this name the system's keychain keeps our keys. */
export const keychainService = 'photoplay';

/** The user's models, with all that a command needs of them. */
export interface Desk {
  models: Models;
  config: Config;
  /** What is to be shown goes through it: keys are taken out. */
  redactor: Redactor;
  /** What kept keys from being found; of interest when one is missing. */
  keyTrouble: readonly string[];
}

/**
 * Sets up the user's models for a command, and closes what it opened. `change` makes another configuration of the
 * user's: that of the command line. Errors of models become errors that a person can mend.
 */
export async function atDesk<T>(
  io: Pick<Io, 'warn'>,
  work: (desk: Desk) => Promise<T>,
  change: (config: Config) => Config = (config) => config,
): Promise<T> {
  try {
    const config = change(await readConfig(modelsFile()));
    const redactor = new Redactor();
    const keyTrouble: string[] = [];
    const keys = keyChain([environmentKeys(), keychainKeys(keychainService)], redactor, (message) =>
      keyTrouble.push(message),
    );
    const ledger = openLedger(usageFolder(), { tell: io.warn });
    const answers = new FileCache(join(cacheFolder(), 'answers'));
    try {
      return await work({
        models: new Models(config, { keys, ledger, answers }),
        config,
        redactor,
        keyTrouble,
      });
    } catch (error) {
      throw error instanceof LlmError ? redactor.error(error) : error;
    } finally {
      ledger.close();
    }
  } catch (error) {
    throw mendable(error);
  }
}

/** An error of models, or of their file, as one that a person can mend; any other as it is. */
export function mendable(error: unknown): unknown {
  if (error instanceof ConfigError)
    return new PhotoplayError('models-file', error.message, {
      file: error.file,
      line: error.line,
      hint: 'Mend the file, or move it away: without it, models are those whose key is in the environment.',
      cause: error,
    });
  if (!(error instanceof LlmError)) return error;
  const { hint } = error.details;
  return new PhotoplayError(error.code, error.message, { ...(hint !== undefined && { hint }), cause: error });
}
