import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCheckFile } from '../read-file.ts';
import { exportOdcs } from './export-odcs.ts';
import { importChecks } from './import-checks.ts';
import { writeCheckFile } from './write-checks.ts';

const data = fileURLToPath(new URL('../../../../../shared/data/data-contracts/', import.meta.url));
const hasData = existsSync(data);
if (!hasData) process.stderr.write(`The samples of data contracts are skipped: no ${data}.\n`);

/** The checks without their places, which change when they are written to another file. */
const bare = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, item: unknown) => (name === 'place' ? undefined : item)));

const importFile = (path: string) => importChecks(basename(path), readFileSync(path, 'utf8'));

/** What is imported can be written, and read again as the same. */
function expectRoundTrip(safeguards: ReturnType<typeof importChecks>['safeguards'], path: string) {
  const written = writeCheckFile(safeguards);
  const read =
    safeguards.length === 0 ? { problems: [], safeguards } : readCheckFile(path, written);
  expect(read.problems, path).toEqual([]);
  expect(bare(read.safeguards), path).toEqual(bare(safeguards));
}

describe.skipIf(!hasData)('samples of other tools', () => {
  test('all examples of ODCS are imported, and what is exported is valid ODCS', () => {
    const paths = globSync(`${data}odcs/examples/**/*.yaml`).toSorted();
    expect(paths).toHaveLength(18);
    let count = 0;
    for (const path of paths) {
      const { safeguards, notes } = importFile(path);
      count += safeguards.flatMap(({ checks }) => checks).length;
      expect(notes.every(({ place }) => place.line > 0)).toBe(true);
      expectRoundTrip(safeguards, path);
      if (safeguards.length === 0) continue;
      const contract = exportOdcs(safeguards, { id: 'again', version: '1.0.0' });
      expect(importChecks('export.yaml', contract).notes, path).toEqual([]);
    }
    expect(count).toBeGreaterThan(100);
  });

  test('contracts of datacontract-cli are imported, and the invalid ones are refused with their lines', () => {
    const refused = new Map<string, string>();
    let imported = 0;
    for (const path of globSync(`${data}datacontract-cli/**/*.yaml`).toSorted()) {
      try {
        const { safeguards } = importFile(path);
        expectRoundTrip(safeguards, path);
        imported += 1;
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'CheckError') throw error;
        refused.set(path.slice(data.length + 'datacontract-cli/'.length), error.message);
      }
    }
    expect(Object.fromEntries(refused)).toEqual({});
    expect(imported).toBeGreaterThan(50);
  });
});
