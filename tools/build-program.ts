// Bundles the command and the server into apps/cli/dist, so that an installed copy strips no types
// and loads few files.
import { rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { rolldown, type InputOptions, type Plugin } from 'rolldown';
import * as contract from '@debrief/contract';
import { z } from 'zod';
import { say } from './set-up.mjs';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'apps', 'cli');
const dist = process.argv[2] ?? join(cli, 'dist');
/** These load further files from their own folders. */
const unbundled = [
  '@duckdb/node-bindings',
  '@electric-sql/pglite',
  'pdfmake',
  'fontkit',
  'subset-font',
  'swagger-ui-dist',
];

function isOwn(id: string): boolean {
  return !id.includes('node_modules') && !id.startsWith('\0');
}

/**
 * Our modules find their files relative to the source tree. A module that a thread or
 * another process runs is also built.
 */
const keepPlaces: Plugin = {
  name: 'keep-places',
  transform(code, id) {
    if (!isOwn(id)) return null;
    const place = JSON.stringify(relative(dist, id).replaceAll('\\', '/'));
    return code.replaceAll(
      /new URL\('\.\/([\w-]+)\.ts', import\.meta\.url\)|import\.meta\.url/g,
      (_, started?: string) => {
        if (started === undefined) return `new URL(${place}, import.meta.url).href`;
        const fileName = `${started}.js`;
        this.emitFile({ type: 'chunk', id: join(dirname(id), `${started}.ts`), fileName });
        return `new URL('./${fileName}', import.meta.url)`;
      },
    );
  },
};

/** These take milliseconds to load, and most of what is imported from them are functions: they are loaded at the first call. */
const loadedLate = [
  'node:child_process',
  'node:fs/promises',
  'node:http',
  'node:stream/promises',
  'node:tty',
  'node:v8',
];

/** `import { … } from 'node:util'` reads every export of it, and that loads half of Node. This reads what is used. */
const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  renderChunk: (code) =>
    code.replaceAll(
      /^import ([\w$]+)?(?:, )?(?:\* as ([\w$]+)|\{([^}]*)\})? from "(node:[\w/]+)";$/gm,
      (_, main?: string, all?: string, names?: string, module?: string) =>
        [main, all]
          .filter((name) => name !== undefined)
          .map((name) => readWhole(name, String(module)))
          .concat((names ?? '').split(',').map((name) => readOne(name.trim(), String(module))))
          .join(' '),
    ),
};

function readWhole(own: string, module: string): string {
  const get = `process.getBuiltinModule("${module}")`;
  return loadedLate.includes(module)
    ? `const ${own} = new Proxy({}, { get: (_, key) => ${get}[key] });`
    : `const ${own} = ${get};`;
}

function readOne(imported: string, module: string): string {
  const [name = '', own = name] = imported.split(' as ');
  if (name === '') return '';
  const get = `process.getBuiltinModule("${module}").${name}`;
  const builtin = new Map<string, unknown>(Object.entries(process.getBuiltinModule(module) ?? {}));
  return loadedLate.includes(module) && typeof builtin.get(name) === 'function'
    ? `const ${own} = (...given) => ${get}(...given);`
    : `const ${own} = ${get};`;
}

/** The client needs no schemas of the routes, and making them takes longer than a call. */
const bareRoutes: Plugin = {
  name: 'bare-routes',
  load(id) {
    if (!id.endsWith('packages/client/src/route-table.ts')) return null;
    const table = JSON.stringify(contract.routes, (key, value: unknown) =>
      ['input', 'output', 'summary', 'scope'].includes(key) ? undefined : value,
    );
    return `export const routes = ${table};`;
  },
};

/**
 * Replaces `Severity.options` or `incidentSorts` in a command with the list itself: choices in a help text need no
 * schemas.
 */
