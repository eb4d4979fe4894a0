import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Locked {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}
interface Lock {
  packages: Record<string, Locked>;
}

/**
 * Optional packages of other systems that the lock file names without locking them. npm omits them
 * if its registry lacks them, and `npm ci` then rejects the lock file.
 */
export function missingFromLock(lock: Lock): Map<string, Locked> {
  const missing = new Map<string, Locked>();
  const locked = new Set(
    Object.keys(lock.packages).map((path) =>
      path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    ),
  );
  for (const parent of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      if (locked.has(name)) continue;
      missing.set(`node_modules/${name}`, {
        version,
        ...(parent.dev ? { dev: true } : {}),
        optional: true,
        ...parsePlatform(name),
      });
    }
  }
  return missing;
}

/**
 * Native packages have their system in their name: `…-linux-x64-musl`, `…/darwin-arm64`,
 * `…-wasm32-wasi`.
 */
function parsePlatform(name: string): Pick<Locked, 'os' | 'cpu' | 'libc'> {
  const match = /(android|darwin|freebsd|linux|openharmony|win32|wasm32)-(\w+)(?:-(\w+))?$/.exec(
    name,
  );
  if (!match) return {};
  const [, os = '', cpu = '', abi = ''] = match;
  if (os === 'wasm32') return { cpu: ['wasm32'] };
  const libc = abi.startsWith('musl') ? ['musl'] : abi.startsWith('gnu') ? ['glibc'] : null;
  return { os: [os], cpu: [cpu], ...(os === 'linux' && libc ? { libc } : {}) };
}

/** The cast holds because npm wrote the file. */
export function readLock(path: string): Lock {
  return JSON.parse(readFileSync(path, 'utf8')) as Lock;
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '..', 'package-lock.json');
  const lock = readLock(path);
  const missing = missingFromLock(lock);
  const packages = Object.fromEntries(
    [...Object.entries(lock.packages), ...missing].toSorted(([a], [b]) => a.localeCompare(b, 'en')),
  );
  writeFileSync(path, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
  process.stdout.write(
    `${missing.size} optional packages of other systems added to package-lock.json\n`,
  );
}
