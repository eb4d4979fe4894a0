import type { DataSafeguard, Level, Target } from '../definition.ts';
import {
  Draft,
  noRows,
  toId,
  type CheckDraft,
  type ImportedChecks,
  type ImportNote,
} from './draft.ts';
import { gxExpectations } from './gx-expectations.ts';
import type { GxCheck } from './gx-makers.ts';
import type { Item } from './item.ts';
import { findFormat, type ImportOptions } from './servers.ts';

/** Arguments that change what is judged, and are read for all expectations. */
const common = new Set([
  'mostly',
  'result_format',
  'catch_exceptions',
  'include_config',
  'meta',
  'severity',
  'batch_id',
]);

/** Reads a suite of Great Expectations. */
export function importGx(suite: Item, options: ImportOptions): ImportedChecks {
  const notes: ImportNote[] = [];
  const name = suite.get('name').text() || suite.get('expectation_suite_name').text() || 'suite';
  const target: Target =
    options.path === undefined
      ? {
          kind: 'table',
          dataset: name,
          connection: options.connection ?? 'warehouse',
          table: toId(name).replaceAll('-', '_'),
          filter: '',
        }
      : {
          kind: 'files',
          dataset: name,
          path: options.path,
          format: findFormat(options.path),
          filter: '',
        };
  const dialect = options.path === undefined ? 'postgres' : 'duckdb';
  // Checks with another filter are a safeguard of their own, as the rows are others.
  const drafts = new Map<string, Draft>();
  for (const expectation of suite.get('expectations').list()) {
    const made = makeChecks(expectation, dialect);
    const noting = new Draft(notes);
    if (typeof made === 'string') {
      noting.note(expectation, made);
      continue;
    }
    for (const { filter, ...check } of made) {
      const draft = drafts.get(filter) ?? new Draft(notes);
      drafts.set(filter, draft);
      draft.add(expectation, check);
    }
  }
  const safeguards: DataSafeguard[] = [...drafts].flatMap(([filter, draft], index) =>
    draft.finish(
      suite,
      { id: `${toId(name)}${index === 0 ? '' : `-${index + 1}`}`, name, owner: '' },
      { ...target, filter },
    ),
  );
  return { safeguards, notes };
}

/** The checks of an expectation, or why there are none. */
function makeChecks(
  expectation: Item,
  dialect: 'duckdb' | 'postgres',
): (CheckDraft & { filter: string })[] | string {
  const type = expectation.get('type').text() || expectation.get('expectation_type').text();
  const args = expectation.get('kwargs');
  const entry = gxExpectations[type];
  if (!entry) return `${type || 'An expectation without a type'} is not supported.`;
  const unknown = args
    .entries()
    .find(([name, { exists }]) => exists && !common.has(name) && !entry.args.includes(name));
  if (unknown) return `${type} with ${unknown[0]} is not supported.`;
  const made = entry.make(args, dialect);
  if (typeof made === 'string') return `${type}: ${made}`;
  const mostly = args.get('mostly');
  const share = mostly.exists ? mostly.number() : 1;
  if (share === null || share < 0 || share > 1 || typeof mostly.value === 'string')
    return `${type}: mostly is a number from 0 to 1.`;
  const severity = `${expectation.get('severity').text()} ${expectation.get('meta').get('severity').text()}`;
  return made.map((check) => toDraft(check, type, args, share, /warning|info/i.test(severity)));
}

function toDraft(
  { body, level, filter = '' }: GxCheck,
  type: string,
  args: Item,
  share: number,
  isWarning: boolean,
): CheckDraft & { filter: string } {
  const isShare = share < 1 && level === undefined;
  // 100 · (1 − 0.9) is 9.999999999999998, and a tenth of the rows must pass.
  const percent = Math.round((1 - share) * 100 * 1e9) / 1e9;
  const tolerance: Level = isShare ? { percent: { mustBeLessOrEqualTo: percent } } : noRows;
  const column = args.get('column').text();
  return {
    id: `${toId(type.replace(/^expect_(?:column_|table_)?/, ''))}${column === '' ? '' : `-${toId(column)}`}`,
    body,
    level: level ?? tolerance,
    isWarning,
    // GX passes an expectation of values without rows.
    minRows: 0,
    // Nulls are no part of the share.
    filter: isShare ? filter : '',
  };
}
