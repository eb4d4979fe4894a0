import { expect, test } from 'vitest';
import { findSqlProblem } from './guard-sql.ts';
import { readCheckFile } from './read-file.ts';

/** Every place of a file in which SQL is written. */
const places: Record<string, (sql: string) => string> = {
  filter: (sql) =>
    `target: { path: a.csv, filter: ${sql} }\ncheck: { type: rowCount, warn: { mustBe: 0 } }`,
  condition: (sql) => `target: { path: a.csv }\ncheck: { type: expression, condition: ${sql} }`,
  query: (sql) =>
    `target: { path: a.csv }\ncheck: { type: sql, query: ${sql}, halt: { mustBe: 0 } }`,
  partition: (sql) =>
    `target: { path: a.csv }\ncheck: { type: distribution, partition: ${sql}, halt: { mustBe: 0 } }`,
  definition: (sql) =>
    `target: { path: a.csv }\ncheck: { type: definitions, first: { sql: a }, second: { sql: ${sql} } }`,
  reason: (sql) =>
    `target: { path: a.csv }\ncheck: { type: definitions, first: { sql: a }, second: { sql: b }, reasons: [{ name: r, condition: ${sql} }] }`,
  stage: (sql) =>
    `target: { path: a.csv }\ncheck: { type: reconciliation, stages: [{ name: a, target: { path: a.csv }, partition: d }, { name: b, target: { path: b.csv }, partition: ${sql} }] }`,
  measure: (sql) =>
    `target: { path: a.csv }\ncheck: { type: reconciliation, stages: [{ name: a, target: { path: a.csv }, partition: d, measure: ${sql} }, { name: b, target: { path: b.csv }, partition: d }] }`,
};
const hostile = [
  'delete from orders',
  '1; drop table orders',
  '(with x as (delete from orders returning 1) select 1 from x)',
  '1) from orders where (1 = 1',
  "a = 'open",
  '1 /* open',
  "(select 1 into outfile '/tmp/x')",
  '(select 1 from orders for update)',
  '(select 1 from orders lock in share mode)',
  "x(copy orders to '/tmp/x')",
];

test.each(Object.keys(places))('SQL that writes is refused in %s, with its line', (place) => {
  for (const sql of hostile) {
    const body = places[place]?.(JSON.stringify(sql)) ?? '';
    const text = `apiVersion: debrief/v1\nkind: Safeguard\nmetadata: { id: s }\n${body}\n`;
    const { safeguards, problems } = readCheckFile('checks.yml', text);
    expect(safeguards).toEqual([]);
    expect(problems.map((problem) => problem.place.line)).toEqual([place === 'filter' ? 4 : 5]);
  }
});

test('words in texts, names and comments are no statements', () => {
  for (const sql of ["a = 'drop table'", '"update" > 1', '`delete` > 1', 'a > 1 -- insert\n'])
    expect(findSqlProblem(sql, 'expression')).toBeNull();
});

test('MySQL is read by its own rules, so that no text or comment hides code', () => {
  for (const sql of [
    "select '\\' ' into outfile '/tmp/x' # '",
    "select 1 # '\n into outfile '/tmp/x' # '",
    "select 1 --1 into outfile '/tmp/x'",
    "select 1 as $$ into outfile '/tmp/x' # $$",
    "select 1 /*! into outfile '/tmp/x' */",
    "select 1 /*M! into outfile '/tmp/x' */",
    'select /*+ max_execution_time(0) */ 1',
  ])
    expect(findSqlProblem(sql, 'query', 'mysql')).toMatch(/into is refused|has code for MySQL/);
  for (const sql of [
    "select 'it\\'s into' -- into\n",
    'select `into` # into',
    'select a - -1 /* b */',
  ])
    expect(findSqlProblem(sql, 'query', 'mysql')).toBeNull();
});
