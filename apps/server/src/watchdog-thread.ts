import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const lookMs = 5_000;
const mostSilentLooks = 12;

/** The cast holds because only watchdog.ts starts this thread, with exactly this data. */
const beats = workerData as Int32Array;
let last = -1;
let silentLooks = 0;
// Counts checks, not clock time: after the machine sleeps, both threads continue together.
setInterval(() => {
  const now = Atomics.load(beats, 0);
  silentLooks = now === last ? silentLooks + 1 : 0;
  last = now;
  if (silentLooks < mostSilentLooks) return;
  writeSync(
    2,
    'Debrief was stuck for a minute and has ended. Check that its disk is not full, then start it again.\n',
  );
  process.kill(process.pid, 'SIGKILL');
}, lookMs);
