import type { EvidenceKind } from '@debrief/contract';
import { type JsonObject, listColumns, toText } from '../row.ts';
import { lastPart, plain } from './column-names.ts';

export function guessKind(all: string[]): EvidenceKind | null {
  const has = (...list: string[]): boolean =>
    list.some((name) => all.some((column) => lastPart(column) === plain(name)));
  if (
    has('alertname', 'alert_name') ||
    (has('severity', 'priority') && has('status', 'state') && !has('author', 'user', 'level'))
  )
    return 'alert';
  if (
    has(
      'version',
      'deploy',
      'deployment',
      'commit',
      'sha',
      'release',
      'deployed_at',
      'deploy_id',
    ) &&
    !has('level', 'log_level', 'loglevel')
  )
    return 'change';
  return null;
}

export function guessedKind(
  hasUntil: boolean,
  hasAuthor: boolean,
  hasText: boolean,
  all: string[],
  rows: JsonObject[],
  /** The columns of the time and of the key. */
  notMeasured: readonly (string | undefined)[],
): EvidenceKind {
  if (all.some((column) => ['level', 'loglevel', 'logger'].includes(plain(column)))) return 'log';
  if (hasAuthor && hasText) return hasUntil ? 'utterance' : 'message';
  const measures = rows
    .flatMap((row) => [...listColumns(row)])
    .filter(
      ([column, value]) =>
        !notMeasured.includes(column) && !isGap(toText(value) ?? '') && !isLabel(column),
    );
  const isMeasured =
    !hasText &&
    measures.length > 0 &&
    measures.every(
      ([, value]) => typeof value !== 'boolean' && Number.isFinite(Number(toText(value) ?? 'NaN')),
    );
  return isMeasured ? 'metric' : 'log';
}

const labels = new Set(
  'component service microservice app application job container workload deployment pod instance host node metric statistic stat unit region zone environment env cluster namespace'.split(
    ' ',
  ),
);

/** A column that says what a measurement is of. */
export const isLabel = (column: string): boolean => labels.has(plain(column));

/** How tools write that there is no value. */
export const isGap = (text: string): boolean =>
  /^\s*(?:|-|nan|null|none|n\/a|na|[+-]?inf(?:inity)?)\s*$/i.test(text);
