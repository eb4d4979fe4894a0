import type { Route, RouteInput, RouteOutput } from '@debrief/contract';
import type { Context as Core } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import type { Spooled } from './upload.ts';

/** What a door has in hand: the context of its verb, and the request where JSON is not all of it. */
export interface Visit {
  ctx: Core;
  deps: Deps;
  request: Request;
  /** The request's body as a file on disk. Whoever takes it clears it. */
  file(name: string): Promise<Spooled>;
}

type Answer<R extends Route> = R['answer'] extends 'file' | 'events'
  ? Response
  : RouteOutput<R> | Response;

/** A route's door: calls its verb with the input, which the contract has been held against. */
export type Door<R extends Route> = (
  visit: Visit,
  input: RouteInput<R>,
) => Promise<R['status'] extends 204 ? void | Response : Answer<R>>;

/** One door for each route of a room. */
export type Doors<Room extends Record<string, Route>> = { [Name in keyof Room]: Door<Room[Name]> };