const plainWords: Plugin = {
  name: 'plain-words',
  transform(code, id) {
    if (!id.startsWith(join(cli, 'src'))) return null;
    return code.replaceAll(/\b([A-Z]\w+)\.options\b|\b\w+Sorts(?=\))/g, (whole, name?: string) => {
      const words = new Map<string, unknown>(Object.entries(contract)).get(name ?? whole);
      if (name === undefined) return Array.isArray(words) ? JSON.stringify(words) : whole;
      return words instanceof z.ZodEnum ? JSON.stringify(words.options) : whole;
    });
  },
};

const options: InputOptions = {
  platform: 'node',
  external: unbundled.map((name) => new RegExp(`^${name}(/|$)`)),
  plugins: [keepPlaces, lazyBuiltins, bareRoutes, plainWords],
  treeshake: { manualPureFunctions: ['z'] },
  logLevel: 'warn',
};
const mainFile = join(cli, 'src', 'main.ts');

/** The modules that the start of a command needs. */
async function findStart(): Promise<Set<string>> {
  await using bundle = await rolldown({ ...options, input: mainFile });
  const { output } = await bundle.generate({ format: 'esm' });
  return new Set(
    output.flatMap((file) =>
      file.type === 'chunk' && file.facadeModuleId === mainFile ? file.moduleIds : [],
    ),
  );
}

const start = await findStart();
await rm(dist, { recursive: true, force: true });
const bundle = await rolldown({
  ...options,
  input: { main: mainFile, server: join(root, 'apps', 'server', 'src', 'index.ts') },
  preserveEntrySignatures: 'allow-extension',
});
const { output } = await bundle.write({
  dir: dist,
  format: 'esm',
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  // One file is loaded faster than several. Without this, what the server also uses has files of its own.
  codeSplitting: {
    includeDependenciesRecursively: false,
    groups: [{ name: 'start', test: (id) => start.has(id) }],
  },
});
await bundle.close();

const chunks = new Map(
  output.filter((file) => file.type === 'chunk').map((chunk) => [chunk.fileName, chunk]),
);

/** The chunks that a chunk imports, at once or at all, with itself. */
function findReached(fileName: string, how: 'at once' | 'at all', reached = new Set<string>()) {
  const chunk = chunks.get(fileName);
  if (!chunk || reached.has(fileName)) return reached;
  reached.add(fileName);
  const later = how === 'at all' ? chunk.dynamicImports : [];
  for (const name of [...chunk.imports, ...later]) findReached(name, how, reached);
  return reached;
}

/** The launcher compares this: a part whose sources have changed runs from its sources. */
async function describeInputs(modules: Iterable<string>): Promise<string> {
  const own = [...new Set(modules)].filter(isOwn);
  const files = [...own, join(root, 'package-lock.json')].map(async (path) => {
    const { mtimeMs, size } = await stat(path);
    return [relative(root, path).replaceAll('\\', '/'), Math.floor(mtimeMs), size];
  });
  return JSON.stringify(await Promise.all(files));
}

const ofMain = findReached('main.js', 'at all');
const modules = (isWanted: (fileName: string, id: string) => boolean) =>
  [...chunks.values()].flatMap(({ fileName, moduleIds }) =>
    moduleIds.filter((id) => isWanted(fileName, id)),
  );
const contractFolder = join(root, 'packages', 'contract');
// The main part contains words and routes of the contract as plain values, so their modules also count.
// Both parts start processes.
const mainInputs = modules(
  (file, id) => ofMain.has(file) || file.endsWith('-process.js') || id.startsWith(contractFolder),
);
await writeFile(join(dist, 'main.json'), await describeInputs(mainInputs));
await writeFile(
  join(dist, 'server.json'),
  await describeInputs(modules((file) => !ofMain.has(file))),
);

const atOnce = findReached('main.js', 'at once');
if (modules((file, id) => atOnce.has(file) && /node_modules.zod/.test(id)).length > 0)
  say(
    'Commands load schemas at their start, which doubles its cost. Import what needs one from apps/cli/src/schemas.ts, inside the function.',
  );
