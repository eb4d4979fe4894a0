// What tools/build-program.ts built. Plain JavaScript, like the launcher that reads it.
// `import` would read every export of Node's module, and that loads a part of Node.
const { readFileSync, statSync } =
  process.getBuiltinModule?.('node:fs') ?? (await import('node:fs'));
const { fileURLToPath } = process.getBuiltinModule?.('node:url') ?? (await import('node:url'));

const cli = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
export const dist = `${cli}dist`;

/** Whether this part of the program is bundled from the current sources. */
export function hasBuilt(part) {
  try {
    const inputs = JSON.parse(readFileSync(`${dist}/${part}.json`, 'utf8'));
    return inputs.every(([path, mtimeMs, size]) => {
      const found = statSync(root + path);
      return Math.floor(found.mtimeMs) === mtimeMs && found.size === size;
    });
  } catch {
    return false;
  }
}
