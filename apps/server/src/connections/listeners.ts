/** The connections that this process listens to. */
export interface Listeners {
  /** Runs until the signal aborts. It must not throw. */
  start(listen: (stopping: AbortSignal) => Promise<void>): void;
  /** Ends all of them; what starts later ends at once. */
  stop(): Promise<void>;
}

export function createListeners(): Listeners {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  return {
    start(listen) {
      const done = listen(stopping.signal).finally(() => running.delete(done));
      running.add(done);
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
