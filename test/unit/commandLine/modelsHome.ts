import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { emptyFolder } from '../../cli.ts';
import { type FaultServer, faultServer, refusedUrl } from '../../llm/faultServer.ts';
import { localServer } from '../llm/local/localServer.ts';

/** For the tests of a file: each is a user with a server of models, and folders of the user's own. */
export function modelsHome() {
  let server: FaultServer;
  let folder: string;
  let env: Record<string, string>;
  const open: { close(): Promise<void> }[] = [];
  beforeEach(async () => {
    server = await faultServer();
    open.push(server);
    folder = emptyFolder();
    const nobody = await refusedUrl();
    env = {
      PHOTOPLAY_CONFIG: folder,
      PHOTOPLAY_DATA: folder,
      OLLAMA_HOST: nobody,
      LLAMA_CPP_HOST: nobody,
      OPENAI_API_KEY: '',
      ANTHROPIC_API_KEY: '',
    };
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
  });
  return {
    get server() {
      return server;
    },
    get folder() {
      return folder;
    },
    /** For the command: this, and nothing of the tester's own. */
    get env() {
      return env;
    },
    /** Starts another server on this machine. */
    serve: async (paths: Parameters<typeof localServer>[0]) => {
      const local = await localServer(paths);
      open.push(local);
      return local;
    },
    /** Writes the user's models file. */
    configure: (config: object) => writeFileSync(join(folder, 'models.json'), JSON.stringify(config)),
    /** The server as a provider of that file. */
    work: () => ({ work: { kind: 'openai', baseUrl: `${server.url}/v1` } }),
    /** What a request carried, as the server got it. */
    sent: (index = 0) => JSON.parse(server.seen[index]?.body ?? ''),
  };
}

export const secret = 'sk-test-0123456789abcdef';
