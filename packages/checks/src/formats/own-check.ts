import { stringify } from 'yaml';
import type { Check } from '../definition.ts';
import { readCheckFile } from '../read-file.ts';
import type { Item } from './item.ts';

/** A check in our own words inside another format. Null if it cannot be read. */
export function readOwnCheck(item: Item): Check | null {
  const written: unknown =
    typeof item.value === 'string' ? item.text() : stringify(item.value ?? null);
  const text = [
    'apiVersion: debrief/v1',
    'kind: Safeguard',
    'metadata: {id: imported}',
    'target: {path: imported.csv}',
    'check:',
    ...String(written)
      .split('\n')
      .map((line) => `  ${line}`),
  ];
  const { safeguards, problems } = readCheckFile(item.place.file, text.join('\n'));
  const [check] = safeguards[0]?.checks ?? [];
  return check && problems.length === 0 ? { ...check, place: item.place } : null;
}
