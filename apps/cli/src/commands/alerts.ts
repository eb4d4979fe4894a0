import { glob, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { countText } from '@debrief/rules/numbers';
import type { TestCase, TestReport } from '@debrief/promql';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError, Exit } from '../errors.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';

export function addAlertCommands(program: CliCommand): void {
  const alerts = program.command('alerts').description('Check and test alert rules');
  alerts
    .command('check')
    .argument('<files...>', 'rule files of Prometheus')
    .description('Check that rule files can be read')
    .examples('debrief alerts check rules/*.yml')
    .act(checkFiles);
  alerts
    .command('test')
    .argument('<files...>', 'unit tests in the format of promtool')
    .description('Run unit tests of alert rules, as promtool 2.42 does')
    .option('--all', 'also list what passed')
    .examples('debrief alerts test tests/*.yml')
    .act(testFiles);
}

interface CheckedFile {
  file: string;
  verdict: 'read' | 'refused' | 'unsupported';
  groups: number;
  rules: number;
  why: string;
}

async function checkFiles(call: Call, files: string[]): Promise<void> {
  const { parseRuleFile, QueryError } = await import('@debrief/promql');
  const checked: CheckedFile[] = [];
  for (const file of files) {
    const text = await readText(file);
    try {
      const groups = parseRuleFile(file, text);
      const rules = groups.reduce((sum, one) => sum + one.rules.length, 0);
      checked.push({ file, verdict: 'read', groups: groups.length, rules, why: '' });
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      const verdict = error.kind === 'unsupported' ? 'unsupported' : 'refused';
      checked.push({ file, verdict, groups: 0, rules: 0, why: error.message });
    }
  }
  await call.list(
    checked,
    [
      { name: 'file', of: ({ file }) => file },
      { name: 'result', of: ({ verdict }) => verdict },
      { name: 'rules', of: ({ rules }) => String(rules) },
      { name: 'reason', of: ({ why }) => oneLine(why) },
    ],
    'No files.',
  );
  if (checked.some(({ verdict }) => verdict !== 'read')) throw new Exit(1);
}

interface FileCase extends TestCase {
  file: string;
}

const columns: readonly Column<FileCase>[] = [
  { name: 'file', of: ({ file }) => file },
  { name: 'result', of: ({ verdict }) => verdict },
  { name: 'test', of: ({ test }) => oneLine(test) },
  { name: 'expectation', of: ({ what }) => oneLine(what) },
  { name: 'reason', of: ({ why }) => oneLine(why) },
];

/** Exit code 1 if one fails, 3 if none fails and not all could be judged. */
async function testFiles(call: Call, files: string[], { all }: { all?: boolean }): Promise<void> {
  const { runUnitTests } = await import('@debrief/promql');
  const cases: FileCase[] = [];
  let worst: TestReport['verdict'] = 'passed';
  for (const file of files) {
    const text = await readText(file);
    const ruleFiles = await readRuleFiles(dirname(file), text);
    const report = runUnitTests(text, (pattern) => ruleFiles.get(pattern) ?? []);
    if (report.verdict === 'failed' || worst === 'passed') worst = report.verdict;
    if (report.problem !== null)
      cases.push({
        file,
        test: '',
        what: 'the file',
        verdict: report.verdict,
        why: report.problem,
      });
    for (const one of report.cases) cases.push({ file, ...one });
  }
  const count = (verdict: TestCase['verdict']) =>
    cases.filter((one) => one.verdict === verdict).length;
  await call.list(
    cases.filter(({ verdict }) => all === true || verdict !== 'passed'),
    columns,
    'All expectations are met.',
  );
  await call.note(
    `${countText(cases.length, 'expectation')}: ${count('passed')} passed, ${count('failed')} failed, ${count('unsupported')} not supported.`,
  );
  if (worst === 'failed') throw new Exit(1);
  if (worst === 'unsupported') throw new Exit(3);
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new CliError('bad-file', `Can't read ${file}.`);
  });
}

/** The rule files of a test, by the patterns that name them; relative to the test. */
async function readRuleFiles(
  folder: string,
  text: string,
): Promise<Map<string, { name: string; text: string }[]>> {
  const { listRuleFiles } = await import('@debrief/promql');
  const found = new Map<string, { name: string; text: string }[]>();
  for (const pattern of listRuleFiles(text)) {
    const files: { name: string; text: string }[] = [];
    const paths: string[] = [];
    for await (const path of glob(pattern, { cwd: folder })) paths.push(path);
    if (paths.length === 0 && !/[*?[]/.test(pattern))
      throw new CliError('bad-file', `Can't read ${join(folder, pattern)}.`);
    for (const path of paths.toSorted())
      files.push({
        name: relative('.', join(folder, path)),
        text: await readText(join(folder, path)),
      });
    found.set(pattern, files);
  }
  return found;
}
