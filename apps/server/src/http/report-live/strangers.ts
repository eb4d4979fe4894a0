import { DomainError } from '@debrief/contract';
import type { WebSocket } from 'ws';

/** The first frame of an editor is its token; longer frames are only read after sign-in. */
export const longestFirstFrame = 4_096;

const graceMs = 10_000;
const mostByAddress = 20;
const mostInAll = 200;

/** Sockets that are not authenticated yet: few, short-lived, and limited to the size of a token. */
export class Strangers {
  readonly #addresses = new Map<WebSocket, string>();

  hasRoom(address: string): boolean {
    const same = [...this.#addresses.values()].filter((one) => one === address).length;
    return same < mostByAddress && this.#addresses.size < mostInAll;
  }

  has(socket: WebSocket): boolean {
    return this.#addresses.has(socket);
  }

  enter(socket: WebSocket, address: string): void {
    this.#addresses.set(socket, address);
    const late = setTimeout(() => this.has(socket) && socket.terminate(), graceMs);
    socket.once('close', () => {
      clearTimeout(late);
      this.#addresses.delete(socket);
    });
  }

  /** The socket is authenticated: from now on it can send full changes. */
  welcome(socket: WebSocket, longestFrame: number): void {
    if (!this.#addresses.delete(socket)) return;
    findReceiver(socket)._maxPayload = longestFrame;
  }
}

/** `ws` sets the limit once, at the handshake, on an object of its own. */
function findReceiver(socket: WebSocket): { _maxPayload: number } {
  const receiver: unknown = Reflect.get(socket, '_receiver');
  if (!hasLimit(receiver))
    throw new DomainError('unexpected', 'This version of ws keeps its frame limit elsewhere.');
  return receiver;
}

function hasLimit(receiver: unknown): receiver is { _maxPayload: number } {
  return (
    typeof receiver === 'object' &&
    receiver !== null &&
    '_maxPayload' in receiver &&
    typeof receiver._maxPayload === 'number'
  );
}
