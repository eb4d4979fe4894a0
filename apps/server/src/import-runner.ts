import type { Begun } from '@debrief/core/evidence';
import type { Log } from '@debrief/core/context';

/** The imports that run in this process, beside the requests. */
export interface ImportRunner {
  /** Runs it to its end, then does `after`, whatever the end. */
  start(begun: Begun, after: () => Promise<void>): void;
  /** Stops all at their next batch and waits for them. */
  stop(): Promise<void>;
}

export function createImportRunner(log: Log): ImportRunner {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  return {
    start(begun, after) {
      const work = begun
        .run(stopping.signal)
        .then((ended) =>
          log.info(
            {
              import: ended.id,
              state: ended.state,
              read: ended.read,
              stored: ended.stored,
              known: ended.known,
              rejected: ended.rejected,
            },
            'import ended',
          ),
        )
        .catch((error: unknown) =>
          log.error({ err: error, import: begun.import.id }, 'could not end an import'),
        )
        .then(after)
        .catch((error: unknown) => log.warn({ err: error }, 'could not delete an upload'))
        .finally(() => running.delete(work));
      running.add(work);
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
