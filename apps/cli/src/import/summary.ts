import type { Import, Rejection } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { facts, table, type Column } from '../output.ts';
import type { Sink } from '../sink.ts';
import { oneLine } from '../text.ts';
import type { Skipped } from './plan.ts';

const counts = [
  'read',
  'imported',
  'duplicates',
  'rejected',
  'withheld',
  'revised',
  'vanished',
  'marked',
] as const;

export interface ImportSummary extends Record<(typeof counts)[number], number> {
  incident: string;
  /** The worst end state of all. */
  state: Import['state'];
  imports: Import[];
  skipped: Skipped[];
}

const fromBestToWorst: readonly Import['state'][] = [
  'done',
  'running',
  'cancelled',
  'interrupted',
  'failed',
];

export function summarizeImports(
  incident: string,
  imports: Import[],
  skipped: Skipped[],
  least: Import['state'] = 'done',
): ImportSummary {
  const sum = (name: (typeof counts)[number]) =>
    imports.reduce((total, one) => total + one[name], 0);
  const state = imports.reduce<Import['state']>(
    (worst, one) =>
      fromBestToWorst.indexOf(one.state) > fromBestToWorst.indexOf(worst) ? one.state : worst,
    least,
  );
  return {
    incident,
    read: sum('read'),
    imported: sum('imported'),
    duplicates: sum('duplicates'),
    rejected: sum('rejected'),
    withheld: sum('withheld'),
    revised: sum('revised'),
    vanished: sum('vanished'),
    marked: sum('marked'),
    state,
    imports,
    skipped,
  };
}

export function formatSummary(
  summary: ImportSummary,
  out: Pick<Sink, 'isTerminal' | 'columns'>,
): string {
  const [only] = summary.imports;
  const heading =
    summary.imports.length <= 1
      ? `${summary.incident}${only ? `  ${oneLine(only.name)}` : ''}\n`
      : `${summary.incident}\n${table(summary.imports, importColumns, out)}`;
  const notes = [
    [summary.withheld, 'records were removed from the evidence before and are not imported again'],
    [summary.revised, 'imported items are new revisions of existing ones'],
    [summary.vanished, 'no longer at the source (not counted as read)'],
    [summary.marked, 'imported items have a warning, such as mangled text'],
  ] as const;
  const said = notes
    .filter(([number]) => number > 0)
    .map(([number, words]) => `  ${numberText(number)} ${words}\n`);
  const toCheck = summary.imports.flatMap(({ name, state, problem }) =>
    state === 'done' && problem !== null ? [`  ${oneLine(name)}: ${oneLine(problem)}\n`] : [],
  );
  return `${heading}${facts(
    counts.slice(0, 4).map((name) => [name, numberText(summary[name])] as const),
    'right',
  )}${said.join('')}${toCheck.join('')}`;
}

export function formatRejections(one: Import, first: readonly Rejection[]): string {
  const lines = first.map(
    (rejection) => `  ${oneLine(rejection.place)}: ${oneLine(rejection.reason)}\n`,
  );
  const more = one.rejected - first.length;
  return `\n${numberText(one.rejected)} rejected in ${oneLine(one.name)}${more > 0 ? ', starting with' : ''}:\n${lines.join('')}${more > 0 ? `  all of them: debrief imports rejections ${one.id}\n` : ''}`;
}

export const importColumns: readonly Column<Import>[] = [
  { name: 'file', of: (one) => one.name },
  { name: 'format', of: (one) => one.format },
  { name: 'state', of: (one) => one.state },
  { name: 'read', of: (one) => one.read },
  { name: 'imported', of: (one) => one.imported },
  { name: 'duplicates', of: (one) => one.duplicates },
  { name: 'rejected', of: (one) => one.rejected },
];
