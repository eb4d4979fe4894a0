import { largestReportChange } from '@debrief/contract';
import { reportChannel } from '@debrief/core/report';
import { Hocuspocus, isTransactionOrigin, type Connection } from '@hocuspocus/server';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Doc } from 'yjs';
import type { Deps } from '../../deps.ts';
import { clientAddress } from '../client-address.ts';
import { isOfOwnSite } from '../own-site.ts';
import { openCarets } from './carets.ts';
import { readFrame } from './frames.ts';
import { changesThatWait, OpenReport } from './open-report.ts';
import { ReportConnections } from './report-connections.ts';
import { closing, socketThatWaits } from './socket.ts';
import { longestFirstFrame, Strangers } from './strangers.ts';
import { toCaret, Refusal, refuseUnbegun, identifyVisitor, type Visitor } from './visitor.ts';

/** The URL for a report's editor. */
export const reportLivePath = '/api/report/live';

export interface ReportLive {
  /** Upgrades a connection of the HTTP server, or rejects it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /**
   * Saves pending changes and ends all connections: editors reconnect to another process, or to
   * this one when it is back.
   */
  close(): Promise<void>;
}

const graceMs = 2_000;
const tooMany = 'Too many connections that have not signed in.';
const otherSite = 'This request came from another site.';

