import type { z } from 'zod';
import type { KeyScope } from './words.ts';

/** One route of the API as data: the server handles it, the client calls it, OpenAPI lists it. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{name}` for each path parameter; every parameter is a field of `input`. */
  path: string;
  summary: string;
  /**
   * The scope that an API key needs. `none` needs no sign-in; `guest` needs a browser that opened the
   * guest link in the path's `{link}`, and no one else can call it.
   */
  scope: KeyScope | 'none' | 'guest';
  /**
   * Data that belongs to the actor, whatever their role (a key still needs the scope). The request
   * log contains only the path's pattern.
   */
  own?: true;
  /**
   * Path parameters, query (get, delete) or JSON body (others) combined, as the verb takes them.
   */
  input: z.ZodType | null;
  output: z.ZodType | null;
  /** `file`: the body is the file and `input` is in the query. */
  body?: 'file';
  /** The kind of response, if it is not JSON. */
  answer?: 'file' | 'events';
  status?: 201 | 202 | 204;
}

type Details = Pick<Route, 'input' | 'output'> &
  Partial<Pick<Route, 'scope' | 'own' | 'body' | 'answer' | 'status'>>;

/** One function per method. A `get` needs the scope `read`, other methods `write`, unless the route names another. */
export function routeMakers<const Common extends Partial<Pick<Route, 'own' | 'scope'>>>(
  common: Common,
) {
  const maker =
    <M extends Route['method']>(method: M) =>
    <const P extends string, const D extends Details>(path: P, summary: string, details: D) => ({
      method,
      path,
      summary,
      scope: usualScope(method),
      ...common,
      ...details,
    });
  return {
    get: maker('get'),
    post: maker('post'),
    put: maker('put'),
    patch: maker('patch'),
    del: maker('delete'),
  };
}

function usualScope(method: Route['method']): Route['scope'] {
  return method === 'get' ? 'read' : 'write';
}

export const { get, post, put, patch, del } = routeMakers({});

export type RouteInput<R extends Route> = R['input'] extends z.ZodType
  ? z.input<R['input']>
  : undefined;
/** The input for the handler, parsed by the route's schema. */
export type RouteParsed<R extends Route> = R['input'] extends z.ZodType
  ? z.output<R['input']>
  : undefined;
export type RouteOutput<R extends Route> = R['output'] extends z.ZodType
  ? z.output<R['output']>
  : undefined;
