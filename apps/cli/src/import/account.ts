import type { Import, Rejection } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { facts, table } from '../output.ts';
import type { Sink } from '../sink.ts';
import { oneLine } from '../text.ts';
import type { Skipped } from './plan.ts';

const counts = ['read', 'stored', 'known', 'rejected', 'revised', 'vanished', 'marked'] as const;

export interface Account extends Record<(typeof counts)[number], number> {
  incident: string;
  /** The least good end of all. */
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
): Account {
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
    stored: sum('stored'),
    known: sum('known'),
    rejected: sum('rejected'),
    revised: sum('revised'),
    vanished: sum('vanished'),
    marked: sum('marked'),
    state,
    imports,
    skipped,
  };
}

export function printedAccount(
  account: Account,
  out: Pick<Sink, 'isTerminal' | 'columns'>,
): string {
  const [only] = account.imports;
  const heading =
    account.imports.length <= 1
      ? `${account.incident}${only ? `  ${oneLine(only.name)}` : ''}\n`
      : `${account.incident}\n${table(account.imports, importColumns, out)}`;
  const notes = [
    [account.revised, 'imported items are new revisions of existing ones'],
    [account.vanished, 'no longer at the source (not counted as read)'],
    [account.marked, 'imported items have a warning, such as mangled text'],
  ] as const;
  const said = notes
    .filter(([number]) => number > 0)
    .map(([number, words]) => `  ${numberText(number)} ${words}\n`);
  return `${heading}${facts(
    counts.slice(0, 4).map((name) => [name, numberText(account[name])] as const),
    'right',
  )}${said.join('')}`;
}

export function formatRejections(one: Import, first: readonly Rejection[]): string {
  const lines = first.map(
    (rejection) => `  ${oneLine(rejection.place)}: ${oneLine(rejection.reason)}\n`,
  );
  const more = one.rejected - first.length;
  return `\n${numberText(one.rejected)} rejected in ${oneLine(one.name)}${more > 0 ? ', starting with' : ''}:\n${lines.join('')}${more > 0 ? `  all of them: debrief imports rejections ${one.id}\n` : ''}`;
}

export const importColumns = [
  { name: 'file', of: (one: Import) => one.name },
  { name: 'format', of: (one: Import) => one.format },
  { name: 'state', of: (one: Import) => one.state },
  { name: 'read', of: (one: Import) => numberText(one.read), align: 'right' as const },
  { name: 'stored', of: (one: Import) => numberText(one.stored), align: 'right' as const },
  { name: 'known', of: (one: Import) => numberText(one.known), align: 'right' as const },
  { name: 'rejected', of: (one: Import) => numberText(one.rejected), align: 'right' as const },
];
