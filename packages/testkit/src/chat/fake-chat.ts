import type { Clock } from '@debrief/core/context';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface FakePerson {
  id: string;
  name: string;
}

export interface SentOptions {
  by?: string;
  /** The key of the message that it replies to. */
  replyTo?: string;
  channel?: string;
  files?: { name: string; size: number }[];
}

/** What a fake of a chat tool does, whatever the tool. Keys are those of its messages. */
export interface FakeChat extends AsyncDisposable {
  origin: string;
  /** A channel of which the app is a member. */
  channel: { id: string; name: string };
  people: FakePerson[];
  send(text: string, options?: SentOptions): string;
  edit(key: string, text: string): void;
  remove(key: string): void;
  react(key: string, by: string, name: string): void;
  unreact(key: string, by: string, name: string): void;
  /** Cuts every socket: what was not delivered is lost. */
  drop(): void;
  /** The next requests to the API are refused for some seconds. */
  limit(requests: number, retryAfterSeconds: number): void;
  /** Sockets that get events. */
  countSockets(): number;
  /** What was asked, in order: `conversations.history`, `channels/…/posts`. */
  requests: string[];
}

/** An HTTP server with a socket, on a free port of this machine. */
export async function openChatServer(
  answer: (request: IncomingMessage, body: string, response: ServerResponse) => void,
  connected: (socket: WebSocket, request: IncomingMessage) => void,
): Promise<{ origin: string; sockets: Set<WebSocket>; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, Buffer.concat(chunks).toString('utf8'), response));
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => listening.resolve());
  await listening.promise;
  const socketServer = new WebSocketServer({ server });
  const sockets = new Set<WebSocket>();
  socketServer.on('connection', (socket, request) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    connected(socket, request);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    sockets,
    async close() {
      for (const socket of sockets) socket.terminate();
      socketServer.close();
      server.closeAllConnections();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Milliseconds that only grow, so that no two messages have the same. */
export function createTicks(clock: Clock): () => number {
  let last = 0;
  return () => (last = Math.max(last + 1, clock.now().getTime()));
}
