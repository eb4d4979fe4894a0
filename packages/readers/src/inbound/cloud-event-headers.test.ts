import { expect, test } from 'vitest';
import { joinCloudEvent } from './cloud-event-headers.ts';
import { findInboundSource } from './sources.ts';

const time = '2018-04-05T03:56:24Z';
const attributes = {
  'ce-specversion': '1.0',
  'ce-type': 'com.example.someevent',
  'ce-time': time,
  'ce-id': '1234-1234-1234',
  'ce-source': '/mycontext/sub%20context',
};
const store = (headers: Record<string, string>, body: Uint8Array) =>
  joinCloudEvent({
    headers: new Headers(headers),
    body,
    token: '',
    secrets: [],
    now: new Date('2026-03-02T08:00:00Z'),
  });
const read = (body: Uint8Array) =>
  findInboundSource('cloudevents')?.parse(body, { key: 'e', name: 'Endpoint' });

test('an event in binary mode is stored as one document, with its data as it was sent', () => {
  const data = '{\n  "message": "Hello World!"\n}';
  const joined = store({ ...attributes, 'content-type': 'application/json' }, Buffer.from(data));
  expect(Buffer.from(joined).toString()).toContain(data);
  expect(JSON.parse(Buffer.from(joined).toString())).toEqual({
    specversion: '1.0',
    type: 'com.example.someevent',
    time,
    id: '1234-1234-1234',
    source: '/mycontext/sub context',
    datacontenttype: 'application/json',
    data: { message: 'Hello World!' },
  });
  expect(read(joined)).toMatchObject([
    {
      type: 'record',
      record: { occurredAt: new Date(time), text: expect.stringContaining('Hello') },
    },
  ]);
});

test('data can be text, bytes or absent, and structured events and batches stay as they are', () => {
  const parseStored = (body: Uint8Array): unknown =>
    JSON.parse(Buffer.from(store(attributes, body)).toString());
  expect(parseStored(Buffer.from('plain "text"'))).toMatchObject({ data: 'plain "text"' });
  expect(parseStored(Buffer.from([0xff, 0]))).toMatchObject({ data_base64: '/wA=' });
  expect(parseStored(new Uint8Array())).not.toHaveProperty('data');
  const event = { specversion: '1.0', id: '1', source: '/a', type: 't', time };
  for (const body of [event, [event, { ...event, id: '2' }]]) {
    const sent = Buffer.from(JSON.stringify(body));
    const type = { 'content-type': 'application/cloudevents-batch+json' };
    expect(store(type, sent)).toBe(sent);
    expect(read(sent)).toHaveLength([body].flat().length);
  }
});
