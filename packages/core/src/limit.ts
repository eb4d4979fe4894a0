import { DomainError } from '@debrief/contract';

/** Runs a few tasks at a time, queues some, and rejects the rest. */
export interface Limit {
  /** Errors: `too-many` if the queue is full. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Throws if `run` would reject now, before other work is done. */
  refuseIfFull(): void;
}

export function createLimit(atOnce: number, mostWaiting: number, message: string): Limit {
  let running = 0;
  const waiting: (() => void)[] = [];
  const refuseIfFull = () => {
    if (running >= atOnce && waiting.length >= mostWaiting)
      throw new DomainError('too-many', message);
  };
  return {
    refuseIfFull,
    async run(work) {
      refuseIfFull();
      if (running < atOnce) running += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
