import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { toPreview } from './preview.ts';
import { readPostMortem } from './read-post-mortem.ts';
import { readReportText } from './report-text.ts';
import type { ReaderInput, ReaderOutput } from './read-in-worker.ts';

/** The cast holds because only read-in-worker.ts starts this thread, with exactly this data. */
const { report, output } = workerData as ReaderInput;
parentPort?.postMessage(read());

function read(): ReaderOutput[keyof ReaderOutput] {
  if (output === 'text') return readReportText(report);
  const sections = readPostMortem(report, randomUUID);
  const preview = toPreview(report.name, sections);
  return output === 'preview' ? preview : { preview, report: sections };
}
