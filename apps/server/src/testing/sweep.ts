import { routes, type Route } from '@debrief/contract';
import type { TestApp } from './app.ts';
import { routeInputs, type Given, type Target } from './route-inputs.ts';

/** The content sent to a route that takes a file. */
export const fileSent =
  '{"at":"2026-03-01T10:00:00Z","author":"ada","email":"ada@example.org","text":"deploy 41 is out"}';

export interface Answer {
  what: string;
  status: number;
  body: string;
}

/** The path of a route for an input, with its query, and what is left for the body. */
export function fillRoute(
  route: Route,
  input: Record<string, unknown>,
): { path: string; rest: Record<string, unknown>; isQuery: boolean } {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input[name])),
  );
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !inPath.includes(name)));
  const isQuery = route.method === 'get' || route.method === 'delete' || route.body === 'file';
  const query =
    isQuery && Object.keys(rest).length > 0
      ? `?${new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)])).toString()}`
      : '';
  return { path: `${path}${query}`, rest, isQuery };
}

export async function ask(
  app: TestApp,
  token: string | undefined,
  route: Route,
  input: Record<string, unknown>,
): Promise<Answer> {
  const { path, rest, isQuery } = fillRoute(route, input);
  const body = route.body === 'file' ? `${fileSent}\n` : isQuery ? undefined : rest;
  const response = await app.send(route.method.toUpperCase(), path, {
    token,
    body,
    headers: { 'x-request-id': 'same' },
  });
  const what = `${route.method} ${path} ${isQuery ? '' : JSON.stringify(rest)}`;
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel();
    return { what, status: response.status, body: 'a stream' };
  }
  return { what, status: response.status, body: await response.text() };
}

/** Ids of activity are numbers that can occur anywhere. */
export const isActivity = (name: string) => name.endsWith('ctivityId');

/** Removes real and invented ids, so that two responses can be compared. */
function withoutNames(answer: Answer, target: Target): Answer {
  let body = answer.body;
  let what = answer.what.replace(/"activityId":"\d+"/, '<activityId>');
  for (const [name, id] of Object.entries(target)) {
    if (isActivity(name)) continue;
    body = body
      .replaceAll(String(id), `<${name}>`)
      .replaceAll(String(id).toUpperCase(), `<${name}>`);
    what = what.replaceAll(String(id), `<${name}>`);
  }
  return { what, status: answer.status, body };
}

export async function sweep(
  app: TestApp,
  token: string | undefined,
  target: Target,
  given: Given,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [room, table] of Object.entries(routes)) {
    for (const [name, route] of Object.entries<Route>(table)) {
      const inputs = Object.entries(
        Object.entries(routeInputs).find(([one]) => one === room)?.[1] ?? {},
      ).find(([one]) => one === name)?.[1];
      if (!inputs) throw new Error(`${room}.${name} is not swept`);
      for (const input of inputs(target, given))
        answers.push(withoutNames(await ask(app, token, route, input), target));
    }
  }
  return answers;
}
