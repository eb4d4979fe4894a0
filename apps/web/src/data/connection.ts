import { useSyncExternalStore } from 'react';

const retryMs = [1000, 2000, 5000, 10_000];

/**
 * Whether the server is reachable. Requests that could not be sent wait here and are sent again
 * together.
 */
export class Connection {
  isLost = false;
  private failures = 0;
  private waiting: (() => void)[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly later: (run: () => void, ms: number) => void;

  constructor(later: (run: () => void, ms: number) => void) {
    this.later = later;
  }

  /** Resolves when it is time to try again. */
  async retry(): Promise<void> {
    if (this.waiting.length === 0) {
      this.later(this.tryNow, retryMs[Math.min(this.failures, retryMs.length - 1)] ?? 10_000);
      this.failures += 1;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waiting.push(resolve);
    this.setLost(true);
    return promise;
  }

  answered(): void {
    this.failures = 0;
    this.setLost(false);
    this.tryNow();
  }

  tryNow = (): void => {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resume of waiting) resume();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private setLost(isLost: boolean): void {
    if (this.isLost === isLost) return;
    this.isLost = isLost;
    for (const listener of this.listeners) listener();
  }
}

/** This tab's connection. */
export const connection = new Connection((run, ms) => void setTimeout(run, ms));

export function useIsCutOff(): boolean {
  return useSyncExternalStore(connection.subscribe, () => connection.isLost);
}
