import { expect, test } from 'vitest';
import { openWebPeer } from '../testing/web-peer.ts';
import { pullAll } from './pull-all.fixture.ts';
import { prometheus } from './prometheus.ts';

const now = new Date('2026-03-02T09:00:30Z');
const settings = {
  kind: 'prometheus',
  query: 'up',
  stepSeconds: 60,
  hoursBefore: 9,
  everyMinutes: 5,
};

const pull = (url: string, watermark: unknown, at = now) =>
  pullAll(prometheus, { ...settings, url }, watermark, at);

const matrix = (count: number) =>
  JSON.stringify({
    status: 'success',
    data: {
      resultType: 'matrix',
      result: Array.from({ length: count }, (_, index) => ({
        metric: { __name__: 'up', instance: String(index) },
        values: [[1772438400, '1']],
      })),
    },
  });

test('windows follow each other without a gap or a value twice', async () => {
  await using peer = await openWebPeer((_, response) => response.end(matrix(1)));
  const pages = await pull(`${peer.origin}/prefix/`, null);
  const windows = () =>
    peer.asked.map(({ path }) => {
      const { searchParams, pathname } = new URL(path, peer.origin);
      expect(pathname).toBe('/prefix/api/v1/query_range');
      return ['start', 'end'].map((name) => Number(searchParams.get(name)));
    });
  const [first, ...others] = windows();
  expect(first?.[0]).toBe(Date.parse('2026-03-02T00:00:00Z') / 1000);
  let end = first?.[1] ?? 0;
  for (const [start, until] of others) {
    expect(start).toBe(end + 60);
    end = until ?? 0;
  }
  // The last step may still be without its sample.
  expect(end).toBe(Date.parse('2026-03-02T08:59:00Z') / 1000);
  const last = pages.at(-1)?.watermark;
  expect(last).toEqual({ until: end * 1000 });
  expect(await pull(peer.origin, last)).toEqual([]);
  const later = await pull(`${peer.origin}/prefix`, last, new Date('2026-03-02T09:01:00Z'));
  expect(windows().at(-1)).toEqual([end + 60, end + 60]);
  expect(later).toHaveLength(1);
});

test('a window without values moves on, and what is refused says why', async () => {
  let status = 200;
  let body = matrix(0);
  await using peer = await openWebPeer((_, response) => response.writeHead(status).end(body));
  const pages = await pull(peer.origin, null);
  expect(pages.every((page) => page.body === null)).toBe(true);
  expect(pages.at(-1)?.watermark).toEqual({ until: Date.parse('2026-03-02T08:59:00Z') });
  body = matrix(21);
  await expect(pull(peer.origin, null)).rejects.toThrow('The query has 21 series.');
  for (const wrong of ['<html>', '{}', '{"data":{"resultType":"vector","result":[]}}']) {
    body = wrong;
    await expect(pull(peer.origin, null)).rejects.toThrow('not one of Prometheus');
  }
  status = 400;
  body = '{"status":"error","error":"1:3: parse error: unexpected end of input"}';
  await expect(pull(peer.origin, null)).rejects.toThrow('Prometheus refused the query: 1:3: parse');
});
