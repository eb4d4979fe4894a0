import { routes, type Problem, type Route } from '@debrief/contract';
import { expect, test } from 'vitest';
import { ClientProblem, createClient } from './create-client.ts';
import { z } from 'zod';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';

/** A client whose requests are recorded, and answered by `answer`. */
function createRecordingClient(
  answer: () => Response = () => Response.json({ items: [], next: null }),
  token?: string,
) {
  const requests: Request[] = [];
  const client = createClient({
    baseUrl: 'http://127.0.0.1:4300',
    ...(token && { token }),
    fetch: async (request) => {
      requests.push(request);
      return answer();
    },
  });
  const getSent = () => {
    const [request] = requests;
    if (!request) throw new Error('nothing was sent');
    return request;
  };
  return { client, sent: getSent };
}

test('has one function per route of the contract', () => {
  const { client } = createRecordingClient();
  const shape = (table: object) =>
    Object.fromEntries(
      Object.entries(table).map(([room, doors]: [string, object]) => [room, Object.keys(doors)]),
    );
  expect(shape(client)).toEqual(shape(routes));
});

test('path parameters are encoded and leave the query', async () => {
  const { client, sent } = createRecordingClient();
  await client.evidence.record({ incident: 'INC-2/../x', text: 'a&b=c ü', limit: 50 });
  const url = new URL(sent().url);
  expect(url.pathname).toBe('/api/incidents/INC-2%2F..%2Fx/record');
  expect(Object.fromEntries(url.searchParams)).toEqual({ text: 'a&b=c ü', limit: '50' });
  expect(sent().method).toBe('GET');
});

test('omits undefined and sends null', async () => {
  const { client, sent } = createRecordingClient(() => Response.json({}));
  await client.evidence.includeStream({
    incident: 'INC-2',
    streamId: id,
    from: null,
    until: undefined,
  });
  expect(await sent().json()).toEqual({ from: null });
  expect(sent().url).toBe(`http://127.0.0.1:4300/api/incidents/INC-2/streams/${id}`);
});

test("sends a delete's other inputs in the query", async () => {
  const { client, sent } = createRecordingClient(() =>
    Response.json({ events: [], removed: [id], activityId: '1' }),
  );
  await client.timeline.remove({ id, version: 3 });
  expect(`${sent().method} ${new URL(sent().url).pathname}${new URL(sent().url).search}`).toBe(
    `DELETE /api/timeline/${id}?version=3`,
  );
  expect(sent().body).toBeNull();
});

test("sends a write as JSON with the caller's key", async () => {
  const { client, sent } = createRecordingClient(() => Response.json({}, { status: 201 }), 'k1');
  await client.incident.declare({ title: 'Search is empty' });
  expect(await sent().json()).toEqual({ title: 'Search is empty' });
  expect(sent().headers.get('content-type')).toBe('application/json');
  expect(sent().headers.get('authorization')).toBe('Bearer k1');
});

test('streams a file as the body, with its options in the query', async () => {
  const { client, sent } = createRecordingClient(() => Response.json({}, { status: 202 }));
  const chunks = ['one ', 'two'].map((text) => new TextEncoder().encode(text));
  const file = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
  });
  await client.evidence.import({ incident: 'INC-2', name: 'a b.json', map: 'at=start' }, { file });
  expect(Object.fromEntries(new URL(sent().url).searchParams)).toEqual({
    incident: 'INC-2',
    name: 'a b.json',
    map: 'at=start',
  });
  expect(sent().headers.get('content-type')).toBe('application/octet-stream');
  expect(await sent().text()).toBe('one two');
});

test('returns a file response unchanged, and nothing for one without content', async () => {
  const { client } = createRecordingClient(() => new Response('# Timeline'));
  expect(
    await (await client.incident.export({ incident: 'INC-2', format: 'markdown' })).text(),
  ).toBe('# Timeline');
  expect(
    await createRecordingClient(() => new Response(null, { status: 204 })).client.access.signOut(
      undefined,
    ),
  ).toBeUndefined();
});

test('throws an error response with its full problem', async () => {
  const problem: Problem = {
    type: 'about:blank',
    code: 'conflict',
    title: 'Conflict',
    status: 409,
    detail: 'Bo changed it.',
    issues: [{ at: 'version', message: 'is 4 now' }],
    current: { version: 4 },
    requestId: 'r1',
  };
  const { client } = createRecordingClient(() => Response.json(problem, { status: 409 }));
  const error: unknown = await client.incident
    .get({ incident: 'INC-2' })
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ClientProblem);
  expect(error).toMatchObject({ message: 'Bo changed it.', problem });
});

test.each(['<html>Bad gateway</html>', '{"error":"no"}', ''])(
  'reports the content of an error response that is not a problem (%j)',
  async (body) => {
    const { client } = createRecordingClient(() => new Response(body, { status: 502 }));
    await expect(client.incident.get({ incident: 'INC-2' })).rejects.toMatchObject({
      problem: { code: 'unexpected', status: 502 },
      message: 'The server answered 502 without saying why.',
    });
  },
);

test('a call can be aborted', async () => {
  const { client, sent } = createRecordingClient();
  const stop = new AbortController();
  await client.incident.list({}, { signal: stop.signal });
  expect(sent().signal.aborted).toBe(false);
  stop.abort();
  expect(sent().signal.aborted).toBe(true);
});

test('every path parameter of the table is a field of its route', () => {
  for (const [room, table] of Object.entries(routes)) {
    for (const [name, route] of Object.entries<Route>(table)) {
      const parameters = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      // Every option of a union has the field.
      const inputs =
        route.input instanceof z.ZodDiscriminatedUnion ? route.input.options : [route.input];
      for (const input of inputs) {
        const fields =
          input && 'shape' in input && typeof input.shape === 'object'
            ? Object.keys(input.shape ?? {})
            : [];
        expect(fields, `${room}.${name}`).toEqual(expect.arrayContaining(parameters));
      }
    }
  }
});
