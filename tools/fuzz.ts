// `npm run fuzz -- [FILTER] [--runs 1000] [--rounds 3] [--seed N]`: every property, with random seeds and many more cases than `npm test`.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './set-up.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Cases for each property that does not set its own number; those are repeated by rounds. */
    runs: { type: 'string', default: '1000' },
    rounds: { type: 'string' },
    seed: { type: 'string' },
  },
});
const files = globSync('{packages,apps}/*/src/**/*.test.{ts,tsx}', { cwd: root })
  .filter((file) => positionals.every((word) => file.includes(word)))
  .filter((file) => readFileSync(join(root, file), 'utf8').includes("from 'fast-check'"));

function runRound(seed: number): boolean {
  process.stdout.write(`\nSeed ${seed}, ${values.runs} runs, ${files.length} files\n`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--project', 'unit', '--testTimeout', '600000'];
  const { status } = spawnSync(process.execPath, [...args, '--reporter=dot', ...files], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, DEBRIEF_FUZZ_SEED: String(seed), DEBRIEF_FUZZ_RUNS: values.runs },
  });
  if (status === 0) return true;
  const replay = [...positionals, '--seed', String(seed), '--runs', values.runs].join(' ');
  process.stdout.write(`\nReplay: npm run fuzz -- ${replay}\n`);
  return false;
}

if (files.length === 0) throw new Error('No test file with a property matches.');
const rounds = values.seed === undefined ? Number(values.rounds ?? '3') : 1;
for (let round = 0; round < rounds; round += 1) {
  const seed = values.seed === undefined ? randomInt(1, 2 ** 31) : Number(values.seed);
  if (!runRound(seed)) {
    process.exitCode = 1;
    break;
  }
}
