import {
  isProblem,
  type Problem,
  type Route,
  type RouteInput,
  type RouteOutput,
  type Routes,
} from '@debrief/contract';
import { routes } from './route-table.ts';

export interface ClientOptions {
  /** The URL of Debrief, for example `http://127.0.0.1:4300`; empty for the page's own origin. */
  baseUrl: string;
  /** An API key; a browser uses its session instead. */
  token?: string;
  /** Another way to send a request (a test, an in-process server). */
  fetch?: (request: Request) => Promise<Response>;
  /** A way that is faster to load than `fetch`, for everything but event streams. */
  sendPlain?: (request: PlainRequest) => Promise<PlainAnswer>;
}

/** What a request carries: JSON, or the content of a file. */
type Sent = string | Blob | Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array>;

export interface PlainRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: Sent;
  signal?: AbortSignal;
}

/** What is used of a response, so that it does not have to come from `fetch`. */
export interface PlainAnswer {
  status: number;
  body: AsyncIterable<Uint8Array> | null;
  text(): Promise<string>;
}

interface CallOptions {
  signal?: AbortSignal;
  /** The file itself, for routes that take one. */
  file?: Sent;
}

type Call<R extends Route> = R['answer'] extends 'events'
  ? (input: RouteInput<R>, options?: CallOptions) => Promise<Response>
  : R['answer'] extends 'file'
    ? (input: RouteInput<R>, options?: CallOptions) => Promise<PlainAnswer>
    : (input: RouteInput<R>, options?: CallOptions) => Promise<RouteOutput<R>>;

/** One function per route of the contract, grouped by room: `client.timeline.add({ incident: 'INC-2', … })`. */
export type Client = {
  [Room in keyof Routes]: {
    [Name in keyof Routes[Room]]: Routes[Room][Name] extends Route
      ? Call<Routes[Room][Name]>
      : never;
  };
};

/** An error response: `problem` says what, where and what to do. */
export class ClientProblem extends Error {
  override name = 'ClientProblem';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/**
 * A typed client of Debrief's API. Errors: `ClientProblem` for an error response; `TypeError` if
 * the server is unreachable.
 */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? ((request: Request) => fetch(request));
  const call = async (
    route: Route,
    input: unknown,
    { signal, file }: CallOptions = {},
  ): Promise<unknown> => {
    const request: PlainRequest = {
      ...describeRequest(options, route, input),
      ...(signal && { signal }),
      ...(route.body === 'file' && { body: file ?? '' }),
    };
    const answer: PlainAnswer =
      options.sendPlain && route.answer !== 'events'
        ? await options.sendPlain(request)
        : await send(toRequest(request));
    const { status } = answer;
    if (status < 200 || status > 299)
      throw new ClientProblem(toProblem(status, await answer.text().catch(() => '')));
    if (route.answer) return answer;
    return status === 204 ? undefined : JSON.parse(await answer.text());
  };
  return mapRoutes(
    (route) => (input: unknown, callOptions?: CallOptions) => call(route, input, callOptions),
  );
}

/**
 * The cast holds because the result has one entry per route of the table, made by the same
 * function.
 */
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

/** The same request for `fetch`. */
export function toRequest({ url, body, ...init }: PlainRequest): Request {
  if (body === undefined) return new Request(url, init);
  if (typeof body !== 'object' || !(Symbol.asyncIterator in body))
    return new Request(url, { ...init, body });
  // The types of `fetch` do not know `duplex`, without which it sends no stream.
  const streamed: RequestInit & { duplex: 'half' } = { body: toStream(body), duplex: 'half' };
  return new Request(url, { ...init, ...streamed });
}

/** Pulled at the speed of the network. */
function toStream(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

function describeRequest(options: ClientOptions, route: Route, input: unknown): PlainRequest {
  const fields = new Map(listFields(input).filter(([, value]) => value !== undefined));
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = fields.get(name);
    fields.delete(name);
    return encodeURIComponent(String(value));
  });
  const isFile = route.body === 'file';
  const inQuery = route.method === 'get' || route.method === 'delete' || isFile;
  const query = inQuery
    ? new URLSearchParams([...fields].map(([name, value]) => [name, String(value)])).toString()
    : '';
  const base = options.baseUrl || globalThis.location.origin;
  return {
    url: `${base}${path}${query && `?${query}`}`,
    method: route.method.toUpperCase(),
    headers: {
      accept: 'application/json',
      ...(options.token && { authorization: `Bearer ${options.token}` }),
      ...(isFile && { 'content-type': 'application/octet-stream' }),
      ...(!inQuery && { 'content-type': 'application/json' }),
    },
    ...(!inQuery && { body: JSON.stringify(Object.fromEntries(fields)) }),
  };
}

function toProblem(status: number, text: string): Problem {
  const given = parseJson(text);
  return isProblem(given)
    ? given
    : {
        type: 'about:blank',
        code: 'unexpected',
        title: 'Unexpected answer',
        status,
        detail: `The server answered ${status} without saying why.`,
      };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
