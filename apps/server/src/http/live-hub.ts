import { DomainError } from '@debrief/contract';
import { activityChannel } from '@debrief/core/activity';
import type { Store } from '@debrief/core/db';

/** Every write checks again who each listener is and what they can see. */
const mostListeners = 20;

/** Notifies listeners of the activity of this database, whichever process wrote it. */
export interface LiveHub {
  /** Resolves at the next activity, after `timeoutMs`, or when `signal` aborts. */
  wait(timeoutMs: number, signal: AbortSignal): Promise<void>;
  /** Counts a listener of an account; returns a function that removes it. Errors: `too-many`. */
  enter(who: string): () => void;
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
  const listeners = new Map<string, number>();
  return {
    enter(who) {
      const count = listeners.get(who) ?? 0;
      if (count >= mostListeners)
        throw new DomainError(
          'too-many',
          `This account has ${mostListeners} live connections. Close some of its tabs or scripts.`,
        );
      listeners.set(who, count + 1);
      let isIn = true;
      return () => {
        if (!isIn) return;
        isIn = false;
        const left = (listeners.get(who) ?? 1) - 1;
        if (left > 0) listeners.set(who, left);
        else listeners.delete(who);
      };
    },
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
