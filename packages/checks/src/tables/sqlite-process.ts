// The process that asks an SQLite database, which it opens to read only.
import { createHash } from 'node:crypto';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { Answer, Request } from '../messages.ts';
import type { SourceRow, SourceValue } from '../source.ts';

const { path } = JSON.parse(process.argv[2] ?? '{}') as { path: string };

process.on('disconnect', () => process.exit());

function open(): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  const patterns = new Map<string, RegExp>();
  database.function('matches_pattern', { deterministic: true }, (text, pattern) => {
    if (text === null) return null;
    const source = String(pattern);
    const known = patterns.get(source) ?? new RegExp(source, 'su');
    patterns.set(source, known);
    return known.test(String(text)) ? 1 : 0;
  });
  // The sum of 48 bits of each MD5, as the other databases calculate it; SQLite's own sum overflows.
  database.aggregate('sum_hashes', {
    deterministic: true,
    start: 0n,
    step: (sum: bigint, text) => {
      const digits = createHash('md5').update(String(text)).digest('hex').slice(0, 12);
      return sum + BigInt(`0x${digits}`);
    },
    result: String,
  });
  database.exec('begin');
  return database;
}

let database: DatabaseSync | undefined;

function answer(request: Request): Answer {
  if (request.kind !== 'query') return { kind: 'error', message: 'Unknown request.' };
  database ??= open();
  const statement = database.prepare(request.sql);
  statement.setReadBigInts(true);
  const rows: SourceRow[] = [];
  for (const row of statement.iterate()) {
    rows.push(
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toSourceValue(value)])),
    );
    if (rows.length > request.rows) break;
  }
  const peakBytes = process.resourceUsage().maxRSS * 1_024;
  return { kind: 'rows', rows, peakBytes };
}

function toSourceValue(value: SQLOutputValue): SourceValue {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

process.on('message', (request: Request) => {
  try {
    process.send?.(answer(request));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.send?.({ kind: 'error', message } satisfies Answer);
  }
});
