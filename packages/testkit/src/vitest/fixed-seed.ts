import fc from 'fast-check';

/**
 * Properties use the same cases in every run, so that a failure is caused by the change at hand.
 * `npm run fuzz` uses another seed and more cases.
 */
const readNumber = (name: string) => Number(process.env[name] ?? '') || undefined;
const runs = readNumber('DEBRIEF_FUZZ_RUNS');

fc.configureGlobal({
  seed: readNumber('DEBRIEF_FUZZ_SEED') ?? 20_221_206,
  ...(runs !== undefined && { numRuns: runs }),
});
