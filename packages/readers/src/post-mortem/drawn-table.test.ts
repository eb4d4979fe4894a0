import { expect, test } from 'vitest';
import { findDrawnTable } from './drawn-table.ts';
import { readInWorker } from './index.ts';

async function readRows(name: string, table: string): Promise<string[]> {
  const text = `Orders database full\n====================\n\n:Date: 2024-03-13\n\nTimeline\n--------\n\n${table}\n`;
  const { report } = await readInWorker({ name, content: Buffer.from(text) });
  expect(report.words.lost).toEqual([]);
  return report.rows.map((row) => `${row.at?.slice(11, 16)} ${row.text.replaceAll('\n', ' ')}`);
}

const expected = ['14:02 primary refuses writes', '14:05 alert fires, twice'];

test.each([
  [
    'a list table',
    `.. list-table:: What happened
   :header-rows: 1
   :widths: 20 80

   * - Time (UTC)
     - Event
   * - 14:02
     - primary refuses writes
   * - 14:05
     - alert fires,
       twice
`,
  ],
  [
    'a CSV table',
    `.. csv-table::
   :header: "Time", "Event"

   "14:02", "primary refuses writes"
   14:05, "alert fires, twice"
`,
  ],
  [
    'a grid',
    `+-------+------------------------+
| Time  | Event                  |
+=======+========================+
| 14:02 | primary refuses writes |
+-------+------------------------+
| 14:05 | alert fires,           |
|       | twice                  |
+-------+------------------------+
`,
  ],
  [
    'a table of MySQL',
    `+-------+------------------------+
| Time  | Event                  |
+-------+------------------------+
| 14:02 | primary refuses writes |
| 14:05 | alert fires, twice     |
+-------+------------------------+
`,
  ],
  [
    'columns',
    `=====  ======================
Time   Event
=====  ======================
14:02  primary refuses writes
14:05  alert fires,
       twice
=====  ======================
`,
  ],
])('%s has a row for each of its rows', async (_, table) => {
  expect(await readRows('report.rst', table)).toEqual(expected);
  expect(await readRows('report.txt', table)).toEqual(expected);
});

test('words across a gap show that runs of signs are no columns', () => {
  const lines = ['=====  =====', '14:02 primary refuses writes', '=====  ====='];
  expect(
    findDrawnTable(
      lines.map((text) => ({ text, from: 0 })),
      0,
    ),
  ).toBeNull();
});
