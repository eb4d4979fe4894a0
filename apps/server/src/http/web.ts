import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../web/dist/', import.meta.url));
const fileName = /\.(html|js|css|svg|woff2|png|ico|webmanifest)$/;

interface Kept {
  body: ArrayBuffer;
  headers: Record<string, string>;
}

/**
 * Answers with assets from memory after their first request: a page loads dozens of them, and their
 * content never changes. There are two entries for a file at most.
 */
function keepAssets(): MiddlewareHandler {
  const kept = new Map<string, Kept>();
  return async (c, next) => {
    const { req } = c;
    if (req.method !== 'GET' || !plainPath.test(req.path) || req.header('range') !== undefined)
      return next();
    const encodings = (req.header('accept-encoding') ?? '').split(',').map((one) => one.trim());
    const key = `${req.path} ${encodings.includes('br')}`;
    const found = kept.get(key);
    if (found) return c.body(found.body, 200, found.headers);
    await next();
    if (c.res.status !== 200) return;
    const body = await c.res.arrayBuffer();
    const headers = Object.fromEntries(
      ['content-type', 'content-encoding', 'last-modified'].flatMap((name) => {
        const value = c.res.headers.get(name);
        return value === null ? [] : [[name, value]];
      }),
    );
    kept.set(key, { body, headers });
    c.res = c.body(body, 200, headers);
  };
}

/** Only one path for each file: others would be kept too. */
const plainPath = /^\/assets\/[\w.-]+$/;
const assetPath = /^\/assets\/.*\.\w+$/;

const openedCalibration = /^\/guest\/calibration\/([\da-f-]{36})$/;

/** The entries about a guest load while the script that shows them does. */
const preloadEntries: MiddlewareHandler = async (c, next) => {
  await next();
  const [, link] = openedCalibration.exec(c.req.path) ?? [];
  if (link !== undefined)
    c.header('link', `</api/guest/${link}/calibration>; rel=preload; as=fetch; crossorigin`);
};

/** The built web app: its files, compressed by the build, and its page for every other path. */
export const webApp = new Hono()
  .use(async (c, next) => {
    await next();
    // The name of an asset contains a hash of its content; everything else is revalidated on each
    // visit.
    const isAsset = assetPath.test(c.req.path) && c.res.ok;
    c.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
    c.header('vary', 'accept-encoding');
  })
  .use(keepAssets())
  .use(serveStatic({ precompressed: true, rewriteRequestPath: (path) => join(folder, path) }))
  .get('*', async (c, next) => (fileName.test(c.req.path) ? c.text('Not found', 404) : next()))
  .use('/guest/*', preloadEntries)
  .use('/guest/*', serveStatic({ precompressed: true, path: join(folder, 'guest.html') }))
  .use(serveStatic({ precompressed: true, path: join(folder, 'index.html') }))
  .get('*', (c) => c.text("The web app isn't built. Run npm start or npm run build.", 503));
