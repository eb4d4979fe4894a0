import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownGate } from './gate.ts';

const folder = 'packages/core/src/db/migrations';
const list = 'tools/released-migrations.json';

/**
 * Migrations are numbered without a gap, and a released one never changes: existing databases were
 * created with it. Before the first release a number can be reserved for one in progress.
 */
export const migrationsGate = ownGate('migrations', async (root) => {
  const present = readMigrations(root);
  const released = readReleased(root);
  const names = [...present.keys()];
  const findings = names.flatMap((name, index) => {
    const mayLeaveOut =
      released.size === 0 && name.slice(0, 4) > (names[index - 1] ?? '0000').slice(0, 4);
    const wanted = mayLeaveOut ? name.slice(0, 4) : String(index + 1).padStart(4, '0');
    return new RegExp(`^${wanted}-[a-z0-9-]+\\.sql$`).test(name)
      ? []
      : [`${folder}/${name}: the next migration is ${wanted}-name.sql`];
  });
  for (const [name, hash] of released) {
    if (!present.has(name))
      findings.push(`${folder}/${name} was released and is gone: put it back`);
    else if (present.get(name) !== hash)
      findings.push(
        `${folder}/${name} was released and has changed: put it back as it was and write a new migration`,
      );
  }
  return findings;
});

function readMigrations(root: string): Map<string, string> {
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).toSorted() : [];
  return new Map(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(root, folder, name)))
        .digest('hex'),
    ]),
  );
}

function readReleased(root: string): Map<string, string> {
  const path = join(root, list);
  const parsed: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  return new Map(Object.entries(parsed ?? {}).map(([name, hash]) => [name, String(hash)]));
}

// `node tools/gates/migrations.ts`: run after a release; from then on its migrations must not
// change.
if (import.meta.main) {
  const root = join(import.meta.dirname, '..', '..');
  writeFileSync(
    join(root, list),
    `${JSON.stringify(Object.fromEntries(readMigrations(root)), null, 2)}\n`,
  );
}
