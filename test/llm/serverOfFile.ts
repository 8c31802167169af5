import { afterAll, beforeEach } from 'vitest';
import { type FaultServer, faultServer } from './faultServer.ts';

/** The fault server of a test file; each of its tests finds it with nothing scripted and nothing seen. */
export async function serverOfFile(): Promise<FaultServer> {
  const server = await faultServer();
  beforeEach(() => server.reset());
  afterAll(() => server.close());
  return server;
}