export async function openReportLive(deps: Deps): Promise<ReportLive> {
  const held = new Map<string, OpenReport>();
  const sockets = new Set<WebSocket>();
  const seats = new ReportConnections(deps);
  const strangers = new Strangers();
  const carets = await openCarets(deps.store, deps.log);
  const stopHearing = await deps.store.listen(reportChannel, (payload) => {
    if (payload === null) for (const report of held.values()) report.hear(null);
    const [incidentId = '', seq = ''] = payload?.split(' ') ?? [];
    held.get(incidentId)?.hear(Number(seq));
  });
  let isClosing = false;

  /** Drops the report from memory; editors reconnect and get what is saved. */
  const putAway = (incidentId: string) => {
    for (const seat of seats.of(incidentId)) seat.end(closing.again);
  };

  const hocuspocus = new Hocuspocus({
    quiet: true,
    debounce: 0,
    maxDebounce: 0,
    maxPendingDocuments: 3,
    maxUnauthenticatedQueueSize: 2 * longestFirstFrame,
    async onAuthenticate({ token, documentName, request, connectionConfig }) {
      if (isClosing) throw new Refusal('unavailable');
      const visitor = await identifyVisitor(deps, request, token, documentName);
      await refuseUnbegun(deps, visitor, documentName);
      connectionConfig.readOnly = !visitor.canWrite;
      return { visitor, token };
    },
    async onLoadDocument({ document, documentName }) {
      const report = new OpenReport(deps, documentName, document, () => putAway(documentName));
      held.set(documentName, report);
      await report.catchUp();
      const doc: Doc = document;
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        const writer = writerBehind(origin);
        if (writer) report.take(update, writer.actor);
      });
      // A change can arrive before one that another process saved: it is shown, without an update
      // of its own, once that one is read.
      let lastWaiting: Uint8Array | null = null;
      doc.on('afterTransaction', ({ origin }) => {
        const writer = writerBehind(origin);
        const waiting = writer && changesThatWait(doc);
        if (waiting && (!lastWaiting || Buffer.compare(waiting, lastWaiting) !== 0))
          report.take(waiting, writer.actor);
        lastWaiting = waiting;
      });
      carets.join(documentName, document.awareness);
    },
    async connected({ connection, context, documentName, request }) {
      const { socket } = context as { socket: WebSocket };
      strangers.welcome(socket, 2 * largestReportChange);
      seats.take({
        incidentId: documentName,
        canWrite: visitorIn(connection)?.canWrite ?? false,
        again: () =>
          identifyVisitor(deps, request, (context as { token: string }).token, documentName),
        end: ({ code, reason }) => socket.close(code, reason),
        socketId: connection.socketId,
      });
    },
    async onDisconnect({ documentName, socketId }) {
      seats.leave(documentName, socketId);
    },
    async beforeHandleAwareness({ states, connection, document }) {
      const visitor = connection && visitorIn(connection);
      if (!connection || !visitor) return;
      const mine = document.getClients(connection);
      for (const [client, state] of states) {
        const isOthers = document
          .getConnections()
          .some(
            (one) =>
              one !== connection && document.getClients(one).has(client) && !mine.has(client),
          );
        if (isOthers) states.delete(client);
        else states.set(client, toCaret(visitor, state));
      }
    },
    async onStoreDocument({ documentName }) {
      await held.get(documentName)?.flush();
    },
    async beforeUnloadDocument({ documentName }) {
      await held.get(documentName)?.flush();
    },
    async afterUnloadDocument({ documentName }) {
      const report = held.get(documentName);
      // Someone may have reconnected since.
      if (!report || hocuspocus.documents.has(documentName)) return;
      held.delete(documentName);
      carets.leave(documentName);
      await report.fold(1);
      report.end();
    },
  });

  const server = new WebSocketServer({
    noServer: true,
    maxPayload: longestFirstFrame,
    perMessageDeflate: false,
  });
  const readAddress = (request: IncomingMessage) =>
    clientAddress(toRequest(request).headers, { incoming: request }, deps.config.trustedProxies);
  const accept = (socket: WebSocket, request: IncomingMessage) => {
    sockets.add(socket);
    strangers.enter(socket, readAddress(request));
    const waitForSave = (incidentId: string) => held.get(incidentId)?.saved() ?? null;
    const client = hocuspocus.handleConnection(
      socketThatWaits(socket, waitForSave),
      toRequest(request),
      {
        socket,
      },
    );
    socket.on('message', (data, isBinary) => {
      const bytes = toBytes(data);
      if (bytes.length > largestReportChange)
        return socket.close(closing.tooLarge.code, closing.tooLarge.reason);
      if (!isBinary || readFrame(bytes) === null) {
        deps.log.warn({ bytes: bytes.length }, 'received a damaged report frame');
        return socket.close(closing.damaged.code, closing.damaged.reason);
      }
      client.handleMessage(bytes);
    });
    // An error ends the connection; only the end matters.
    socket.on('error', () => {});
    socket.on('close', (code, reason) => {
      sockets.delete(socket);
      client.handleClose({ code, reason: reason.toString() });
    });
  };

  return {
    upgrade(request, socket, head) {
      // A connection that fails before it is upgraded.
      socket.on('error', () => {});
      const refusal = isClosing
        ? (['503 Service Unavailable', closing.restart.reason] as const)
        : !isOfOwnSite(deps, toRequest(request).headers)
          ? (['403 Forbidden', otherSite] as const)
          : !strangers.hasRoom(readAddress(request))
            ? (['429 Too Many Requests', tooMany] as const)
            : null;
      if (refusal) {
        const [status, why] = refusal;
        socket.end(
          `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(why)}\r\n\r\n${why}`,
        );
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, request));
    },
    async close() {
      isClosing = true;
      const all = () =>
        Promise.race([
          Promise.allSettled([...held.values()].map((report) => report.flush())),
          new Promise((resolve) => setTimeout(resolve, graceMs).unref()),
        ]);
      await all();
      seats.end();
      for (const socket of sockets) socket.close(closing.restart.code, closing.restart.reason);
      const left = setTimeout(() => sockets.forEach((socket) => socket.terminate()), graceMs / 4);
      while (sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
      clearTimeout(left);
      // What arrived before the last connection ended.
      await all();
      for (const report of held.values()) report.end();
      await stopHearing();
      await carets.close();
      server.close();
    },
  };
}

/** Who made a change here; null for what other processes saved. */
function writerBehind(origin: unknown): Visitor | null {
  return isTransactionOrigin(origin) && origin.source === 'connection'
    ? visitorIn(origin.connection)
    : null;
}

/** The cast holds: every connection passed `onAuthenticate`, which sets the visitor. */
function visitorIn(connection: Connection): Visitor | null {
  return (connection.context as { visitor?: Visitor }).visitor ?? null;
}

function toRequest(request: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return new Request(`http://${request.headers.host ?? 'debrief.local'}${reportLivePath}`, {
    headers,
  });
}

function toBytes(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  const buffer = Array.isArray(data) ? Buffer.concat(data) : data;
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
