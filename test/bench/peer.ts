import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A connection to one of the servers that ours is compared with: a line of JSON there, a line back. */
export class Peer {
  readonly #socket: Socket;
  readonly #answers: AsyncIterator<string>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#answers = createInterface({ input: socket })[Symbol.asyncIterator]();
  }

  static connect(port: number): Promise<Peer> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Peer(socket)));
      socket.setNoDelay(true);
      socket.on('error', reject);
    });
  }

  async call(command: Record<string, string>): Promise<void> {
    this.#socket.write(`${JSON.stringify(command)}\n`);
    await this.#answers.next();
  }

  close(): void {
    this.#socket.destroy();
  }
}
