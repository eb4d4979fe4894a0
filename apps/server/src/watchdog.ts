import { Worker } from 'node:worker_threads';

const beatMs = 1_000;

/**
 * Ends the process if its main thread is silent for a minute: it then serves no requests and
 * handles no signals. Confirmed data is safe in the database, and a supervisor can restart the
 * process.
 */
export function startWatchdog(): { stop(): Promise<void> } {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('./watchdog-thread.ts', import.meta.url), {
    workerData: beats,
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  });
  worker.unref();
  const timer = setInterval(() => Atomics.add(beats, 0, 1), beatMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      await worker.terminate();
    },
  };
}
