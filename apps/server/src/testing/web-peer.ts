import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A server on this machine that a test answers for. */
export interface WebPeer extends AsyncDisposable {
  origin: string;
  /** The paths that were asked for, with the headers. */
  asked: { path: string; headers: IncomingMessage['headers'] }[];
}

export async function openWebPeer(
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<WebPeer> {
  const asked: WebPeer['asked'] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers });
    void answer(request, response);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}
