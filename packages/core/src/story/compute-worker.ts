import { parentPort } from 'node:worker_threads';
import { storyTasks, type StoryTask, type StoryTasks } from './compute-tasks.ts';

/** The casts hold because only compute.ts sends messages: a task with its own input. */
async function run(message: unknown): Promise<unknown> {
  const { task, input } = message as { task: StoryTask; input: StoryTasks[StoryTask]['input'] };
  const work = storyTasks[task] as (given: typeof input) => unknown;
  return work(input);
}

parentPort?.on('message', (message: unknown) => {
  void run(message).then(
    (output) => parentPort?.postMessage(output),
    (error: unknown) => {
      throw error;
    },
  );
});
