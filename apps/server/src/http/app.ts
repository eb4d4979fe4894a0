import { type Route, DomainError } from '@debrief/contract';
import { Hono, type Context } from 'hono';
import type { Deps } from '../deps.ts';
import { createInboundRoute, inboundPath } from '../inbound/inbound-route.ts';
import { resolveActor, createContext } from './auth.ts';
import { docsPage } from './docs.ts';
import { allRoutes, callRoute } from './call-route.ts';
import { jsonBody } from './json-body.ts';
import { openApiDocument } from './openapi.ts';
import { isUnexpected, toProblem, problemResponse } from './problem.ts';
import { reviewResponse } from './reviews.ts';
import { webApp } from './web.ts';

type Env = { Variables: { requestId: string; privatePath?: string } };

export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    const given = c.req.header('x-request-id');
    const requestId = given && /^[\w-]{1,64}$/.test(given) ? given : deps.ids.next();
    const began = performance.now();
    c.set('requestId', requestId);
    await next();
    c.header('x-request-id', requestId);
    for (const [name, value] of securityHeaders) c.header(name, value);
    deps.log.info(
      {
        requestId,
        method: c.req.method,
        path: loggedPath(c),
        status: c.res.status,
        ms: Math.round(performance.now() - began),
      },
      'request',
    );
  });
  app.onError((error, c) => {
    const requestId = c.get('requestId');
    if (isUnexpected(error))
      deps.log.error(
        { err: c.get('privatePath') ? withoutWords(error) : error, requestId, path: loggedPath(c) },
        'a request failed',
      );
    return problemResponse(toProblem(error, requestId));
  });
  app.get('/api/health', (c) => c.json({ status: 'ok' }));
  app.get('/api/ready', async (c) =>
    (await deps.store.isReady())
      ? c.json({ status: 'ready' })
      : problemResponse(
          toProblem(
            new DomainError('unavailable', "Can't reach the database."),
            c.get('requestId'),
          ),
        ),
  );
  app.get('/api/openapi.json', (c) => c.json(openApiDocument()));
  app.get('/api/docs', docsPage);
  app.get('/api/docs/:file', docsPage);
  for (const entry of allRoutes) {
    const { method, path, own } = entry.route;
    app.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) => {
      if (own) c.set('privatePath', path);
      return answer(deps, entry, c.req.raw, c.req.param(), c.get('requestId'));
    });
  }
  const receive = createInboundRoute(deps);
  app.use('/in/*', async (c, next) => {
    c.set('privatePath', inboundPath);
    await next();
  });
  app.post(inboundPath, (c) => receive(c.req.raw, c.req.param(), c.get('requestId')));
  app.all('/api/*', (c) =>
    problemResponse(
      toProblem(
        new DomainError('not-found', `${c.req.path} not found. See /api/docs for all routes.`),
        c.get('requestId'),
      ),
    ),
  );
  app.get('/reviews/:incident/:number?', async (c) =>
    reviewResponse(
      createContext(
        deps,
        await resolveActor(deps, c.req.raw, c.get('requestId')),
        c.get('requestId'),
      ),
      c.req.path,
      c.req.param(),
    ),
  );
  app.route('/', webApp);
  return app;
}

/** What a log line says of where a request went. Whoever reads the log learns of a story no more than that somebody opened one. */
function loggedPath(c: Context<Env>): string {
  return (
    c.get('privatePath') ??
    c.req.path.replace(/^(\/(?:practice|(?:api\/)?stor(?:y|ies)[^/]*))\/.*$/, '$1/…')
  );
}

/** An unexpected error as its kind, its code and its place: a database error tells the row that it failed on. */
function withoutWords(error: Error): object {
  const code = 'code' in error ? error.code : undefined;
  return {
    name: error.name,
    code,
    at: error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')),
  };
}

async function answer(
  deps: Deps,
  entry: (typeof allRoutes)[number],
  request: Request,
  params: Record<string, string>,
  requestId: string,
): Promise<Response> {
  const { route } = entry;
  const ctx = createContext(deps, await resolveActor(deps, request, requestId), requestId);
  const result = await callRoute(deps, entry, ctx, request, async () => ({
    ...(takesJson(route)
      ? await jsonBody(request)
      : Object.fromEntries(new URL(request.url).searchParams)),
    ...params,
  }));
  if (result instanceof Response) return result;
  if (route.status === 204 || result === undefined) return new Response(null, { status: 204 });
  return Response.json(result, {
    status: route.status ?? 200,
    headers: { 'cache-control': 'no-store' },
  });
}

function takesJson(route: Route): boolean {
  return route.body !== 'file' && route.method !== 'get' && route.method !== 'delete';
}

const securityHeaders: [string, string][] = [
  [
    'content-security-policy',
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  ],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['x-frame-options', 'DENY'],
];
