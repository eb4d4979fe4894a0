import fc from 'fast-check';

/** Properties try the same cases in every run, so that a failure is one of the change at hand.
 * `npm run fuzz` gives another seed and more cases. */
const given = (name: string) => Number(process.env[name] ?? '') || undefined;
const runs = given('DEBRIEF_FUZZ_RUNS');

fc.configureGlobal({
  seed: given('DEBRIEF_FUZZ_SEED') ?? 20_221_206,
  ...(runs !== undefined && { numRuns: runs }),
});
