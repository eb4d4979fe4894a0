import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { toPreview } from './preview.ts';
import { readPostMortem } from './read-post-mortem.ts';
import type { ReaderInput, ReaderOutput } from './read-in-worker.ts';

/** The cast holds because only read-in-worker.ts starts this thread, with exactly this data. */
const { report, isWhole } = workerData as ReaderInput;
const read = readPostMortem(report, randomUUID);
const preview = toPreview(report.name, read);
const answer: ReaderOutput = { preview, report: isWhole ? read : null };
parentPort?.postMessage(answer);
