import type { WebSocketLike } from '@hocuspocus/server';
import type { WebSocket } from 'ws';
import { savedNotice } from './frames.ts';

/** Close codes, as sent to the editor (reasons of at most 123 bytes). */
export const closing = {
  /** Reconnect: permissions or saved data have changed. */
  again: { code: 4205, reason: 'Connect again' },
  outside: { code: 4403, reason: 'You no longer have access to this report' },
  damaged: { code: 4400, reason: "This frame didn't come from the editor" },
  tooLarge: { code: 1009, reason: 'A change can be at most 4 MB: write or paste it in parts' },
  restart: { code: 1012, reason: 'Debrief is stopping. Your text is saved' },
} as const;

/**
 * A reader that receives nothing for this long is disconnected, so that memory does not grow with
 * pending data.
 */
const mostWaitingBytes = 64 * 1024 * 1024;

/**
 * The socket for Hocuspocus, which reports a change as saved as soon as it is in memory: that
 * notice waits here until the change is committed, and is never sent if it was rejected. Everything
 * else is sent immediately.
 */
export function socketThatWaits(
  socket: WebSocket,
  saved: (incidentId: string) => Promise<void> | null,
): WebSocketLike {
  const send = (data: Uint8Array) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > mostWaitingBytes) return socket.terminate();
    socket.send(data);
  };
  return {
    get readyState() {
      return socket.readyState;
    },
    send(data) {
      if (!(data instanceof Uint8Array)) return;
      const incidentId = savedNotice(data);
      const wait = incidentId === null ? null : saved(incidentId);
      if (wait === null) send(data);
      else
        void wait.then(
          () => send(data),
          () => {},
        );
    },
    close: (code, reason) => socket.close(code, reason),
  };
}
