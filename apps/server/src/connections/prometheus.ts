import { z } from 'zod';
import { RequestError } from '../network/guarded-fetch.ts';
import { defineSource, toAuthorization } from './source.ts';

const mostSeries = 20;
/** With the most series, a page has 5,000 samples. */
const stepsInWindow = 250;
const hourMs = 3_600_000;

const Answer = z.object({
  data: z.object({
    resultType: z.string(),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), values: z.unknown() })),
  }),
});
const Failure = z.object({ error: z.string() });

/** The time of the last sample that was asked for, in milliseconds. */
const Watermark = z.object({ until: z.number() });

/**
 * A range query, window by window, at times that are multiples of the step: the same query has the
 * same samples. The last step is left for the next request, because its sample may still arrive.
 */
export const prometheus = defineSource({
  kind: 'prometheus',
  watermark: Watermark,
  async *pull({ settings, secret, watermark, fetch, now, signal }) {
    const { url, query, stepSeconds, hoursBefore } = settings;
    const stepMs = stepSeconds * 1000;
    const floor = (ms: number): number => Math.floor(ms / stepMs) * stepMs;
    const last = floor(now.getTime()) - stepMs;
    let from = watermark
      ? floor(watermark.until) + stepMs
      : floor(now.getTime() - hoursBefore * hourMs);
    while (from <= last) {
      const until = Math.min(from + (stepsInWindow - 1) * stepMs, last);
      const address = new URL(`${url.replace(/\/+$/, '')}/api/v1/query_range`);
      address.search = new URLSearchParams({
        query,
        start: String(from / 1000),
        end: String(until / 1000),
        step: String(stepSeconds),
      }).toString();
      const { body } = await fetch(address.href, {
        signal,
        headers: { accept: 'application/json', ...toAuthorization(secret) },
      }).catch((error: unknown) => {
        throw explain(error);
      });
      const series = readSeries(body);
      yield {
        body: series.length === 0 ? null : Buffer.from(JSON.stringify({ query, series })),
        key: `${new Date(from).toISOString()}/${new Date(until).toISOString()} ${now.toISOString()}`,
        watermark: { until },
      };
      from = until + stepMs;
    }
  },
});

function readSeries(body: Buffer): unknown[] {
  const { data, success } = Answer.safeParse(parseJson(body));
  if (!success || data.data.resultType !== 'matrix')
    throw new RequestError('The answer is not one of Prometheus. Check the address.');
  const { result } = data.data;
  if (result.length > mostSeries)
    throw new RequestError(
      `The query has ${result.length} series. Sum or filter them: at most ${mostSeries} can be added.`,
    );
  return result;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** What Prometheus says about the query. */
function explain(error: unknown): unknown {
  if (!(error instanceof RequestError) || error.body === null) return error;
  const { data } = Failure.safeParse(parseJson(error.body));
  return data ? new RequestError(`Prometheus refused the query: ${data.error}`) : error;
}
