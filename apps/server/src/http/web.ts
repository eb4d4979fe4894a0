import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const folder = fileURLToPath(new URL('../../../web/dist/', import.meta.url));
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
};
const kept = new Map<string, Buffer<ArrayBuffer>>();
const compress = promisify(brotliCompress);

/** What the build has not packed, packed once. */
async function compressed(file: Buffer<ArrayBuffer>): Promise<Buffer<ArrayBuffer>> {
  const key = createHash('sha256').update(file).digest('base64');
  const body =
    kept.get(key) ?? (await compress(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }));
  kept.set(key, body);
  return body;
}

/** A file of the built web app; any other path is a place in it and gets its page. */
export async function webResponse(path: string, acceptEncoding: string): Promise<Response> {
  const wanted = normalize(join(folder, decoded(path)));
  const isInside =
    wanted.startsWith(folder.endsWith(sep) ? folder : folder + sep) && extname(wanted) in types;
  const file = isInside ? await readFile(wanted).catch(() => null) : null;
  if (file)
    return respond(
      wanted,
      file,
      acceptEncoding,
      path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
  if (extname(path) in types) return new Response('Not found', { status: 404 });
  const index = await readFile(join(folder, 'index.html')).catch(() => null);
  if (index) return respond(join(folder, 'index.html'), index, acceptEncoding, 'no-cache');
  return new Response("The web app isn't built. Run npm start or npm run build.", {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}

/** A path with a percent sign that stands for nothing is taken as it is written. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function respond(
  name: string,
  file: Buffer<ArrayBuffer>,
  acceptEncoding: string,
  cacheControl: string,
): Promise<Response> {
  const extension = extname(name);
  const headers = new Headers({
    'content-type': types[extension] ?? 'application/octet-stream',
    'cache-control': cacheControl,
    vary: 'accept-encoding',
  });
  if (extension === '.woff2' || extension === '.png' || !/\bbr\b/.test(acceptEncoding))
    return new Response(file, { headers });
  const body = (await readFile(`${name}.br`).catch(() => null)) ?? (await compressed(file));
  headers.set('content-encoding', 'br');
  return new Response(body, { headers });
}
