import {
  HocuspocusProvider,
  HocuspocusProviderWebsocket,
  WebSocketStatus,
} from '@hocuspocus/provider';
import { IndexeddbPersistence } from 'y-indexeddb';
import { Doc } from 'yjs';
import { ObservableValue } from './observable-value.ts';

/** The state of saving. */
export type Saved = 'opening' | 'saved' | 'saving' | 'away' | 'refused' | 'read-only';

export const savedWords: Record<Saved, string> = {
  opening: 'Opening…',
  saved: 'Saved',
  saving: 'Saving…',
  away: 'Not connected: what you write is kept here',
  refused: 'Not saved: you no longer have edit access. Your text is kept in this browser',
  'read-only': 'You have view access. Ask an admin for edit access.',
};

export interface Connection {
  doc: Doc;
  provider: HocuspocusProvider;
  saved: ObservableValue<Saved>;
  /** Whether there is something to show: from this browser or from the server. */
  isOpen: ObservableValue<boolean>;
  close: () => void;
}

/**
 * Below a second the status does not change: every keystroke is saved within milliseconds, and
 * flicker says nothing.
 */
const patienceMs = 700;

/**
 * The shared document of an incident: stored in this browser, and synchronized with any server
 * process.
 */
export function connect(incidentId: string, accountId: string, canWrite: boolean): Connection {
  const doc = new Doc();
  const kept = new IndexeddbPersistence(`debrief-report-${accountId}-${incidentId}`, doc);
  const socket = new HocuspocusProviderWebsocket({
    url: `${globalThis.location.origin.replace(/^http/, 'ws')}/api/report/live`,
    autoConnect: false,
    // Another process can answer the next attempt: retry soon, and often.
    delay: 300,
    minDelay: 200,
    maxDelay: 4_000,
    maxAttempts: 0,
    messageReconnectTimeout: 15_000,
  });
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: incidentId,
    document: doc,
    token: 'session',
  });
  const saved = new ObservableValue<Saved>('opening');
  const isOpen = new ObservableValue(false);
  let isRefused = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const is = (): Saved => {
    if (isRefused) return 'refused';
    if (socket.status !== WebSocketStatus.Connected) return isOpen.get() ? 'away' : 'opening';
    if (!provider.isSynced) return isOpen.get() ? 'saving' : 'opening';
    if (!canWrite || provider.authorizedScope === 'readonly') return 'read-only';
    return provider.hasUnsyncedChanges ? 'saving' : 'saved';
  };
  const look = () => {
    clearTimeout(timer);
    const next = is();
    // Unsaved text is never called saved; text saved a moment ago is not called unsaved for a
    // single keystroke.
    if (next === 'saving' && saved.get() === 'saved')
      timer = setTimeout(() => saved.set(is()), patienceMs);
    else if (next === 'away' && saved.get() !== 'away')
      timer = setTimeout(() => saved.set(is()), patienceMs);
    else saved.set(next);
  };
  const open = () => {
    if (doc.getXmlFragment('default').length > 0) isOpen.set(true);
    look();
  };
  provider.on('synced', open);
  provider.on('status', look);
  provider.on('unsyncedChanges', look);
  provider.on('authenticated', () => ((isRefused = false), look()));
  provider.on('authenticationFailed', () => ((isRefused = true), look()));
  doc.on('update', () => isOpen.get() || open());
  // What this browser stored comes first, so that it is part of the first exchange.
  const start = () => (open(), provider.attach(), void socket.connect());
  void kept.whenSynced.then(start, start);
  // A browser that wakes up reconnects at once instead of waiting for its next attempt.
  const awake = new AbortController();
  globalThis.addEventListener('online', () => void socket.connect(), { signal: awake.signal });
  // The browser reports a lost network at once, before a timeout would; a server on this machine
  // answers the next attempt.
  const forgone = () =>
    socket.status === WebSocketStatus.Connected &&
    socket.onClose({ event: new CloseEvent('close', { code: 4408, reason: 'offline' }) });
  globalThis.addEventListener('offline', forgone, { signal: awake.signal });
  return {
    doc,
    provider,
    saved,
    isOpen,
    close: () => {
      clearTimeout(timer);
      awake.abort();
      provider.destroy();
      socket.destroy();
      void kept.destroy().then(() => doc.destroy());
    },
  };
}
