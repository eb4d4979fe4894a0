import { stopLive } from '../data/live.ts';
import { forgetReads } from '../data/queries.ts';
import { forgetDrafts, isOtherAccount } from '../data/draft.ts';
import { keepReaderZone } from '../ui/reader-zone.ts';

let opened: BroadcastChannel | null = null;

/** One channel per tab: a tab does not receive its own messages. */
function channel(): BroadcastChannel {
  opened ??= new BroadcastChannel('debrief.session');
  return opened;
}

/** Sends the account that is signed in now to the browser's other tabs; null if no one is. */
export function announceAccount(accountId: string | null): void {
  channel().postMessage({ accountId });
}

/** After signing out: nothing that was read or typed stays, in this or any other tab. */
export function clearSession(): void {
  announceAccount(null);
  forgetAll();
  // Loads a new page, so that nothing stays in memory either.
  globalThis.location.assign('/sign-in');
}

/** A tab discards what was read and typed when another account signs in to the browser. */
export function watchAccount(): () => void {
  const hear = ({ data }: MessageEvent<{ accountId: string | null }>) => {
    if (!isOtherAccount(data.accountId)) return;
    forgetAll();
    if (data.accountId === null) globalThis.location.assign('/sign-in');
    else globalThis.location.reload();
  };
  channel().addEventListener('message', hear);
  return () => channel().removeEventListener('message', hear);
}

function forgetAll(): void {
  stopLive();
  forgetReads();
  sessionStorage.clear();
  forgetDrafts();
  keepReaderZone(null);
}
