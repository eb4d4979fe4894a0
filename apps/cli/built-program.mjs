// What tools/build-program.ts made. Plain JavaScript, as the launcher that reads it.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = dirname(fileURLToPath(import.meta.url));
const root = join(cli, '..', '..', '/');
export const dist = join(cli, 'dist');

/** Whether there is a bundle of this part of the program, made from the sources that are there now. */
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
