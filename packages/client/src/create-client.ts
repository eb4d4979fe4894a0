import {
  Problem,
  routes,
  type Route,
  type RouteInput,
  type RouteOutput,
  type Routes,
} from '@debrief/contract';

export interface ClientOptions {
  /** Where Debrief answers, e.g. `http://127.0.0.1:4300`; empty for the page's own origin. */
  baseUrl: string;
  /** An API key; a browser signs in with its session instead. */
  token?: string;
  /** Another way to send a request (a test, an in-process server). */
  fetch?: (request: Request) => Promise<Response>;
}

interface CallOptions {
  signal?: AbortSignal;
  /** The file itself, for routes that take one. */
  file?: BodyInit;
}

type Call<R extends Route> = R['answer'] extends 'file' | 'events'
  ? (input: RouteInput<R>, options?: CallOptions) => Promise<Response>
  : (input: RouteInput<R>, options?: CallOptions) => Promise<RouteOutput<R>>;

/** One function per route of the contract, grouped by room: `client.timeline.add({ incident: 'INC-2', … })`. */
export type Client = {
  [Room in keyof Routes]: {
    [Name in keyof Routes[Room]]: Routes[Room][Name] extends Route
      ? Call<Routes[Room][Name]>
      : never;
  };
};

/** The server refused: `problem` says what, where and what to do. */
export class ClientProblem extends Error {
  override name = 'ClientProblem';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** A typed client of Debrief's API.
 * Errors: `ClientProblem` where the server refuses; `TypeError` where it cannot be reached. */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? ((request: Request) => fetch(request));
  const call = async (
    route: Route,
    input: unknown,
    callOptions: CallOptions = {},
  ): Promise<unknown> => {
    const response = await send(buildRequest(options, route, input, callOptions));
    if (!response.ok) throw new ClientProblem(await readProblem(response));
    if (route.answer) return response;
    const body: unknown = response.status === 204 ? undefined : await response.json();
    return body;
  };
  return mapRoutes(
    (route) => (input: unknown, callOptions?: CallOptions) => call(route, input, callOptions),
  );
}

/** The cast holds because the result has one entry per route of the table, made by the same function. */
function mapRoutes(make: (route: Route) => unknown): Client {
  const rooms = Object.entries(routes).map(([room, table]) => [
    room,
    Object.fromEntries(Object.entries<Route>(table).map(([name, route]) => [name, make(route)])),
  ]);
  return Object.fromEntries(rooms) as Client;
}

function listFields(input: unknown): [string, unknown][] {
  return typeof input === 'object' && input !== null ? Object.entries(input) : [];
}

function buildRequest(
  options: ClientOptions,
  route: Route,
  input: unknown,
  call: CallOptions,
): Request {
  const fields = new Map(listFields(input).filter(([, value]) => value !== undefined));
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = fields.get(name);
    fields.delete(name);
    return encodeURIComponent(String(value));
  });
  const inQuery = route.method === 'get' || route.method === 'delete' || route.body === 'file';
  const query = inQuery
    ? new URLSearchParams([...fields].map(([name, value]) => [name, String(value)])).toString()
    : '';
  const headers = new Headers({ accept: 'application/json' });
  if (options.token) headers.set('authorization', `Bearer ${options.token}`);
  const init: RequestInit & { duplex?: 'half' } = { method: route.method.toUpperCase(), headers };
  if (call.signal) init.signal = call.signal;
  if (route.body === 'file') {
    headers.set('content-type', 'application/octet-stream');
    init.body = call.file ?? '';
    init.duplex = 'half';
  } else if (!inQuery) {
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(Object.fromEntries(fields));
  }
  const base = options.baseUrl || globalThis.location.origin;
  return new Request(`${base}${path}${query && `?${query}`}`, init);
}

async function readProblem(response: Response): Promise<Problem> {
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  return parsed.success
    ? parsed.data
    : {
        type: 'about:blank',
        code: 'unexpected',
        title: 'Unexpected answer',
        status: response.status,
        detail: `The server answered ${response.status} without saying why.`,
      };
}
