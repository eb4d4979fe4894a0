import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import { runChecks } from './check.ts';
import { ensureChromium } from './chromium.ts';
import { startPostgres, stopProcess } from './postgres.ts';
import { ensureDatabaseBuilt, ensureProgramBuilt, ensureWebBuilt, root } from './set-up.mjs';
import { findFlaky, readRun, countTotals, type Run, type Totals } from './test-report.ts';

/**
 * `npm test`: the gates, then the tests on an embedded database and on a real server, and at the
 * same time the browser journeys, which wait for pages half of their time. A browser on a busy
 * machine can miss a moment: a failed file of journeys runs once more on its own. Real faults fail
 * twice. With arguments (`npm test -- packages/core`): only the matching test files.
 */
const filters = process.argv.slice(2);
/** With more failed files than this, something is broken. */
const mostAgain = 4;
const folder = mkdtempSync(join(tmpdir(), 'debrief-run-'));
const running = new Set<ChildProcess>();
let isStopped = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    isStopped = true;
    for (const child of running) child.kill(signal);
  });
}

/** Several run at once, and each prints after those before it have ended. */
let lastShown: Promise<unknown> = Promise.resolve();
const mostKept = 64 * 1024 * 1024;

async function runVitest(name: string, args: string[], env: Record<string, string>): Promise<Run> {
  const report = join(folder, `${name}.json`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(
    process.execPath,
    [
      vitest,
      'run',
      ...args,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    },
  );
  running.add(child);
  const printed = new PassThrough({ highWaterMark: mostKept });
  for (const output of [child.stdout, child.stderr]) output.pipe(printed, { end: false });
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once('close', (code) => resolve(code ?? 1));
  lastShown = lastShown.then(() => (printed.pipe(process.stdout, { end: false }), promise));
  const code = await promise;
  running.delete(child);
  return readRun(report, code);
}

/** Journeys that failed once and passed on the second run. */
const flaky: string[] = [];

/** The journeys, and once more the files in which one failed. */
async function runJourneys(env: Record<string, string>): Promise<Totals> {
  const project = ['--project', 'journeys', '--passWithNoTests'];
  const first = await runVitest('journeys', [...project, ...filters], env);
  const again = first.files.filter((file) => file.failed > 0);
  // A failure outside tests belongs to no file and is final.
  if (again.length === 0 || again.length > mostAgain || first.isBroken || isStopped)
    return countTotals(first);
  const names = again.map((file) => relative(root, file.path));
  process.stdout.write(`\nAgain, from the start: ${names.join(', ')}\n`);
  const second = await runVitest(
    'journeys-again',
    [...project, '--maxWorkers', '1', ...names],
    env,
  );
  flaky.push(...findFlaky(again, second.files).map((one) => relative(root, one)));
  return countTotals({
    isBroken: second.isBroken,
    files: [...first.files.filter((file) => !again.includes(file)), ...second.files],
  });
}

async function runAll(): Promise<Totals[]> {
  const all: Totals[] = [];
  if (filters.length === 0) all.push({ skipped: 0, ...(await runChecks(root)) });
  if (isStopped) return all;
  // Tests start many processes; they run what `npm start` runs.
  ensureProgramBuilt();
  ensureDatabaseBuilt();
  const postgres = await startPostgres();
  process.stdout.write(`\nPostgreSQL ${postgres.version} at ${new URL(postgres.url).host}\n`);
  try {
    const env = { DEBRIEF_TEST_DATABASE_URL: postgres.url };
    const quick = ['--project', 'unit', '--project', 'storage'];
    const touchesJourneys =
      filters.length === 0 || filters.some((filter) => filter.startsWith('e2e'));
    const runs: Promise<Totals>[] = [];
    if (touchesJourneys) ensureWebBuilt();
    const chromium = touchesJourneys ? ensureChromium() : '';
    if (filters.length === 0 || filters.some((filter) => !filter.startsWith('e2e')))
      runs.push(
        runVitest('quick', [...quick, ...filters, '--passWithNoTests'], env).then(countTotals),
      );
    if (touchesJourneys) runs.push(runJourneys({ ...env, DEBRIEF_CHROMIUM: chromium }));
    all.push(...(await Promise.all(runs)));
  } finally {
    for (const child of running) await stopProcess(child, 'SIGTERM');
    await postgres.stop();
  }
  return all;
}

let all: Totals[];
try {
  all = await runAll();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  all = [{ passed: 0, failed: 1, skipped: 0 }];
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (flaky.length > 0)
  process.stdout.write(
    `\n${flaky.length} flaky (failed, then passed):\n${flaky.map((one) => `  ${one}\n`).join('')}`,
  );
const sum = (name: keyof Totals) => all.reduce((total, part) => total + part[name], 0);
process.stdout.write(
  `\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`,
);
process.exitCode = sum('failed') > 0 || isStopped ? 1 : 0;
