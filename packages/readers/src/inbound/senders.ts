import { checkSignature, type Signature } from './signature.ts';
import { readWebhook } from './read-webhook.ts';
import type { InboundSource } from './source.ts';

interface Sender {
  title: string;
  setUp: string;
  signatures?: readonly Signature[];
  alwaysSigns?: boolean;
  /** The tool makes the secret of its signatures. */
  hasOwnSecret?: boolean;
  /** The header with the id of a delivery, the same when it is sent again. */
  idHeader?: string;
}

const withSecret = 'as the secret, enter the last part of the address';
const noSignature = "It can't sign, so keep the address secret.";
const ownSecret = 'Then paste the secret that it shows under Signing secret.';

/**
 * The tools whose webhooks Debrief reads. Records are recognized by their
 * shape.
 */
const table: Record<string, Sender> = {
  alertmanager: {
    title: 'Prometheus Alertmanager',
    setUp:
      'Add a receiver to alertmanager.yml with webhook_configs: [{ url: "ADDRESS", send_resolved: true }], and route alerts to it.',
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
    setUp: `Settings → Webhooks → Add new webhook: ${withSecret} token, or paste its signing token under Signing secret.`,
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
  sentry: {
    title: 'Sentry',
    setUp: `Settings → Integrations → Create New Integration → Internal: Webhook URL. Then paste its Client Secret under Signing secret.`,
    signatures: [{ header: 'sentry-hook-signature', scheme: 'hmac' }],
    hasOwnSecret: true,
    idHeader: 'request-id',
  },
  statuspage: {
    title: 'Statuspage',
    setUp: 'Subscribe to the page by webhook, and enter the address.',
  },
};

export const senders: readonly InboundSource[] = Object.entries(table).map(([name, sender]) => ({
  name,
  title: sender.title,
  setUp: sender.setUp,
  key: sender.signatures === undefined ? 'none' : sender.hasOwnSecret ? 'tool' : 'address',
  verify(request) {
    const { signatures = [], alwaysSigns: isNeeded = false, hasOwnSecret = false } = sender;
    checkSignature(request, { signatures, isNeeded, hasOwnSecret });
    return sender.idHeader === undefined ? null : request.headers.get(sender.idHeader);
  },
  parse: readWebhook,
}));
