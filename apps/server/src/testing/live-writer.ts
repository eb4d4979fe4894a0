import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { setTimeout as pause } from 'node:timers/promises';
import * as Y from 'yjs';

export interface Writer {
  doc: Y.Doc;
  provider: HocuspocusProvider;
  refusals: string[];
  closes: number[];
  leave(): void;
}

interface Opening {
  name: string;
  /** An API key; anything else if a cookie identifies the user. */
  token: string;
  doc?: Y.Doc;
  /** Replaces the process's WebSocket, for example with one that sends a cookie. */
  socket?: unknown;
}

export function openWriter(
  origin: string,
  { name, token, doc = new Y.Doc(), socket: made }: Opening,
): Writer {
  const socket = new HocuspocusProviderWebsocket({
    url: `${origin.replace('http', 'ws')}/api/report/live`,
    delay: 50,
    minDelay: 50,
    maxDelay: 200,
    ...(made !== undefined && { WebSocketPolyfill: made }),
  });
  const [refusals, closes]: [string[], number[]] = [[], []];
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name,
    document: doc,
    token,
    onAuthenticationFailed: ({ reason }) => void refusals.push(reason),
    onClose: ({ event }) => void closes.push(event.code),
  });
  provider.attach();
  const leave = () => {
    // Leaving while reconnecting ends with an error that no one handles anymore.
    socket.webSocket?.addEventListener('error', () => undefined);
    provider.destroy();
    socket.destroy();
  };
  return { doc, provider, refusals, closes, leave };
}

export async function until(
  what: string,
  is: () => boolean | Promise<boolean>,
  ms = 15_000,
): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end;) {
    if (await is()) return;
    await pause(20);
  }
  throw new Error(`${what}: not within ${ms} ms`);
}

export const waitUntilSynced = (writer: Writer) => until('access', () => writer.provider.isSynced);
export const waitUntilSaved = (writer: Writer) =>
  until('to be saved', () => !writer.provider.hasUnsyncedChanges);

export function text(doc: Y.Doc): Y.XmlText {
  const paragraph = (doc.getXmlFragment('default').get(0) as Y.XmlElement).get(1) as Y.XmlElement;
  const [first] = paragraph.toArray();
  if (first instanceof Y.XmlText) return first;
  const made = new Y.XmlText();
  paragraph.insert(0, [made]);
  return made;
}

export const readTypedText = (writer: Writer): string => text(writer.doc).toJSON();
export const readEntireDocument = (doc: Y.Doc): string => doc.getXmlFragment('default').toJSON();
