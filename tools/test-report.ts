import { readFileSync } from 'node:fs';

/** Numbers of tests. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

export interface TestedFile extends Totals {
  /** Absolute. */
  path: string;
  /** Names of its failures, or why it could not be loaded. */
  failures: string[];
}

/** The result of a test run. */
export interface Run {
  files: TestedFile[];
  /** A failure outside every file: an unhandled rejection, a missing report. */
  isBroken: boolean;
}

/**
 * Reads the runner's JSON report. `code` is its exit code: a run that exits with 1 but names no
 * failure is broken.
 */
export function readRun(path: string, code: number): Run {
  try {
    const report: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const files = listIn(report, 'testResults').map(toTestedFile);
    return { files, isBroken: code !== 0 && files.every((file) => file.failed === 0) };
  } catch {
    return { files: [], isBroken: true };
  }
}

/** What failed first and passed when its file ran again, as `file › test`. */
export function findFlaky(first: readonly TestedFile[], second: readonly TestedFile[]): string[] {
  return first.flatMap(({ path, failures }) => {
    const again = second.find((file) => file.path === path);
    if (!again) return [];
    return failures
      .filter((name) => !again.failures.includes(name))
      .map((name) => `${path} › ${name}`);
  });
}

/** A broken run counts as one failure. */
export function countTotals({ files, isBroken }: Run): Totals {
  const sum = (name: keyof Totals) => files.reduce((total, file) => total + file[name], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed') + (isBroken ? 1 : 0),
    skipped: sum('skipped'),
  };
}

function toTestedFile(entry: unknown): TestedFile {
  const tests = listIn(entry, 'assertionResults').map((test) => ({
    status: textIn(test, 'status'),
    name: textIn(test, 'fullName'),
  }));
  const failures = tests.filter(({ status }) => status === 'failed').map(({ name }) => name);
  // A file that does not load, or whose setup fails, has failed without failing a test.
  if (failures.length === 0 && textIn(entry, 'status') === 'failed')
    failures.push(textIn(entry, 'message').split('\n')[0] ?? '');
  const passed = tests.filter(({ status }) => status === 'passed').length;
  return {
    path: textIn(entry, 'name'),
    failures,
    passed,
    failed: failures.length,
    skipped: tests.filter(({ status }) => !['passed', 'failed'].includes(status)).length,
  };
}

function fieldIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function listIn(value: unknown, name: string): unknown[] {
  const list = fieldIn(value, name);
  return Array.isArray(list) ? list : [];
}

function textIn(value: unknown, name: string): string {
  const text = fieldIn(value, name);
  return typeof text === 'string' ? text : '';
}
