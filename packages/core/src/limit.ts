import { DomainError } from '@debrief/contract';

/** Runs a few pieces of work at once, lets some wait, and refuses the rest. */
export interface Limit {
  /** Errors: `too-many` when as many wait as can. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** What `run` would refuse now is refused before other work is done for it. */
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
