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
  at: string | undefined,
): EvidenceKind {
  if (all.some((column) => ['level', 'loglevel', 'logger'].includes(plain(column)))) return 'log';
  if (hasAuthor && hasText) return hasUntil ? 'utterance' : 'message';
  const measures = rows
    .flatMap((row) => [...listColumns(row)])
    .filter(([column, value]) => column !== at && value !== '' && value !== null);
  const isMeasured =
    !hasText &&
    measures.length > 0 &&
    measures.every(
      ([, value]) => typeof value !== 'boolean' && Number.isFinite(Number(toText(value) ?? 'NaN')),
    );
  return isMeasured ? 'metric' : 'log';
}
