import type { TrackerSettings } from '@debrief/contract';
import type { Issue, IssueChange } from '@debrief/core/follow-up';
import { pickStatus, type IssueStatus } from '@debrief/rules/follow-up';
import type { z } from 'zod';
import { RequestError, type GuardedFetch, type GuardedRequest } from '../network/guarded-fetch.ts';

export interface NewIssue {
  title: string;
  body: string;
  dueOn: string | null;
}

/** The issue after a change, and what could not be set. */
export interface UpdatedIssue {
  issue: Issue;
  note: string | null;
}

/** The requests of one kind of tracker. All throw a `RequestError` for what it answered. */
export interface TrackerClient {
  /** The name of the project; fails if the token can't see it. */
  describe(): Promise<string>;
  /** By its id or by the reference of an address. Null if it is deleted or not visible. */
  get(id: string): Promise<Issue | null>;
  create(issue: NewIssue): Promise<Issue>;
  update(issue: Issue, change: IssueChange): Promise<UpdatedIssue>;
  /** Page by page. */
  changedSince(since: Date): AsyncIterable<Issue>;
  /** What `get` takes for the address of an issue of the project; null for another address. */
  readAddress(url: URL): string | null;
  /** The ids of the issues that a webhook is about. */
  readWebhook(body: unknown): string[];
}

export interface TrackerRequests {
  settings: TrackerSettings;
  token: string;
  fetch: GuardedFetch;
  now(): Date;
  signal: AbortSignal;
}

/** Sends JSON to one base address, and reads an answer with its schema. */
export function createApi(
  { fetch, signal }: Pick<TrackerRequests, 'fetch' | 'signal'>,
  base: string,
  headers: Record<string, string>,
) {
  return async <Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    request: { method?: GuardedRequest['method']; body?: unknown } = {},
  ): Promise<z.output<Schema>> => {
    const { method = 'GET', body } = request;
    const answer = await fetch(`${base}${path}`, {
      method,
      signal,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return readAnswer(schema, answer.body, new URL(base).host);
  };
}

function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  body: Buffer,
  host: string,
): z.output<Schema> {
  const text = body.toString('utf8');
  const parsed = schema.safeParse(text === '' ? null : parseJson(text));
  if (parsed.success) return parsed.data;
  throw new RequestError(
    `${host} answered something that Debrief doesn't understand. Check the address.`,
  );
}

export function parseJson(text: string): unknown {
  try {
    // What the database can store.
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === 'string' ? value.replaceAll('\0', '\ufffd').toWellFormed() : value,
    );
  } catch {
    return undefined;
  }
}

/** Null if the issue is not there. */
export async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RequestError && (error.status === 404 || error.status === 410))
      return null;
    throw error;
  }
}

/** What to send for a state; `note` if no status of the tracker has this meaning. */
export function chooseStatus<Status extends IssueStatus>(
  options: readonly Status[],
  issue: Issue,
  { state }: IssueChange,
  settings: TrackerSettings,
): { status: Status | null; note: string | null } {
  if (state === undefined) return { status: null, note: null };
  const picked = pickStatus(options, issue.status, state, settings.statuses);
  if (picked === 'current') return { status: null, note: null };
  if (picked !== null) return { status: picked, note: null };
  const now = `It can't leave “${issue.status.name}” for a status that means “${state}”.`;
  return { status: null, note: now };
}

/** `/a/b/` + `x y` → `/a/b/x%20y`; slashes of a path inside are encoded. */
export const encode = (part: string | number): string => encodeURIComponent(String(part));

/** `owner/repo#12`: an issue is numbered in its project, and can be transferred to another one. */
export function splitReference(id: string): { project: string; number: string } {
  const at = id.lastIndexOf('#');
  return { project: id.slice(0, at), number: id.slice(at + 1) };
}

/** The project and number in the path of an address, if it is this project. */
export function readProjectAddress(
  { pathname }: URL,
  settings: TrackerSettings,
  pattern: RegExp,
): string | null {
  const prefix = new URL(settings.url).pathname.replace(/\/$/, '');
  if (!pathname.startsWith(prefix)) return null;
  const [, project = '', number = ''] = pattern.exec(pathname.slice(prefix.length)) ?? [];
  return project.toLowerCase() === settings.project.toLowerCase()
    ? `${settings.project}#${number}`
    : null;
}
