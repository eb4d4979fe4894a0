import { routes, type Route } from '@debrief/contract';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/**
 * zod adds its JSON Schema generator to every page, a fifth of its size; only the server describes
 * its API. Each export of the generator becomes an empty function.
 */
const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  apply: 'build',
  async load(id) {
    if (!/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/.test(id)) return null;
    const names = [
      ...(await readFile(id, 'utf8')).matchAll(/^export (?:const|function|class) (\w+)/gm),
    ].map(([, name]) => name);
    return `const nothing = () => nothing;\n${names.map((name) => `export const ${name} = nothing;`).join('\n')}`;
  },
};

/**
 * A browser calls routes, it does not describe them: it gets only what a call needs from the route
 * table, without the schemas of every room, as one line of text for each route: compressed, that is
 * a fifth smaller than JSON. The page for guests gets the routes for guests.
 */
const onlyRoutes = (isGuest: boolean): Plugin => ({
  name: 'routes-only',
  apply: 'build',
  load: (id) => {
    if (!id.endsWith('/packages/contract/src/routes.ts')) return null;
    const lines = Object.entries(routes).map(([room, doors]) =>
      [
        room,
        ...Object.entries<Route>(doors)
          .filter(([, { path }]) => !isGuest || path.startsWith('/api/guest'))
          .map(writeRoute),
      ].join('|'),
    );
    return `const lines = ${JSON.stringify(lines)};\n${readRoutes}`;
  },
});

const perIncident = '/api/incidents/{incident}';

/** A line is shorter than an object: every page loads all routes. */
function writeRoute([name, { method, path, body, answer }]: [string, Route]): string {
  const short = path.replace(perIncident, '~');
  return [name, method, short, body, answer].join(' ').trimEnd();
}

const readRoutes = `export const routes = Object.fromEntries(
  lines.map((line) => {
    const [room, ...doors] = line.split('|');
    const read = (door) => {
      const [name, method, short, body, answer] = door.split(' ');
      const path = short.replace('~', '${perIncident}');
      return [name, { method, path, body, answer }];
    };
    return [room, Object.fromEntries(doors.map(read))];
  }),
);`;

const compress = promisify(brotliCompress);

/**
 * Compresses each text file at build time with the strongest setting: the server has no time for
 * that.
 */
const packed: Plugin = {
  name: 'packed',
  apply: 'build',
  async writeBundle({ dir }, bundle) {
    const names = Object.keys(bundle).filter((name) => /\.(js|css|html|svg)$/.test(name));
    if (dir === undefined) return;
    await Promise.all(
      names.map(async (name) =>
        writeFile(join(dir, `${name}.br`), await compress(await readFile(join(dir, name)))),
      ),
    );
  },
};

/** The page for guests, which the server sends for every address under `/guest`. */
const guestPage: Plugin = {
  name: 'guest-page',
  configureServer: ({ middlewares }) => {
    middlewares.use((request, _, next) => {
      if (/^\/guest(\/[\w-]*)*$/.test(request.url ?? '')) request.url = '/guest.html';
      next();
    });
  },
};

/**
 * What every page needs is in two files, so that a first visit needs few requests, and a new
 * version leaves the larger one cached.
 */
const groups = [
  {
    name: 'vendor',
    test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack\/(history|store|(react-)?(router|query|store)(-core)?))\//,
  },
  {
    // The reading page also needs these, and nothing else of the application: before groups that
    // would take them along.
    name: 'times',
    test: /packages\/rules\/src\/(numbers|time)|apps\/web\/src\/ui\/reader-zone\.ts$/,
  },
  {
    // Small parts of most screens: a file for each would be mostly a header.
    name: 'parts',
    test: /apps\/web\/src\/ui\/(citation-chip|event-type|evidence-text(-parse)?|finding-shape|focus-field|hover-card|popover|redaction-(note|words)|row-checkbox|split-matches|time-axis|use-(list-cursor|media)|zoned-time)\.tsx?$|lucide-react\/dist\/esm\/icons\/(arrow-left-right|check|chevron-(down|right)|download|ellipsis|lock-keyhole|message-square|pencil|plus|rotate-ccw-clock|trash(-2)?|upload|x)\.mjs$/,
  },
  {
    name: 'frame',
    test: /packages\/(client\/|contract\/src\/(errors|routes?|vocabulary)\.)|apps\/web\/src\/(api|clock|routes\/search|rooms\/investigation\/investigation-search|data\/(queries(\/(access|evidence|incident|library|report|tag))?|read|live|echo|connection|draft|draft-keys)|frame\/(frame|rail|theme|page-head)|ui\/(button|cx|kbd|keys|toast|problem|empty|skeleton|floats|time|chip|menu|float-class|field))\.tsx?$/,
  },
  {
    // What most screens except the record need.
    name: 'dialog',
    test: /@base-ui\/react\/dialog\/|apps\/web\/src\/ui\/(bind-fields|dialog|filter-chip|form(-dialog)?|query-state|search-field|secret-dialog|show-more|zone-field)\.tsx?$/,
  },
  {
    // What all tabs of an incident need to save, comment and cite.
    name: 'desk',
    test: /apps\/web\/src\/(data\/(changes|merge-answer|open-writes|unsaved-bar)|ui\/(axis-ticks|focus-soon)|rooms\/(comment\/comment-context|evidence\/(cite\/citations|redact\/index)|investigation\/finding-chips|timeline\/finding-line))\.tsx?$/,
  },
];

/**
 * `vite --mode api-4311` proxies to a server on port 4311; without it, to the default port of
 * `debrief serve`. `vite build --mode guest` adds the page for guests: a build of its own, because it
 * would share the large files of the application, and guests have none of them.
 */
export default defineConfig(({ mode }) => {
  const port = /^api-(\d+)$/.exec(mode)?.[1] ?? '4300';
  const target = { target: `http://127.0.0.1:${port}`, changeOrigin: false, ws: true };
  const proxy = { '/api': target, '/in/': target, '^/reviews/.': target };
  // The application, and the page for reading a published report.
  const isGuest = mode === 'guest';
  const application = {
    app: join(import.meta.dirname, 'index.html'),
    read: join(import.meta.dirname, 'src/read/read.ts'),
  };
  return {
    root: import.meta.dirname,
    // Help shows documents of the repository, see `src/rooms/help`.
    resolve: { alias: { 'debrief-root': join(import.meta.dirname, '../..') } },
    plugins: [react(), tailwindcss(), withoutJsonSchema, onlyRoutes(isGuest), guestPage, packed],
    // The worker of the language lens loads its grammar when it is needed.
    worker: { format: 'es' },
    server: { host: '127.0.0.1', port: 4310, proxy },
    preview: { host: '127.0.0.1', port: 4311, proxy },
    build: {
      outDir: 'dist',
      emptyOutDir: !isGuest,
      target: 'es2023',
      assetsInlineLimit: 0,
      manifest: !isGuest,
      modulePreload: {
        // The target's browsers know it.
        polyfill: false,
        // Every page has loaded these before it loads a part of the application.
        resolveDependencies: (_file, files, { hostType }) =>
          hostType === 'html' || isGuest
            ? files
            : files.filter(
                (file) => !/\/(?:vendor|frame|parts|times|rolldown-runtime)-/.test(file),
              ),
      },
      rolldownOptions: isGuest
        ? { input: join(import.meta.dirname, 'guest.html') }
        : { input: application, output: { codeSplitting: { groups } } },
    },
  };
});
