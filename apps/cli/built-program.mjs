// What tools/build-program.ts built. Plain JavaScript, like the launcher that reads it.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = dirname(fileURLToPath(import.meta.url));
const root = join(cli, '..', '..', '/');
export const dist = join(cli, 'dist');

/** Whether this part of the program is bundled from the current sources. */
export function hasBuilt(part) {
  try {
    const inputs = JSON.parse(readFileSync(join(dist, `${part}.json`), 'utf8'));
    return inputs.every(([path, mtimeMs, size]) => {
      const found = statSync(root + path);
      return Math.floor(found.mtimeMs) === mtimeMs && found.size === size;
    });
  } catch {
    return false;
  }
}
