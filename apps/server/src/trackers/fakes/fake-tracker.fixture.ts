import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TrackerKind } from '@debrief/contract';
import { openWebPeer } from '../../testing/web-peer.ts';

/** An issue in a fake tracker, with its status in the tracker's own words. */
export interface FakeIssue {
  number: number;
  project: string;
  title: string;
  body: string;
  status: string;
  dueOn: string | null;
  assignee: string | null;
  labels: string[];
  updatedAt: Date;
  isDeleted: boolean;
  movedTo: FakeIssue | null;
}

export interface Ask {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  headers: IncomingHttpHeaders;
  origin: string;
}

export interface Answer {
  status: number;
  json?: unknown;
  headers?: Record<string, string>;
}

/** What is different in each kind. `store` has the issues. */
export interface FakeKind {
  kind: TrackerKind;
  project: string;
  token: string;
  /** The header that carries the token. */
  authorization: [name: string, value: string];
  statuses: {
    open: string;
    started: string | null;
    done: string;
    wontDo: string | null;
    /** A status of no category that Debrief knows. */
    odd: string | null;
  };
  answer(store: FakeStore, ask: Ask): Answer;
  refusal(status: number): Answer;
  limit(seconds: number, now: Date): Answer;
  /** The address that people see. */
  address(issue: FakeIssue, origin: string): string;
  webhook(issue: FakeIssue, now: Date): object;
  sign(body: string, secret: string): Record<string, string>;
}

export interface FakeStore {
  issues: FakeIssue[];
  now(): Date;
  /** The token does not see the project. */
  isHidden: boolean;
  add(given: Partial<FakeIssue>): FakeIssue;
  edit(issue: FakeIssue, change: Partial<FakeIssue>): void;
}

export const hmacSha256 = (body: string, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('hex');

/** Text of a request; undefined if it was not sent. */
export const textIn = (body: Record<string, unknown>, name: string): string | undefined => {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
};

/** The changes that were sent, without those that were not. */
export function pickSent(change: Partial<FakeIssue>): Partial<FakeIssue> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** The items of a page. */
export function takePage<T>(items: readonly T[], { query }: Ask): T[] {
  const [size, page] = [Number(query.get('per_page')), Number(query.get('page'))];
  return items.slice((page - 1) * size, page * size);
}

/** A tracker in this process, on a port of its own. */
export async function openFakeTracker(kind: FakeKind, now: () => Date) {
  const store: FakeStore = {
    issues: [],
    now,
    isHidden: false,
    add(given) {
      const issue: FakeIssue = {
        number: store.issues.length + 1,
        project: kind.project,
        title: 'An issue',
        body: '',
        status: kind.statuses.open,
        dueOn: null,
        assignee: null,
        labels: [],
        updatedAt: now(),
        isDeleted: false,
        movedTo: null,
        ...given,
      };
      store.issues.push(issue);
      return issue;
    },
    edit(issue, change) {
      Object.assign(issue, change, { updatedAt: now() });
    },
  };
  /** Answers that come instead of the next ones. */
  const failures: Answer[] = [];
  const asked: { method: string; path: string; body: string }[] = [];
  let token = kind.authorization[1];
  const peer = await openWebPeer(async (request, response) => {
    const sent = await text(request);
    const url = new URL(request.url ?? '', peer.origin);
    const { method = 'GET', headers } = request;
    asked.push({ method, path: url.pathname, body: sent });
    const body: unknown = sent === '' ? {} : JSON.parse(sent);
    const ask = {
      method,
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      body: body as Record<string, unknown>,
      headers,
      origin: peer.origin,
    };
    const answer =
      failures.shift() ??
      (headers[kind.authorization[0]] === token ? kind.answer(store, ask) : kind.refusal(401));
    response
      .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      .end(answer.json === undefined ? '' : JSON.stringify(answer.json));
  });
  return {
    ...store,
    store,
    kind,
    asked,
    failures,
    origin: peer.origin,
    settings: {
      kind: kind.kind,
      url: peer.origin,
      project: kind.project,
      labels: ['incident'],
    },
    /** It accepts another token from now on. */
    changeToken(next: string) {
      token = next;
    },
    /** Requests that change something. */
    writes: () =>
      asked.filter(({ method, body }) => method !== 'GET' && !/"query":"\s*query/.test(body)),
    [Symbol.asyncDispose]: () => peer[Symbol.asyncDispose](),
  };
}
