import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedSample } from '../testing/test-support.ts';
import type { SourceRecord, StreamRef } from '../source.ts';
import { senders } from './senders.ts';
import { findInboundSource } from './sources.ts';

const token = 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k';
const now = new Date('2026-03-02T08:00:00Z');
const seconds = String(now.getTime() / 1000);
const body: Buffer = Buffer.from('{"a": 1}');
const hex = (signed: Buffer, key = token) => createHmac('sha256', key).update(signed).digest('hex');

function verify(
  name: string,
  headers: Record<string, string>,
  sent = body,
  secrets: string[] = [],
): string | null {
  const source = findInboundSource(name);
  if (source === null) throw new Error(`No source ${name}`);
  return source.verify({ headers: new Headers(headers), body: sent, token, secrets, now });
}
const refused = expect.objectContaining({ code: 'not-signed-in' });

describe('a signature', () => {
  test('of GitHub is needed, and names the delivery', () => {
    const headers = { 'X-Hub-Signature-256': `sha256=${hex(body)}`, 'X-GitHub-Delivery': 'd-1' };
    expect(verify('github', headers)).toBe('d-1');
    expect(() => verify('github', headers, Buffer.from('{"a": 2}'))).toThrow(refused);
    expect(() => verify('github', { 'X-GitHub-Delivery': 'd-1' })).toThrow(refused);
    const other = { 'X-Hub-Signature-256': `sha256=${hex(body, 'guess')}` };
    expect(() => verify('github', other)).toThrow(refused);
    expect(() => verify('github', { 'X-Hub-Signature-256': 'sha256=' })).toThrow(refused);
  });

  test('of GitLab is its token, or that of Standard Webhooks within five minutes', () => {
    expect(verify('gitlab', { 'X-Gitlab-Token': token, 'Idempotency-Key': 'i' })).toBe('i');
    expect(() => verify('gitlab', { 'X-Gitlab-Token': 'guess' })).toThrow(refused);
    expect(() => verify('gitlab', {})).toThrow(refused);
    const sign = (at: string) =>
      createHmac('sha256', Buffer.from(token, 'base64')).update(`m-1.${at}.${body.toString()}`);
    const standard = (at: string) => ({
      'webhook-id': 'm-1',
      'webhook-timestamp': at,
      'webhook-signature': `v1,AAAA v1,${sign(at).digest('base64')}`,
    });
    expect(() => verify('gitlab', standard(seconds))).not.toThrow();
    for (const at of [String(Number(seconds) - 301), String(Number(seconds) + 301), '', 'soon'])
      expect(() => verify('gitlab', standard(at))).toThrow(refused);
    // GitLab can also sign with a secret of its own.
    const both = { ...standard(seconds), 'webhook-signature': 'v1,AAAA', 'X-Gitlab-Token': token };
    expect(() => verify('gitlab', both)).not.toThrow();
    expect(() => verify('gitlab', { ...both, 'X-Gitlab-Token': 'guess' })).toThrow(refused);
    const moved = { ...standard(seconds), 'webhook-id': 'm-2' };
    expect(() => verify('gitlab', moved)).toThrow(refused);
  });

  test('of FireHydrant is checked if it is there', () => {
    expect(() => verify('firehydrant', { 'fh-signature': hex(body) })).not.toThrow();
    expect(() => verify('firehydrant', { 'fh-signature': hex(body, 'guess') })).toThrow(refused);
  });

  test('of Grafana is checked if it is there, with its time', () => {
    const header = 'X-Grafana-Alerting-Signature';
    const signTimed = (at: string) => ({
      [header]: hex(Buffer.concat([Buffer.from(`${at}:`), body])),
      'X-Grafana-Alerting-Timestamp': at,
    });
    expect(verify('grafana', {})).toBeNull();
    expect(verify('grafana', { [header]: hex(body) })).toBeNull();
    expect(verify('grafana', signTimed(seconds))).toBeNull();
    expect(() => verify('grafana', signTimed('1700000000'))).toThrow(refused);
    expect(() => verify('grafana', { [header]: hex(Buffer.from('x')) })).toThrow(refused);
  });
});

