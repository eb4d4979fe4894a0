import { errorTable, routes, type ErrorCode, type Problem, type Route } from '@debrief/contract';
import type { Door } from '../world.ts';

/** Responses by `room.name`, with the input as the contract parsed it. */
export type Answers = Record<
  string,
  (input: Record<string, unknown>, file: Uint8Array | null) => unknown
>;

export interface FakeApi extends Door {
  calls: { route: string; input: Record<string, unknown> }[];
  isClosed: boolean;
}

/** Thrown by a handler to respond with a problem. */
export class FakeProblem extends Error {
  readonly problem: Problem;
  constructor(code: ErrorCode, detail: string, issues?: { at: string; message: string }[]) {
    super(detail);
    const { status, title } = errorTable[code];
    this.problem = {
      type: 'about:blank',
      code,
      title,
      status,
      detail,
      requestId: 'req-1',
      ...(issues && { issues }),
    };
  }
}

/** A fake server that checks both sides against the contract: inputs and outputs must parse. */
export function createFakeApi(answers: Answers): FakeApi {
  const calls: FakeApi['calls'] = [];
  const door: FakeApi = {
    calls,
    isClosed: false,
    async fetch(request) {
      try {
        return await answerRequest(request, answers, calls);
      } catch (error) {
        if (error instanceof FakeProblem)
          return Response.json(error.problem, { status: error.problem.status });
        throw error;
      }
    },
    async close() {
      door.isClosed = true;
    },
  };
  return door;
}

async function answerRequest(
  request: Request,
  answers: Answers,
  calls: FakeApi['calls'],
): Promise<Response> {
  const found = findRoute(request);
  if (!found) throw new Error(`No route for ${request.method} ${request.url}`);
  const { name, route, parameters } = found;
  const url = new URL(request.url);
  const hasJson = route.body !== 'file' && !['get', 'delete'].includes(route.method);
  const file = route.body === 'file' ? new Uint8Array(await request.arrayBuffer()) : null;
  const body: unknown = hasJson ? await request.json() : {};
  const raw = {
    ...parameters,
    ...Object.fromEntries(url.searchParams),
    ...(typeof body === 'object' ? body : {}),
  };
  const parsed = route.input?.safeParse(raw);
  if (parsed && !parsed.success) {
    throw new FakeProblem(
      'invalid',
      'Some of it cannot be right.',
      parsed.error.issues.map((issue) => ({ at: issue.path.join('.'), message: issue.message })),
    );
  }
  calls.push({ route: name, input: raw });
  const answer = answers[name];
  if (!answer) throw new Error(`The test does not expect ${name}`);
  const output = await answer(raw, file);
  if (output instanceof Response) return output;
  if (route.output === null) return new Response(null, { status: route.status ?? 204 });
  return Response.json(route.output.parse(output), { status: route.status ?? 200 });
}

function findRoute(
  request: Request,
): { name: string; route: Route; parameters: Record<string, string> } | null {
  const { pathname } = new URL(request.url);
  for (const [room, table] of Object.entries(routes)) {
    for (const [name, route] of Object.entries<Route>(table)) {
      if (route.method !== request.method.toLowerCase()) continue;
      const pattern = new RegExp(
        `^${route.path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`,
      );
      const match = pattern.exec(pathname);
      if (match)
        return {
          name: `${room}.${name}`,
          route,
          parameters: Object.fromEntries(
            Object.entries(match.groups ?? {}).map(([key, value]) => [
              key,
              decodeURIComponent(value),
            ]),
          ),
        };
    }
  }
  return null;
}
