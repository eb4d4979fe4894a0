import { expect, test } from 'vitest';
import { readCheckFile } from './read-file.ts';

const head = `apiVersion: debrief/v1
kind: Safeguard
metadata: { id: orders, owner: team-checkout, incident: INC-2 }
target: { path: lake/orders/*.parquet, dataset: silver.orders }
`;
const read = (text: string) => readCheckFile('orders.yml', text);
const messages = (text: string) =>
  read(text).problems.map(({ place, message }) => `${place.line}:${place.column} ${message}`);

test('a file has several documents, each with one check or a list', () => {
  const { safeguards, problems } = read(`${head}check:
  type: nullValues
  property: user_id
  unit: percent
  minRows: 1000
  warn: { mustBeLessOrEqualTo: 1 }
  halt: { mustBeLessOrEqualTo: 5, rows: { mustBeLessThan: 9 } }
  sample: { rows: 20, columns: [order_id, user_id], mask: [user_id] }
---
${head.replace('id: orders', 'id: fresh')}checks:
  - { type: freshness, property: created_at, unit: hours, halt: { mustBeLessThan: 2 } }
  - { type: duplicateValues, property: order_id }
`);
  expect(problems).toEqual([]);
  expect(safeguards).toMatchObject([
    {
      id: 'orders',
      incident: 'INC-2',
      target: { kind: 'files', format: 'parquet', dataset: 'silver.orders' },
      checks: [
        {
          id: 'nullValues-user_id',
          minRows: 1000,
          warn: { percent: { mustBeLessOrEqualTo: 1 } },
          halt: { percent: { mustBeLessOrEqualTo: 5 }, rows: { mustBeLessThan: 9 } },
          sample: { rows: 20, mask: ['user_id'] },
        },
      ],
    },
    {
      id: 'fresh',
      checks: [
        { type: 'freshness', halt: { value: { mustBeLessThan: 7_200 } } },
        { type: 'duplicateValues', properties: ['order_id'], halt: { rows: { mustBe: 0 } } },
      ],
    },
  ]);
});

test('all problems are said at once, with their place and the nearest word', () => {
  expect(
    messages(`${head}owner: me
checks:
  - { type: nullValue, property: a }
  - { type: nullValues, proprety: a }
  - { type: aggregate, property: a, measure: summ, halt: { mustBe: 1 } }
  - { type: rowCount }
  - { type: expression, condition: 'a > 1) or (b > 2' }
  - { type: sql, query: 'delete from orders', halt: { mustBe: 0 } }
  - { type: invalidValues, property: a, valid: { minimum: low }, halt: { mustBeBetween: [5, 1] } }
`),
  ).toEqual([
    expect.stringMatching(/^7:\d+ type is one of .*\. Did you mean nullValues\?$/),
    expect.stringMatching(/^8:\d+ property is missing/),
    expect.stringMatching(/^8:\d+ Unknown field proprety\. Did you mean property\?$/),
    expect.stringMatching(/^9:\d+ measure is one of .* Did you mean sum\?$/),
    expect.stringMatching(/^10:\d+ Set what the number must be/),
    expect.stringMatching(/^11:\d+ A parenthesis is closed that was not opened/),
    expect.stringMatching(/^12:\d+ Checks only read: delete is refused/),
    expect.stringMatching(/^13:\d+ Write a number here/),
    expect.stringMatching(/^13:\d+ Set what is valid/),
    expect.stringMatching(/^13:\d+ mustBeBetween is a list of two numbers/),
    expect.stringMatching(/^13:\d+ Give a bound/),
    expect.stringMatching(/^5:1 Unknown field owner/),
  ]);
});

test('a file with a problem gives no checks of that document, and two ids cannot be the same', () => {
  const bad = read(`${head}checks: [{ type: rowCount, halt: { mustBe: 1 } }, { type: nope }]\n`);
  expect(bad.safeguards).toEqual([]);
  const twice = `${head}checks: [{ type: duplicateValues, properties: [a, b] }, { type: duplicateValues, properties: [a, b] }]\n`;
  expect(messages(twice)).toEqual([
    expect.stringContaining('Another check has the id duplicateValues-a-b'),
  ]);
  expect(
    messages(
      `${head}check: { type: rowCount, halt: { mustBe: 1 } }\n---\n${head}check: { type: rowCount, halt: { mustBe: 1 } }\n`,
    ),
  ).toEqual([expect.stringContaining('Another safeguard has the id orders')]);
});

test('YAML bombs are refused quickly', () => {
  const aliases = Array.from({ length: 9 }, (_, level) =>
    level === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
      : `a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`,
  );
  const bomb = `${aliases.join('\n')}\napiVersion: debrief/v1\nkind: Safeguard\nmetadata: { id: a }\ntarget: { path: a.csv }\nchecks: *a8\n`;
  expect(messages(bomb).length).toBeGreaterThan(0);
  for (const text of [
    '['.repeat(400_000),
    '{a: '.repeat(100_000),
    `${'- '.repeat(100_000)}x`,
    Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    'x'.repeat(1_000_001),
    'a: &a [*a]\n',
    '',
    'a: "unclosed',
    // Quadratic in a parser that compares each key with all others.
    Array.from({ length: 100_000 }, (_, index) => `k${index}: 1\n`).join(''),
    '---\na: 1\n'.repeat(100_000),
    '---\n'.repeat(240_000),
    'apiVersion: debrief/v1\nkind: Safeguard\nkind: Safeguard\n',
    '\u0000',
  ])
    expect(messages(text).length).toBeGreaterThan(0);
});
