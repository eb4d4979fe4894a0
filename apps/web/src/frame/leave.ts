import { stopLive } from '../live.ts';
import { queryClient } from '../queries.ts';
import { forgetDrafts, isSomebodyElse } from '../ui/draft.ts';

const name = 'debrief.session';

/** Tells the other tabs of this browser who is signed in now; null where nobody is. */
export function sayWho(accountId: string | null): void {
  const channel = new BroadcastChannel(name);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin
  channel.postMessage({ accountId });
  channel.close();
}

/** After signing out: nothing that was read or typed stays, in this tab or in another one. */
export function leave(): void {
  sayWho(null);
  forgetAll();
  // A whole new page, so that nothing stays in memory either.
  globalThis.location.assign('/sign-in');
}

/** A tab does not go on with what it has read and typed when the browser works for somebody else meanwhile. */
export function hearWho(): () => void {
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', ({ data }: MessageEvent<{ accountId: string | null }>) => {
    if (!isSomebodyElse(data.accountId)) return;
    forgetAll();
    if (data.accountId === null) globalThis.location.assign('/sign-in');
    else globalThis.location.reload();
  });
  return () => channel.close();
}

function forgetAll(): void {
  stopLive();
  queryClient.clear();
  sessionStorage.clear();
  forgetDrafts();
}
