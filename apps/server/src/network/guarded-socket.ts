import { isIP } from 'node:net';
import {
  guardedLookup,
  mayAsk,
  PrivateAddressError,
  type PrivateHosts,
} from './private-address.ts';
import { RequestError } from './guarded-fetch.ts';

export interface SocketHandlers {
  onMessage(text: string): void;
  /** Once, however it ended. */
  onEnd(): void;
}

export interface GuardedSocket {
  send(text: string): void;
  /** Ends it; `onEnd` follows. */
  close(): void;
}

/**
 * Opens a socket to another server, and to no private address. Resolves when it is open. Throws a
 * `RequestError`, whose message names the host and never the path.
 */
export type OpenSocket = (
  url: string,
  handlers: SocketHandlers,
  headers?: Readonly<Record<string, string>>,
) => Promise<GuardedSocket>;

/** A socket without any sign of life for two of these is ended. */
const pingMs = 30_000;
const openMs = 30_000;
const maxBytes = 10_000_000;

export function createOpenSocket(allowed: PrivateHosts | null): OpenSocket {
  return async (address, handlers, headers = {}) => {
    const url = new URL(address);
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(host) !== 0 && !mayAsk(allowed, host, host))
      throw new RequestError(new PrivateAddressError(host).message);
    const { WebSocket } = await import('ws');
    const socket = new WebSocket(url, {
      headers: { 'user-agent': 'Debrief', ...headers },
      lookup: guardedLookup(allowed),
      agent: false,
      handshakeTimeout: openMs,
      maxPayload: maxBytes,
      followRedirects: false,
    });
    const opened = Promise.withResolvers<GuardedSocket>();
    let isAlive = true;
    const pinging = setInterval(() => {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      if (socket.readyState === socket.OPEN) socket.ping();
    }, pingMs);
    const notice = () => void (isAlive = true);
    socket.on('pong', notice);
    socket.on('ping', notice);
    socket.on('message', (data, isBinary) => {
      notice();
      if (!isBinary && Buffer.isBuffer(data)) handlers.onMessage(data.toString('utf8'));
    });
    socket.on('open', () =>
      opened.resolve({
        send: (text) => socket.readyState === socket.OPEN && socket.send(text),
        close: () => socket.terminate(),
      }),
    );
    socket.on('error', (error: Error) => {
      const { code = error.message } = error as NodeJS.ErrnoException;
      opened.reject(
        error instanceof PrivateAddressError
          ? new RequestError(error.message)
          : new RequestError(`${url.host} did not open a WebSocket (${code}).`),
      );
    });
    socket.on('close', () => {
      clearInterval(pinging);
      opened.reject(new RequestError(`${url.host} closed the WebSocket.`));
      handlers.onEnd();
    });
    return opened.promise;
  };
}
