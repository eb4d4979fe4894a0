import { Worker } from 'node:worker_threads';

const beatMs = 1_000;

/**
 * Ends the process when its main thread is silent for a minute: nobody is answered then, and no signal is heard.
 * What was confirmed is safe in the database, and whatever started the process can start it again.
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
