import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../web/dist/', import.meta.url));
const fileName = /\.(html|js|css|svg|woff2|png|ico|webmanifest)$/;

/** The built web app: its files, compressed by the build, and its page for every other path. */
export const webApp = new Hono()
  .use(async (c, next) => {
    await next();
    // The name of an asset contains a hash of its content; everything else is revalidated on each
    // visit.
    const isAsset = /^\/assets\/.*\.\w+$/.test(c.req.path) && c.res.ok;
    c.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
    c.header('vary', 'accept-encoding');
  })
  .use(serveStatic({ precompressed: true, rewriteRequestPath: (path) => join(folder, path) }))
  .get('*', async (c, next) => (fileName.test(c.req.path) ? c.text('Not found', 404) : next()))
  .use(serveStatic({ precompressed: true, path: join(folder, 'index.html') }))
  .get('*', (c) => c.text("The web app isn't built. Run npm start or npm run build.", 503));
