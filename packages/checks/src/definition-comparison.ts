import { sampleColumns } from './compile.ts';
import type { Check, Definition, DefinitionComparison } from './definition.ts';
import { judge, numberText, shareText } from './judge.ts';
import { toSampleRow, type Outcome } from './outcome.ts';
import type { Source, SourceRow } from './source.ts';
import { toText } from './sql.ts';

/** Whether two values differ; null only equals null. */
function isDifferent({ dialect }: Source, a: string, b: string): string {
  return dialect === 'mysql' ? `not ((${a}) <=> (${b}))` : `(${a}) is distinct from (${b})`;
}

async function isCondition(source: Source, sql: string): Promise<boolean> {
  const { dialect, from } = source;
  if (dialect !== 'duckdb' && dialect !== 'postgres') return false;
  const type = dialect === 'duckdb' ? `typeof(${sql})` : `pg_typeof(${sql})`;
  const [row] = await source.query(`select ${toText(dialect, type)} as found from ${from} limit 1`);
  return row?.['found'] === 'BOOLEAN' || row?.['found'] === 'boolean';
}

const numberIn = (row: SourceRow, name: string) => Number(row[name] ?? 0);

/** A comment at its end stays inside. */
const wrapSql = ({ name, sql }: Definition) => ({ name, sql: `(\n${sql}\n)` });

/**
 * Compares two definitions of a measure over the same rows: how many rows differ, and for how many
 * of them each reason is true. Rows that no reason explains are counted on their own.
 */
export async function compareDefinitions(
  source: Source,
  check: Check & DefinitionComparison,
): Promise<Outcome> {
  const { reasons } = check;
  const first = wrapSql(check.first);
  const second = wrapSql(check.second);
  const differ = isDifferent(source, first.sql, second.sql);
  const areConditions = await isCondition(source, first.sql);
  const measure = (sql: string) =>
    areConditions ? `count(case when (${sql}) then 1 end)` : `sum(${sql})`;
  const count = (condition: string) => `count(case when ${condition} then 1 end)`;
  const why = reasons.map(({ condition }) => `(${condition})`);
  const unexplained = why.map((condition) => ` and ${condition} is not true`).join('');
  const columns = [
    'count(*) as total',
    `${count(differ)} as differing`,
    `${measure(first.sql)} as first_value`,
    `${measure(second.sql)} as second_value`,
    `${count(`${differ}${unexplained}`)} as unexplained`,
    ...why.map((condition, index) => `${count(`${differ} and ${condition}`)} as reason_${index}`),
  ];
  const [row = {}] = await source.query(`select ${columns.join(', ')} from ${source.from}`);
  const total = numberIn(row, 'total');
  const value = numberIn(row, 'differing');
  const show = (name: string) =>
    areConditions ? shareText(numberIn(row, name), total) : numberText(numberIn(row, name));
  const counts = [
    ...reasons.map(({ name }, index) => ({ name, rows: numberIn(row, `reason_${index}`) })),
    { name: 'unexplained', rows: numberIn(row, 'unexplained') },
  ].filter(({ rows }) => rows > 0);
  const because = counts.map(({ name, rows }) => `${numberText(rows)} ${name}`).join(', ');
  const says = `${first.name} gives ${show('first_value')}, ${second.name} gives ${show('second_value')}; they differ in ${shareText(value, total)}${because === '' ? '' : `: ${because}`}`;
  const { verdict, text } = judge(check, { value, total, unit: 'failures', says });
  const rows = check.sample.rows > 0 && value > 0 ? await readRows(source, check, differ) : [];
  return {
    verdict,
    text,
    value,
    total,
    parts: counts.map((part) => ({ name: part.name, verdict, text: shareText(part.rows, value) })),
    sample: rows,
  };
}

async function readRows(source: Source, check: Check, differ: string): Promise<SourceRow[]> {
  const columns = await source.columns();
  const shown = sampleColumns(source.dialect, columns, check.sample, null);
  const rows = await source.query(
    `select ${shown} from ${source.from} where ${differ} limit ${check.sample.rows}`,
  );
  return rows.map(toSampleRow);
}
