import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Owed = Pick<ServerResponse, 'headersSent' | 'once'> & {
  readonly req: Pick<IncomingMessage, 'complete'>;
};

/** By connection, oldest first. */
const owed = new WeakMap<Socket, Set<Owed>>();

/** Far more than any client sends ahead; a packet holds hundreds, and each of them is memory until its turn comes. */
export const MOST_OWED = 8;

/** Notes which answers each connection of a server still waits for, and ends one that waits for too many. */
export function noteOwedAnswers(server: Server): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const { socket } = request;
    if (owe(socket, response) > MOST_OWED) socket.destroy();
    // The packet that brought one too many brings many more: they are read to its end, and are nobody's any longer.
    if (!socket.destroyed) for (const listen of listeners) Reflect.apply(listen, server, [request, response]);
  });
}

/** Notes one answer; how many the connection waits for with it. */
export function owe(socket: Socket, answer: Owed): number {
  const answers = owed.get(socket) ?? new Set();
  owed.set(socket, answers.add(answer));
  answer.once('close', () => answers.delete(answer));
  return answers.size;
}

export interface OwedAnswers {
  /** To requests that have arrived as a whole: they come first. */
  readonly earlier: readonly Owed[];
  /** To the request that is arriving. */
  readonly arriving: Owed | undefined;
}

/** What a connection still waits for. */
export function answersOwedTo(socket: Socket): OwedAnswers {
  const answers = [...(owed.get(socket) ?? [])];
  return {
    earlier: answers.filter(({ req }) => req.complete),
    arriving: answers.find(({ req }) => !req.complete),
  };
}
