import { activityChannel } from '@debrief/core/activity';
import type { Store } from '@debrief/core/db';

/** Wakes whoever follows the activity of this database, whichever process wrote it. */
export interface LiveHub {
  /** Resolves at the next activity, after `timeoutMs`, or when `signal` aborts. */
  wait(timeoutMs: number, signal: AbortSignal): Promise<void>;
  /** Aborts when the process stops serving: live connections end then. */
  readonly ended: AbortSignal;
  end(): void;
  close(): Promise<void>;
}

export async function openLiveHub(store: Store): Promise<LiveHub> {
  const ending = new AbortController();
  let next = Promise.withResolvers<void>();
  const wake = () => {
    const { resolve } = next;
    next = Promise.withResolvers<void>();
    resolve();
  };
  const stop = await store.listen(activityChannel, wake);
  return {
    async wait(timeoutMs, signal) {
      if (signal.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const stop = () => resolve();
      const timer = setTimeout(stop, timeoutMs);
      signal.addEventListener('abort', stop, { once: true });
      await Promise.race([promise, next.promise]);
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
    ended: ending.signal,
    end() {
      ending.abort();
      wake();
    },
    close: () => stop(),
  };
}
