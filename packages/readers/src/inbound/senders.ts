import { joinCloudEvent } from './cloud-event-headers.ts';
import { verifySns } from './sns.ts';
import { checkSignature, type Signature } from './signature.ts';
import { readWebhook } from './read-webhook.ts';
import type { InboundSource } from './source.ts';

interface Sender {
  title: string;
  setUp: string;
  snippet?: string;
  signatures?: readonly Signature[];
  alwaysSigns?: boolean;
  /** The tool makes the secret of its signatures. */
  hasOwnSecret?: boolean;
  /** The header with the id of a delivery, the same when it is sent again. */
  idHeader?: string;
  verifyOnline?: NonNullable<InboundSource['verifyOnline']>;
  toStored?: NonNullable<InboundSource['toStored']>;
}

const withSecret = 'as the secret, enter the last part of the address';
const noSignature = "It can't sign, so keep the address secret.";
const ownSecret = 'Then select Store signing secret, and paste the one that it shows.';

const standardSignatures: readonly Signature[] = ['webhook-signature', 'svix-signature'].map(
  (header) => ({ header, scheme: 'standard' }),
);

const datadogPayload = {
  alert_cycle_key: '$ALERT_CYCLE_KEY',
  event_id: '$ID',
  event_time: '$DATE',
  event_title: '$EVENT_TITLE',
  event_text: '$TEXT_ONLY_MSG',
  status: '$ALERT_TRANSITION',
  priority: '$ALERT_PRIORITY',
  monitor_id: '$ALERT_ID',
  host: '$HOSTNAME',
  tags: '$TAGS',
  url: '$LINK',
};

const uptimeRobotPayload = Object.fromEntries(
  [
    'monitorID',
    'monitorURL',
    'monitorFriendlyName',
    'alertType',
    'alertTypeFriendlyName',
    'alertDetails',
    'alertDateTime',
    'alertDuration',
  ].map((name) => [name, `*${name}*`]),
);

/**
 * The tools whose webhooks Debrief reads. Records are recognized by their
 * shape.
 */
