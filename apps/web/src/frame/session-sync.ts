import { stopLive } from '../data/live.ts';
import { forgetReads } from '../data/queries.ts';
import { forgetDrafts, isSomebodyElse } from '../data/draft.ts';

let opened: BroadcastChannel | null = null;

/** One channel a tab: what it says itself it does not hear. */
function channel(): BroadcastChannel {
  opened ??= new BroadcastChannel('debrief.session');
  return opened;
}

/** Tells the other tabs of this browser who is signed in now; null where nobody is. */
export function announceAccount(accountId: string | null): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin
  channel().postMessage({ accountId });
}

/** After signing out: nothing that was read or typed stays, in this tab or in another one. */
export function clearSession(): void {
  announceAccount(null);
  forgetAll();
  // A whole new page, so that nothing stays in memory either.
  globalThis.location.assign('/sign-in');
}

/** A tab does not go on with what it has read and typed when the browser works for somebody else meanwhile. */
export function watchAccount(): () => void {
  const hear = ({ data }: MessageEvent<{ accountId: string | null }>) => {
    if (!isSomebodyElse(data.accountId)) return;
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
}
