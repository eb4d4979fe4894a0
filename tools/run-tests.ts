import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './check.ts';
import { ensureChromium } from './chromium.ts';
import { startPostgres, stopProcess } from './postgres.ts';
import { root } from './set-up.mjs';

/**
 * `npm test`: the gates, then the tests on an embedded database and on a real server, then the browser journeys.
 * With arguments (`npm test -- packages/core`): the matching test files alone.
 */
interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

const filters = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'debrief-run-'));
let running: ChildProcess | null = null;
let isStopped = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    isStopped = true;
    running?.kill(signal);
  });
}

async function runVitest(args: string[], env: Record<string, string>): Promise<Totals> {
  const report = join(folder, `${args.join('-').replaceAll(/\W+/g, '-')}.json`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  running = child;
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once('exit', (code) => resolve(code ?? 1));
  const code = await promise;
  running = null;
  const totals = readReport(report);
  // An unhandled rejection or a file that does not load fails the run without failing a test.
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

function readReport(path: string): Totals {
  try {
    const report: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const count = (name: string) => (typeof report === 'object' && report !== null && name in report ? Number(Reflect.get(report, name)) : 0);
    return { passed: count('numPassedTests'), failed: count('numFailedTests'), skipped: count('numPendingTests') + count('numTodoTests') };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function runAll(): Promise<Totals[]> {
  const all: Totals[] = [];
  if (filters.length === 0) all.push({ skipped: 0, ...(await runChecks(root)) });
  if (isStopped) return all;
  const postgres = await startPostgres();
  process.stdout.write(`\nPostgreSQL ${postgres.version} at ${new URL(postgres.url).host}\n`);
  try {
    const env = { DEBRIEF_TEST_DATABASE_URL: postgres.url };
    const quick = ['--project', 'unit', '--project', 'storage'];
    const touchesJourneys = filters.length === 0 || filters.some((filter) => filter.startsWith('e2e'));
    if (filters.length === 0 || filters.some((filter) => !filter.startsWith('e2e')))
      all.push(await runVitest([...quick, ...filters, '--passWithNoTests'], env));
    if (touchesJourneys && !isStopped) {
      const chromium = ensureChromium();
      all.push(await runVitest(['--project', 'journeys', ...filters, '--passWithNoTests'], { ...env, DEBRIEF_CHROMIUM: chromium }));
    }
  } finally {
    if (running) await stopProcess(running, 'SIGTERM');
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
const sum = (name: keyof Totals) => all.reduce((total, part) => total + part[name], 0);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`);
process.exitCode = sum('failed') > 0 || isStopped ? 1 : 0;
