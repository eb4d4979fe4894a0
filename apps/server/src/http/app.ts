import { type Route, DomainError } from '@debrief/contract';
import { Hono, type Context } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Deps } from '../deps.ts';
import { errorForLog } from '../error-log.ts';
import { createInboundRoute, inboundPath } from '../inbound/inbound-route.ts';
import { resolveActor, resolveGuest, createContext } from './auth.ts';
import type { Connection } from './client-address.ts';
import { isHttps } from './cookies.ts';
import { docsPage } from './docs.ts';
import { allRoutes, callRoute } from './call-route.ts';
import { jsonBody } from './json-body.ts';
import { openApiDocument } from './openapi.ts';
import { feedResponse, unsubscribeResponse } from './own-links.ts';
import { refuseOtherHosts } from './own-site.ts';
import { isUnexpected, toProblem, problemResponse } from './problem.ts';
import { reviewResponse } from './reviews.ts';
import { createTrackerWebhook, trackerWebhookPath } from '../trackers/tracker-webhook.ts';
import { webApp } from './web.ts';

type Env = {
  Bindings: Connection;
  Variables: { requestId: string; privatePath?: string };
};

export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    const given = c.req.header('x-request-id');
    const requestId = given && /^[\w-]{1,64}$/.test(given) ? given : deps.ids.next();
    const began = performance.now();
    c.set('requestId', requestId);
    await next();
    c.header('x-request-id', requestId);
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
  app.use(secureHeaders(headersFor(deps)));
  app.onError((error, c) => {
    const requestId = c.get('requestId');
    if (isUnexpected(error))
      deps.log.error(
        { err: errorForLog(error), requestId, path: loggedPath(c) },
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
  app.use(async (c, next) => {
    refuseOtherHosts(deps, c.req.raw.headers);
    await next();
  });
  app.get('/api/openapi.json', (c) => c.body(openApiText(), 200, json));
  app.get('/api/docs', docsPage);
  app.get('/api/docs/:file', docsPage);
  for (const entry of allRoutes) {
    const { method, path, own } = entry.route;
    app.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) => {
      if (own) c.set('privatePath', path);
      return answer(deps, entry, c, c.req.param());
    });
  }
  const guestContext = (c: Context<Env>) =>
    createContext(deps, { type: 'anonymous' }, c.get('requestId'));
  const receive = createInboundRoute(deps);
  app.use('/in/*', async (c, next) => {
    c.set('privatePath', inboundPath);
    await next();
  });
  const takeWebhook = createTrackerWebhook(deps);
  app.post(trackerWebhookPath, (c) =>
    takeWebhook(c.req.raw, c.req.param('token'), c.get('requestId')),
  );
  app.post(inboundPath, (c) => receive(c.req.raw, c.req.param(), c.get('requestId')));
  app.all('/api/*', (c) =>
    problemResponse(
      toProblem(
        new DomainError('not-found', `${c.req.path} not found. See /api/docs for all routes.`),
        c.get('requestId'),
      ),
    ),
  );
  // Their tokens are secrets, so the log does not contain them.
  app.get('/feed/:token', (c) => {
    c.set('privatePath', '/feed/{token}');
    return feedResponse(deps, guestContext(c), c.req.param('token'));
  });
  app.on(['GET', 'POST'], '/unsubscribe/:token', (c) => {
    c.set('privatePath', '/unsubscribe/{token}');
    return unsubscribeResponse(guestContext(c), c.req.method, c.req.param('token'));
  });
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

/**
 * The logged path of a request. For a story or an interview the log only shows that someone opened
 * one, and for a guest no link.
 */
function loggedPath(c: Context<Env>): string {
  return (
    c.get('privatePath') ??
    c.req.path.replace(
      /^(\/(?:practice|(?:api\/)?(?:guest|interview[^/]*|stor(?:y|ies)[^/]*)))\/.*$/,
      '$1/…',
    )
  );
}

async function answer(
  deps: Deps,
  entry: (typeof allRoutes)[number],
  c: Context<Env>,
  params: Record<string, string>,
): Promise<Response> {
  const { route } = entry;
  const request = c.req.raw;
  const requestId = c.get('requestId');
  const actor =
    route.scope === 'guest'
      ? await resolveGuest(deps, request, params['link'] ?? '', requestId)
      : await resolveActor(deps, request, requestId);
  const ctx = createContext(deps, actor, requestId);
  const result = await callRoute(deps, entry, ctx, { request, connection: c.env }, async () => ({
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

const json = { 'content-type': 'application/json; charset=utf-8' };

let openApi: string | undefined;
/** The document is the same for everyone until the process ends. */
function openApiText(): string {
  return (openApi ??= JSON.stringify(openApiDocument()));
}

function headersFor(deps: Deps): Parameters<typeof secureHeaders>[0] {
  return {
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      fontSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
    },
    strictTransportSecurity: isHttps(deps) ? 'max-age=31536000; includeSubDomains' : false,
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
  };
}
