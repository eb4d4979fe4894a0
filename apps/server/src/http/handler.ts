import type { Route, RouteOutput, RouteParsed } from '@debrief/contract';
import type { Context } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import type { Connection } from './client-address.ts';
import type { UploadedFile } from './upload.ts';

export interface Call<File = UploadedFile | undefined> {
  deps: Deps;
  request: Request;
  connection: Connection | undefined;
  /** The body of a route whose `body` is a file. It is deleted after the call. */
  file: File;
}

type Answer<R extends Route> = R['answer'] extends 'file' | 'events'
  ? Response
  : RouteOutput<R> | Response;

/** Handles a route, with the input parsed by its schema. Most verbs can be used as handlers. */
export type Handler<R extends Route> = (
  ctx: Context,
  input: RouteParsed<R>,
  call: Call<R['body'] extends 'file' ? UploadedFile : undefined>,
) => Promise<R['status'] extends 204 ? void | Response : Answer<R>>;

export type Handlers<Room extends Record<string, Route>> = {
  [Name in keyof Room]: Handler<Room[Name]>;
};
