// Plain JavaScript: this runs before anything is installed, on any Node from 20 on.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasBuilt } from '../apps/cli/built-program.mjs';
import { nodeMemory } from '../apps/cli/node-memory.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const isWindows = process.platform === 'win32';
export const pinned = join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');

/** Progress goes to stderr, so that stdout is only the product's. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Runs one step and prints how long it took; on a terminal also that it has started. */
export function step(doing, done, work) {
  if (process.stderr.isTTY) say(`${doing} …`);
  const start = performance.now();
  const result = work();
  say(`${done} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/** Prints what is wrong in one sentence and exits with code 1. */
export function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Makes node_modules match the lock file; does nothing if it already does. */
export function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20)
    giveUp(
      `Debrief needs Node 20 or later to install itself; this is Node ${process.versions.node}. Install a later one from https://nodejs.org and run this again.`,
    );
  if (!isInstalled()) {
    const result = step('Installing packages (a minute or two)', 'Ran npm ci', () =>
      npm(['ci', '--include=dev', '--no-audit', '--no-fund']),
    );
    if (result.status !== 0)
      giveUp(
        'npm ci did not finish: see what npm says above. The usual reasons are no network, or a folder that you cannot write to.',
      );
  }
  if (!existsSync(pinned)) fetchPinnedNode();
  refuseOtherNode();
}

/**
 * npm records what it put into node_modules. Comparing that with the lock file is exact: also after
 * `npm install` of one package, and after an interrupted installation, which leaves no record.
 */
function isInstalled() {
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const has = JSON.parse(readFileSync(note, 'utf8')).packages;
  const wants = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wants).every(([path, want]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    const got = has[path];
    if (!got) return Boolean(want.optional || want.devOptional || want.peer);
    return (
      got.version === want.version && got.resolved === (want.link ? want.resolved : got.resolved)
    );
  });
}

/** The `node` package downloads the binary in its install script, which some machines disable. */
function fetchPinnedNode() {
  const folder = join(root, 'node_modules', 'node');
  if (existsSync(folder)) {
    step('Downloading the pinned Node', 'Downloaded the pinned Node', () =>
      spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
  }
  if (!existsSync(pinned)) {
    giveUp(
      'The pinned Node could not be fetched: its install script did not run. Allow install scripts (npm config set ignore-scripts false), remove node_modules and run this again.',
    );
  }
}

/**
 * The lock file does not contain what that script downloads. npm checks it against the hash of the
 * registry and notes that hash; it must be the one in `pinned-node.json`.
 */
function refuseOtherNode() {
  const note = join(root, 'node_modules', 'node', 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return;
  const hashes = JSON.parse(readFileSync(join(root, 'tools', 'pinned-node.json'), 'utf8'));
  const other = findOtherNode(JSON.parse(readFileSync(note, 'utf8')).packages, hashes);
  if (other !== null) {
    rmSync(pinned, { force: true });
    giveUp(
      `The downloaded ${other} is not the one that Debrief was tested with, so it was removed. Check your npm registry, remove node_modules and run this again.`,
    );
  }
}

/** The installed package of the list whose hash is another one; null if there is none. */
export function findOtherNode(packages, hashes) {
  const names = Object.keys(hashes);
  return (
    names.find((name) => {
      const found = packages[`node_modules/${name}`];
      return found !== undefined && found.integrity !== hashes[name];
    }) ?? null
  );
}

/** Runs npm quietly: its output goes to stderr, so that stdout is only the product's. */
function npm(args) {
  const cli = process.env.npm_execpath;
  const stdio = ['ignore', process.stderr.isTTY ? 2 : 'pipe', process.stderr.isTTY ? 2 : 'pipe'];
  const result =
    cli && /\.c?js$/.test(cli)
      ? spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio })
      : spawnSync('npm', args, { cwd: root, stdio, shell: isWindows });
  if (result.error)
    giveUp(`npm could not be started (${result.error.message}). Install npm and run this again.`);
  if (result.status !== 0 && result.stderr)
    process.stderr.write(Buffer.concat([result.stdout, result.stderr]));
  return result;
}

/** Builds the web application if its sources have changed since the last build. */
export function ensureWebBuilt() {
  const web = join(root, 'apps', 'web');
  const packages = ['contract', 'rules', 'render', 'prose', 'client'];
  const pages = ['README.md', 'CHANGELOG.md', 'docs/formats.md', 'docs/bundle-format.md'];
  const sources = ['apps/web', ...packages.map((name) => `packages/${name}`), ...pages];
  sources.push('package.json', 'package-lock.json');
  ifChanged('web', sources, join(web, 'dist', 'index.html'), () => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    build('the web application', [vite, 'build', '--logLevel', 'warn'], web);
    build('the page for guests', [vite, 'build', '--mode', 'guest', '--logLevel', 'warn'], web);
  });
}

/** Makes the database that new data folders start with where its migrations have changed since the last time. */
export function ensureDatabaseBuilt() {
  const made = join(root, 'apps', 'server', 'dist', 'database', 'made-for');
  const sources = ['packages/core/src/db', 'apps/server/src/new-database.ts', 'package-lock.json'];
  ifChanged('database', sources, made, () =>
    build('the empty database', [join(root, 'tools', 'build-database.ts')]),
  );
}

/** Bundles the command and the server if their sources have changed since the last build. */
export function ensureProgramBuilt() {
  if (hasBuilt('main') && hasBuilt('server')) return;
  build('the server', [join(root, 'tools', 'build-program.ts')]);
}

/** Builds if the result is missing, or if its sources have changed since the last time. */
function ifChanged(name, sources, result, work) {
  const stamp = join(root, 'node_modules', '.cache', 'debrief', `${name}.stamp`);
  const hash = hashFiles(sources.map((path) => join(root, path)));
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

function build(what, args, cwd = root) {
  const env = { ...process.env, NODE_ENV: 'production' };
  const result = step(`Building ${what}`, `Built ${what}`, () =>
    spawnSync(pinned, args, { cwd, encoding: 'utf8', env }),
  );
  if (result.status !== 0)
    giveUp(`${result.stdout}${result.stderr}\nCould not build ${what}: see above.`);
}

/**
 * A hash of names and contents of all files below the paths, without build output and installed
 * packages.
 */
export function hashFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesBelow(path))
      hash
        .update(file.slice(root.length).replaceAll('\\', '/'))
        .update('\0')
        .update(readFileSync(file))
        .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
  return entries
    .filter(
      (entry) =>
        !['node_modules', 'dist'].includes(entry.name) && !/\.test\.tsx?$/.test(entry.name),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesBelow(join(path, entry.name))
        : entry.isFile()
          ? [join(path, entry.name)]
          : [],
    );
}

/**
 * Runs a program on the pinned Node in the foreground, then exits with its exit code. On a terminal
 * Ctrl+C reaches the program directly; elsewhere signals are forwarded.
 */
export function runPinned(args) {
  const child = spawn(pinned, args, { stdio: 'inherit', cwd: process.cwd(), env: pinnedEnv() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => giveUp(`The pinned Node could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}

/** Child processes of the program must also find the pinned Node first. */
function pinnedEnv() {
  const separator = isWindows ? ';' : ':';
  const path = [join(root, 'node_modules', '.bin'), dirname(pinned), process.env.PATH ?? ''].join(
    separator,
  );
  return { ...nodeMemory.env, ...process.env, PATH: path };
}
