import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Context } from 'hono';

const types = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['start.js', 'text/javascript; charset=utf-8'],
]);

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Debrief API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><main id="api"></main><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>`;

const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', deepLinking: true, docExpansion: 'list', defaultModelsExpandDepth: 0, tryItOutEnabled: false });`;

/** The API documentation page, only from files of this installation. */
export async function docsPage(c: Context): Promise<Response> {
  const file = c.req.param('file');
  if (!file) return c.html(page);
  const type = types.get(file);
  if (!type) return c.notFound();
  if (file === 'start.js') return c.body(start, 200, { 'content-type': type });
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return c.body(await readFile(join(folder, file)), 200, {
    'content-type': type,
    'cache-control': 'max-age=3600',
  });
}