describe('a secret that the tool makes', () => {
  const own = 'pd-secret-1';
  const at = now.getTime();
  const bodyAt = (ms: number): Buffer =>
    Buffer.from(`{"action":"update","webhookTimestamp":${ms}}`);
  const standard = (key: string, time = seconds) => ({
    'webhook-id': 'm-1',
    'webhook-timestamp': time,
    'webhook-signature': `v1,${createHmac('sha256', Buffer.from(key, 'base64'))
      .update(`m-1.${time}.${body.toString()}`)
      .digest('base64')}`,
  });
  const cases: [name: string, headers: (key: string) => Record<string, string>, sent: Buffer][] = [
    ['pagerduty', (key) => ({ 'X-PagerDuty-Signature': `v1=${hex(body, key)}` }), body],
    ['sentry', (key) => ({ 'Sentry-Hook-Signature': hex(body, key) }), body],
    ['linear', (key) => ({ 'Linear-Signature': hex(bodyAt(at), key) }), bodyAt(at)],
    ['github', (key) => ({ 'X-Hub-Signature-256': `sha256=${hex(body, key)}` }), body],
  ];
  test.each(cases)('of %s verifies, also the one before it, and no other', (name, sign, sent) => {
    expect(() => verify(name, sign(own), sent, [own])).not.toThrow();
    expect(() => verify(name, sign('old-secret'), sent, [own, 'old-secret'])).not.toThrow();
    expect(() => verify(name, sign('old-secret'), sent, [own])).toThrow(refused);
    expect(() => verify(name, sign(own), Buffer.from('{"a": 2}'), [own])).toThrow(refused);
    expect(() => verify(name, {}, sent, [own])).toThrow(refused);
    expect(() => verify(name, sign(token), sent, [own])).toThrow(refused);
  });

  test('of Rootly signs its time and the body', () => {
    const sign = (time: string) => ({
      'X-Rootly-Signature': `t=${time},v1=${hex(Buffer.concat([Buffer.from(time), body]), own)}`,
    });
    expect(() => verify('rootly', sign(seconds), body, [own])).not.toThrow();
    expect(() => verify('rootly', sign('1700000000'), body, [own])).toThrow(/another time/);
    const moved = sign(seconds)['X-Rootly-Signature'].replace(`t=${seconds}`, 't=1772438399');
    expect(() => verify('rootly', { 'X-Rootly-Signature': moved }, body, [own])).toThrow(refused);
  });

  test('of incident.io is one of Standard Webhooks, also with the names of Svix', () => {
    const key = Buffer.from('a key of incident.io').toString('base64');
    const headers = standard(key);
    const svix = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.replace('webhook', 'svix'), value]),
    );
    for (const given of [headers, svix]) {
      expect(() => verify('incidentio', given, body, [`whsec_${key}`])).not.toThrow();
      expect(() => verify('incidentio', given, body, ['whsec_AAAA'])).toThrow(refused);
    }
    expect(verify('incidentio', headers, body, [key])).toBe('m-1');
  });

  test('is not checked before it is stored: the address is the proof', () => {
    expect(() => verify('pagerduty', { 'X-PagerDuty-Signature': 'v1=ab' })).not.toThrow();
    expect(() => verify('linear', {})).not.toThrow();
  });

  test('of PagerDuty signs with each secret of a webhook while one is replaced', () => {
    const both = { 'X-PagerDuty-Signature': `v1=${hex(body, 'x')}, v1=${hex(body, own)}` };
    expect(() => verify('pagerduty', both, body, [own])).not.toThrow();
  });

  test('of Linear signs the time when it was sent', () => {
    for (const ms of [at - 301_000, at + 301_000]) {
      const headers = { 'Linear-Signature': hex(bodyAt(ms), own) };
      expect(() => verify('linear', headers, bodyAt(ms), [own])).toThrow(/another time/);
    }
  });

  test('of GitLab is a signing token of Standard Webhooks, with its prefix', () => {
    const key = Buffer.from('a signing token of gitlab').toString('base64');
    const secrets = [`whsec_${key}`];
    expect(() => verify('gitlab', standard(key), body, secrets)).not.toThrow();
    expect(() => verify('gitlab', standard('AAAA'), body, secrets)).toThrow(refused);
    expect(() => verify('gitlab', standard(key, '1700000000'), body, secrets)).toThrow(refused);
    expect(() => verify('gitlab', { 'X-Gitlab-Token': token }, body, secrets)).toThrow(refused);
  });
});

