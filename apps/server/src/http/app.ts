import { routes, type Route } from '@debrief/contract';
import { refuseUnless } from '@debrief/core/access';
import { DomainError } from '@debrief/core/context';
import { Hono, type Context } from 'hono';
import type { Deps } from '../deps.ts';
import { actorOf, contextOf } from './auth.ts';
import { docsPage } from './docs.ts';
import type { Visit } from './door.ts';
import { jsonBody } from './json-body.ts';
import { openApiDocument } from './openapi.ts';
import { isUnexpected, problemOf, problemResponse } from './problem.ts';
import { reviewResponse } from './reviews.ts';
import { accessDoors } from './routes/access.ts';
import { evidenceDoors } from './routes/evidence.ts';
import { followUpDoors } from './routes/follow-up.ts';
import { incidentDoors } from './routes/incident.ts';
import { inquiryDoors } from './routes/inquiry.ts';
import { libraryDoors } from './routes/library.ts';
import { peopleDoors } from './routes/people.ts';
import { reportDoors } from './routes/report.ts';
import { storyDoors } from './routes/story.ts';
import { timelineDoors } from './routes/timeline.ts';
import { spool } from './upload.ts';
import { webResponse } from './web.ts';

const doors = {
  access: accessDoors,
  incident: incidentDoors,
  evidence: evidenceDoors,
  people: peopleDoors,
  library: libraryDoors,
  story: storyDoors,
  timeline: timelineDoors,
  inquiry: inquiryDoors,
  'follow-up': followUpDoors,
  report: reportDoors,
};

/** What a key needs for each scope, beyond what the verb asks of its account. */
const permissionOf = {
  read: 'incident:read',
  write: 'incident:write',
  import: 'evidence:import',
  admin: 'access:own',
} as const;
const ownPermissionOf = { read: 'story:read', write: 'story:write' } as const;

type Env = { Variables: { requestId: string; privatePath?: string } };

/** The HTTP door: one route for each of the contract, the pages, and the answers to a probe. */
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
    return problemResponse(problemOf(error, requestId));
  });
  app.get('/api/health', (c) => c.json({ status: 'ok' }));
  app.get('/api/ready', async (c) =>
    (await deps.store.isReady())
      ? c.json({ status: 'ready' })
      : problemResponse(
          problemOf(
            new DomainError('unavailable', "Can't reach the database."),
            c.get('requestId'),
          ),
        ),
  );
  app.get('/api/openapi.json', (c) => c.json(openApiDocument()));
  app.get('/api/docs', docsPage);
  app.get('/api/docs/:file', docsPage);
  for (const [room, table] of Object.entries(routes)) {
    for (const [name, route] of Object.entries<Route>(table)) {
      app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) => {
        if (route.own) c.set('privatePath', route.path);
        return answer(
          deps,
          route,
          doorOf(room, name),
          c.req.raw,
          c.req.param(),
          c.get('requestId'),
        );
      });
    }
  }
  app.all('/api/*', (c) =>
    problemResponse(
      problemOf(
        new DomainError('not-found', `${c.req.path} not found. See /api/docs for all routes.`),
        c.get('requestId'),
      ),
    ),
  );
  app.get('/reviews/:incident/:number?', async (c) =>
    reviewResponse(
      contextOf(deps, await actorOf(deps, c.req.raw, c.get('requestId')), c.get('requestId')),
      c.req.path,
      c.req.param(),
    ),
  );
  app.get('*', (c) => webResponse(c.req.path, c.req.header('accept-encoding') ?? ''));
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
  route: Route,
  door: AnyDoor,
  request: Request,
  params: Record<string, string>,
  requestId: string,
): Promise<Response> {
  const ctx = contextOf(deps, await actorOf(deps, request, requestId), requestId);
  if (route.scope !== 'none')
    refuseUnless(
      ctx,
      route.own && (route.scope === 'read' || route.scope === 'write')
        ? ownPermissionOf[route.scope]
        : permissionOf[route.scope],
    );
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const takesBody = route.body !== 'file' && route.method !== 'get' && route.method !== 'delete';
  const input = { ...(takesBody ? await jsonBody(request) : query), ...params };
  if (route.input) {
    const checked = route.input.safeParse(input);
    if (!checked.success) {
      const issues = checked.error.issues.map((issue) => ({
        at: issue.path.join('.'),
        message: issue.message,
      }));
      throw new DomainError(
        'invalid',
        issues
          .map((issue) => (issue.at ? `${issue.at}: ${issue.message}` : issue.message))
          .join('; '),
        { issues },
      );
    }
  }
  const visit: Visit = { ctx, deps, request, file: (name) => spool(deps, request, name) };
  const result = await door(visit, route.input ? input : undefined);
  if (result instanceof Response) return result;
  if (route.status === 204 || result === undefined) return new Response(null, { status: 204 });
  return Response.json(result, {
    status: route.status ?? 200,
    headers: { 'cache-control': 'no-store' },
  });
}

type AnyDoor = (visit: Visit, input: unknown) => Promise<unknown>;

/** The cast holds because `doors` has, by its types, a door for each route of the table that is walked, and the input was held against that route. */
function doorOf(room: string, name: string): AnyDoor {
  const door = Object.entries(doors).find(([candidate]) => candidate === room)?.[1];
  return Object.entries(door ?? {}).find(([candidate]) => candidate === name)?.[1] as AnyDoor;
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