const table: Record<string, Sender> = {
  alertmanager: {
    title: 'Prometheus Alertmanager',
    setUp: 'Add this receiver to alertmanager.yml, and route alerts to it.',
    snippet: `receivers:
  - name: debrief
    webhook_configs:
      - url: ADDRESS
        send_resolved: true`,
  },
  cloudevents: {
    title: 'CloudEvents and CDEvents',
    setUp: 'Send events to the address by HTTP: structured, in batches, or in binary mode.',
    snippet: `curl ADDRESS -H 'content-type: application/cloudevents+json' -d '{"specversion": "1.0", "id": "1", "source": "/deploys", "type": "com.example.deployed", "time": "2026-03-02T08:00:00Z", "data": {"service": "orders", "version": "41"}}'`,
    toStored: joinCloudEvent,
  },
  datadog: {
    title: 'Datadog',
    setUp: `Integrations → Webhooks → New, with this payload, and @webhook-NAME in the monitors. ${noSignature}`,
    snippet: JSON.stringify(datadogPayload, null, 2),
  },
  firehydrant: {
    title: 'FireHydrant',
    setUp: `Settings → Webhooks → Add webhook; ${withSecret}.`,
    signatures: [{ header: 'fh-signature', scheme: 'hmac' }],
  },
  github: {
    title: 'GitHub',
    setUp: `Settings → Webhooks → Add webhook: the content type is application/json; ${withSecret}.`,
    signatures: [{ header: 'x-hub-signature-256', scheme: 'hmac' }],
    alwaysSigns: true,
    idHeader: 'x-github-delivery',
  },
  gitlab: {
    title: 'GitLab',
    setUp: `Settings → Webhooks → Add new webhook: ${withSecret} token, or select Store signing secret for its signing token.`,
    signatures: [
      { header: 'webhook-signature', scheme: 'standard' },
      { header: 'x-gitlab-token', scheme: 'secret' },
    ],
    alwaysSigns: true,
    idHeader: 'idempotency-key',
  },
  grafana: {
    title: 'Grafana',
    setUp: `Alerting → Contact points → Webhook. To sign deliveries, open HMAC Signature; ${withSecret}, and X-Grafana-Alerting-Timestamp as the timestamp header.`,
    signatures: [
      {
        header: 'x-grafana-alerting-signature',
        scheme: 'timed',
        timeHeader: 'x-grafana-alerting-timestamp',
      },
    ],
  },
  incidentio: {
    title: 'incident.io',
    setUp: `Settings → Webhooks → Add endpoint. ${ownSecret}`,
    signatures: standardSignatures,
    hasOwnSecret: true,
    idHeader: 'webhook-id',
  },
  jira: {
    title: 'Jira',
    setUp: `System → WebHooks → Create a WebHook; ${withSecret}.`,
    signatures: [{ header: 'x-hub-signature', scheme: 'hmac' }],
    idHeader: 'x-atlassian-webhook-identifier',
  },
  linear: {
    title: 'Linear',
    setUp: `Settings → API → New webhook. ${ownSecret}`,
    signatures: [{ header: 'linear-signature', scheme: 'hmac', timeField: 'webhookTimestamp' }],
    hasOwnSecret: true,
    idHeader: 'linear-delivery',
  },
  newrelic: {
    title: 'New Relic',
    setUp: `Alerts → Destinations → Webhook, and a workflow that uses it. ${noSignature}`,
  },
  opsgenie: {
    title: 'Opsgenie',
    setUp: `Settings → Integrations → Webhook. ${noSignature}`,
  },
  otlp: {
    title: 'OpenTelemetry logs',
    setUp: 'Send logs as JSON, from an SDK or from the otlphttp exporter of a collector.',
    snippet: `OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=ADDRESS
OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=http/json`,
  },
  pagerduty: {
    title: 'PagerDuty',
    setUp: `Integrations → Generic Webhooks (v3) → New Webhook. ${ownSecret}`,
    signatures: [{ header: 'x-pagerduty-signature', scheme: 'hmac' }],
    hasOwnSecret: true,
    idHeader: 'x-webhook-id',
  },
  pingdom: {
    title: 'Pingdom',
    setUp: `Integrations → Add integration → Webhook, and the checks that use it. ${noSignature}`,
  },
  rootly: {
    title: 'Rootly',
    setUp: `Configuration → Webhooks → New webhook. ${ownSecret}`,
    signatures: [{ header: 'x-rootly-signature', scheme: 'stamped' }],
    hasOwnSecret: true,
  },
  sentry: {
    title: 'Sentry',
    setUp: `Settings → Integrations → Create New Integration → Internal: Webhook URL. Then select Store signing secret, and paste its Client Secret.`,
    signatures: [{ header: 'sentry-hook-signature', scheme: 'hmac' }],
    hasOwnSecret: true,
    idHeader: 'request-id',
  },
  sns: {
    title: 'Amazon CloudWatch (SNS)',
    setUp:
      'Create a subscription of the topic: protocol HTTPS, the address, raw message delivery off. Debrief confirms it.',
    snippet: `aws sns subscribe --topic-arn TOPIC --protocol https --notification-endpoint ADDRESS`,
    verifyOnline: verifySns,
  },
  standard: {
    title: 'Standard Webhooks',
    setUp: `For any program that signs as standardwebhooks.com describes. ${ownSecret}`,
    signatures: standardSignatures,
    hasOwnSecret: true,
    idHeader: 'webhook-id',
  },
  statuspage: {
    title: 'Statuspage',
    setUp: 'Subscribe to the page by webhook, and enter the address.',
  },
  uptimerobot: {
    title: 'UptimeRobot',
    setUp: `Integrations → Webhook: the address, this POST value, and send as JSON. ${noSignature}`,
    snippet: JSON.stringify(uptimeRobotPayload, null, 2),
  },
};

export const senders: readonly InboundSource[] = Object.entries(table).map(([name, sender]) => ({
  name,
  title: sender.title,
  setUp: sender.setUp,
  snippet: sender.snippet ?? null,
  key: sender.signatures === undefined ? 'none' : sender.hasOwnSecret ? 'tool' : 'address',
  verify(request) {
    const { signatures = [], alwaysSigns: isNeeded = false, hasOwnSecret = false } = sender;
    checkSignature(request, { signatures, isNeeded, hasOwnSecret });
    return sender.idHeader === undefined ? null : request.headers.get(sender.idHeader);
  },
  ...(sender.verifyOnline && { verifyOnline: sender.verifyOnline }),
  ...(sender.toStored && { toStored: sender.toStored }),
  parse: readWebhook,
}));
