import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { type ReportPreview, DomainError } from '@debrief/contract';
import { toPreview } from './preview.ts';
import { readPostMortem, type PostMortem, type ReadPostMortem } from './read-post-mortem.ts';

/** Smaller reports are read faster than a thread starts. */
const small = 8_000;
/**
 * A single paragraph of several megabytes takes the Markdown parser minutes; no one waits for that.
 */
const longestMs = 90_000;

export interface ReaderInput {
  report: PostMortem;
  isWhole: boolean;
}
export interface ReaderOutput {
  preview: ReportPreview;
  /** Not set if only the preview was requested. */
  report: ReadPostMortem | null;
}

/**
 * Previews a report. A megabyte of Markdown takes seconds: a separate thread reads it, so that the
 * process can answer other requests.
 */
export async function previewInWorker(report: PostMortem): Promise<ReportPreview> {
  if (report.content.length <= small)
    return toPreview(report.name, readPostMortem(report, randomUUID));
  return (await inThread({ report, isWhole: false })).preview;
}

/** Like `previewInWorker`, with everything that was read. The ids of its sections are new. */
export async function readInWorker(
  report: PostMortem,
): Promise<{ preview: ReportPreview; report: ReadPostMortem }> {
  if (report.content.length <= small) {
    const read = readPostMortem(report, randomUUID);
    return { preview: toPreview(report.name, read), report: read };
  }
  const apart = await inThread({ report, isWhole: true });
  if (apart.report === null) throw new Error('The thread that reads a report left it out');
  return { preview: apart.preview, report: apart.report };
}

async function inThread(workerData: ReaderInput): Promise<ReaderOutput> {
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<ReaderOutput>();
  worker.once('message', (answer) => resolve(fromWorker(answer)));
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

/** The cast holds because read-worker.ts sends exactly this, once. */
function fromWorker(answer: unknown): ReaderOutput {
  return answer as ReaderOutput;
}
