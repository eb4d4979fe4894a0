import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { type ReportPreview, DomainError } from '@debrief/contract';
import { toPreview } from './preview.ts';
import { readPostMortem, type PostMortem, type ReadPostMortem } from './read-post-mortem.ts';
import { readReportText, type ReportText } from './report-text.ts';

/** Smaller reports are read faster than a thread starts. */
const small = 8_000;
/** The Markdown parser takes seconds for a line that opens a list or a quote thousands of times. */
const nested = /^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])){20}/m;
/**
 * A single paragraph of several megabytes takes the Markdown parser minutes; no one waits for that.
 * The parser takes quadratic time for many brackets, asterisks or levels of a list.
 */
const longestMs = 90_000;

/** What a thread returns: a preview, the sections and a preview, or running text. */
export interface ReaderOutput {
  preview: ReportPreview;
  sections: { preview: ReportPreview; report: ReadPostMortem };
  text: ReportText;
}
export interface ReaderInput {
  report: PostMortem;
  output: keyof ReaderOutput;
}

/**
 * Previews a report. A megabyte of Markdown takes seconds: a separate thread reads it, so that the
 * process can answer other requests.
 */
export async function previewInWorker(report: PostMortem): Promise<ReportPreview> {
  if (isQuick(report)) return toPreview(report.name, readPostMortem(report, randomUUID));
  return inThread({ report, output: 'preview' });
}

/** Like `previewInWorker`, with everything that was read. The ids of its sections are new. */
export async function readInWorker(report: PostMortem): Promise<ReaderOutput['sections']> {
  if (!isQuick(report)) return inThread({ report, output: 'sections' });
  const read = readPostMortem(report, randomUUID);
  return { preview: toPreview(report.name, read), report: read };
}

/** Like `readReportText`, in a thread if it can take long. Errors: `too-large` after 90 seconds. */
export async function readTextInWorker(report: PostMortem): Promise<ReportText> {
  return isQuick(report) ? readReportText(report) : inThread({ report, output: 'text' });
}

function isQuick({ content }: PostMortem): boolean {
  if (content.length > small) return false;
  return !nested.test(typeof content === 'string' ? content : Buffer.from(content).toString());
}

async function inThread<Output extends keyof ReaderOutput>(
  workerData: ReaderInput & { output: Output },
): Promise<ReaderOutput[Output]> {
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<ReaderOutput[Output]>();
  // The cast is right because read-worker.ts sends exactly the output that it was asked for, once.
  worker.once('message', (answer) => resolve(answer as ReaderOutput[Output]));
  worker.once('error', (error) => reject(isOutOfMemory(error) ? tooLong(workerData) : error));
  worker.once('exit', (code) =>
    reject(new Error(`The thread that reads a report ended with ${code}`)),
  );
  const timer = setTimeout(() => reject(tooLong(workerData)), longestMs);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooLong({ report }: ReaderInput): DomainError {
  return new DomainError(
    'too-large',
    `${report.name} takes too long to read. Split its longest paragraphs, or import its parts.`,
  );
}
