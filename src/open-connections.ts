import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const open = new WeakMap<Server, Set<Socket>>();

/** Notes the connections of a server, from now on. */
export function noteConnections(server: Server): void {
  const sockets = new Set<Socket>();
  open.set(server, sockets);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
}

/** Closes every connection on which nobody waits: those between two requests, and those that never sent a byte. */
export function closeUnusedConnections(server: Server): void {
  server.closeIdleConnections();
  // A browser opens connections ahead of need; the server takes these for requests that are arriving.
  for (const socket of open.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy();
}