const samples = sharedSample('webhook-payloads');

function listFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? listFiles(path) : name.endsWith('.json') ? [path] : [];
  });
}

/** Where the payloads of a sender are, if not in a folder with its name. */
const folders: Record<string, string> = { cloudevents: 'cdevents/conformance' };

/** How many of their published payloads have a record; the others have no time of their own. */
const known = {
  alertmanager: 2,
  cloudevents: 48,
  github: 50,
  gitlab: 50,
  grafana: 4,
  jira: 26,
  linear: 12,
  newrelic: 14,
  opsgenie: 13,
  pagerduty: 20,
  pingdom: 4,
  sentry: 16,
  statuspage: 3,
};

describe.skipIf(samples === null)('the payloads that senders publish', () => {
  test.each(Object.entries(known))('of %s are read with their own time', (name, least) => {
    const stream = { key: 'e', name: 'Endpoint' };
    let count = 0;
    for (const path of listFiles(join(samples ?? '', folders[name] ?? name))) {
      const records = readFrom(name, readFileSync(path), stream);
      count += records.length > 0 ? 1 : 0;
      for (const { occurredAt } of records)
        expect(occurredAt.getTime()).toBeLessThan(Date.UTC(2026, 10, 1));
    }
    expect(count).toBeGreaterThanOrEqual(least);
  });

  /** Their payloads are in testing/samples, as their documentation shows them. */
  const documented = 'datadog firehydrant incidentio otlp rootly sns standard uptimerobot'.split(
    ' ',
  );
  test('are in this table for every sender', () => {
    expect([...Object.keys(known), ...documented].toSorted()).toEqual(
      senders.map(({ name }) => name),
    );
  });
});

/** A body without known records is refused, never anything worse. */
function readFrom(name: string, sent: Buffer, stream: StreamRef): SourceRecord[] {
  try {
    const reads = findInboundSource(name)?.parse(sent, stream) ?? [];
    return reads.flatMap((read) => (read.type === 'record' ? [read.record] : []));
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad-file' });
    return [];
  }
}

test('a form with a payload, and a body without known records', () => {
  const source = findInboundSource('alertmanager');
  const alert = {
    status: 'firing',
    labels: { alertname: 'Late', service: 'orders' },
    annotations: { summary: 'Orders are late' },
    startsAt: '2026-03-02T08:00:00Z',
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: 'f1',
  };
  const group = JSON.stringify({
    version: '4',
    groupKey: '{}:{}',
    status: 'firing',
    receiver: 'debrief',
    alerts: [alert],
  });
  const stream = { key: 'e', name: 'Endpoint' };
  for (const sent of [group, `payload=${encodeURIComponent(group)}`])
    expect(source?.parse(Buffer.from(sent), stream)).toMatchObject([
      { type: 'record', record: { kind: 'alert', occurredAt: new Date('2026-03-02T08:00:00Z') } },
    ]);
  for (const sent of ['', '{}', '{"zen": "Design for failure."}', 'payload='])
    expect(() => source?.parse(Buffer.from(sent), stream)).toThrow(
      expect.objectContaining({ code: 'bad-file' }),
    );
});
