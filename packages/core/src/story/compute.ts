import { Worker } from 'node:worker_threads';
import { DomainError } from '@debrief/contract';
import { createLimit } from '../limit.ts';
import { storyTasks, type StoryTask, type StoryTasks } from './compute-tasks.ts';

/** Shorter texts take less time than it takes to reach a thread. */
const shortText = 2_000;
const longestMs = 20_000;
const idleMs = 60_000;
const mostIdle = 2;

const limit = createLimit(
  mostIdle,
  20,
  'Too many stories are being checked right now. Try again in a minute.',
);
const idle = new Set<Worker>();

/**
 * Runs a task on a story: a long one in a thread, so that the process can answer other requests. In
 * a transaction it does not queue, because others wait for the transaction. Errors: `too-large`
 * after 20 seconds, `too-many`.
 */
export async function computeStory<Task extends StoryTask>(
  task: Task,
  input: StoryTasks[Task]['input'],
  { length, isUrgent = false }: { length: number; isUrgent?: boolean },
): Promise<StoryTasks[Task]['output']> {
  if (length <= shortText) return storyTasks[task](input);
  const work = () => runInThread(task, input);
  return isUrgent ? work() : limit.run(work);
}

async function runInThread<Task extends StoryTask>(
  task: Task,
  input: StoryTasks[Task]['input'],
): Promise<StoryTasks[Task]['output']> {
  const worker = takeWorker();
  const { promise, resolve, reject } = Promise.withResolvers<StoryTasks[Task]['output']>();
  const fail = (error: unknown) => reject(isOutOfMemory(error) ? tooLong() : error);
  const end = (code: number) => reject(new Error(`The thread for stories ended with ${code}`));
  /** The cast holds because compute-worker.ts answers with the output of the task. */
  const answer = (output: unknown) => resolve(output as StoryTasks[Task]['output']);
  worker.once('message', answer).once('error', fail).once('exit', end);
  const timer = setTimeout(() => reject(tooLong()), longestMs);
  worker.ref();
  worker.postMessage({ task, input });
  try {
    const output = await promise;
    worker.off('message', answer).off('error', fail).off('exit', end);
    keep(worker);
    return output;
  } catch (error) {
    void worker.terminate();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function takeWorker(): Worker {
  const [worker] = idle;
  if (!worker)
    return new Worker(new URL('./compute-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
  idle.delete(worker);
  return worker;
}

/** Keeps the worker for a minute: it has loaded the grammar. It does not keep the process. */
function keep(worker: Worker): void {
  if (idle.size >= mostIdle) return void worker.terminate();
  idle.add(worker);
  worker.unref();
  setTimeout(() => {
    if (idle.delete(worker)) void worker.terminate();
  }, idleMs).unref();
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooLong(): DomainError {
  return new DomainError(
    'too-large',
    'This text takes too long to read. Shorten its longest sentences, or paste it in parts.',
  );
}
