import { DomainError } from '@debrief/contract';

/**
 * Runs calls together: while a batch runs, others wait and are the next one. A result that is an
 * error rejects only its own call. If a batch fails, each of its calls is tried by itself, so
 * that one does not fail the others.
 */
export function createBatches<Input, Result>(
  most: number,
  run: (inputs: readonly Input[]) => Promise<readonly (Result | DomainError)[]>,
): (input: Input) => Promise<Result> {
  let waiting: Call<Input, Result>[] = [];
  let isRunning = false;

  const settle = async (calls: readonly Call<Input, Result>[]): Promise<void> => {
    try {
      const results = await run(calls.map(({ input }) => input));
      for (const [index, call] of calls.entries()) {
        const result = results[index];
        if (result === undefined) call.reject(new Error('A batch has no result for a call'));
        else if (result instanceof DomainError) call.reject(result);
        else call.resolve(result);
      }
    } catch (error) {
      // Without a database, each would only wait for it again.
      const isOutage = error instanceof DomainError && outages.has(error.code);
      if (calls.length === 1 || isOutage) for (const call of calls) call.reject(error);
      else for (const call of calls) await settle([call]);
    }
  };
  const drain = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    while (waiting.length > 0) {
      const calls = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await settle(calls);
    }
    isRunning = false;
  };

  return async (input) => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    waiting.push({ input, resolve, reject });
    // Calls of the same turn of the event loop go together.
    if (!isRunning) setImmediate(() => void drain());
    return promise;
  };
}

const outages = new Set<string>(['unavailable', 'storage-full']);

interface Call<Input, Result> {
  input: Input;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}
