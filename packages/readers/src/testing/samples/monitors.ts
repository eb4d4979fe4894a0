import { toLines, type Sample } from './sample.ts';

const ms = Date.UTC(2024, 2, 13, 14, 2, 11);
const seconds = ms / 1000;
const at = (second: number): string => new Date(ms + second * 1000).toISOString();

const incidentIoIncident = {
  id: '01FCNDV6P870EA6S7TK1DSYDG0',
  reference: 'INC-123',
  name: 'Our database is sad',
  summary: 'Our database is really really sad',
  incident_status: { id: '01FCNDV6P870EA6S7TK1DSYD5H', name: 'Fixing', category: 'live' },
  severity: { id: '01FCNDV6P870EA6S7TK1DSYDG0', name: 'Minor', rank: 1 },
  creator: {
    user: { id: '01FCNDV6P870EA6S7TK1DSYDG0', name: 'Mara Iwu', email: 'mara@acme.test' },
  },
  created_at: at(0),
  updated_at: at(60),
  permalink: 'https://app.incident.io/incidents/123',
  slack_channel_name: 'inc-165-green-parrot',
};

const cdContext = {
  specversion: '0.4.1',
  source: '/event/source/123',
  timestamp: at(5),
};

const fireHydrantIncident = {
  id: '04d9fd1a-ba9c-417d-b396-58a6e2c374de',
  name: 'API outage',
  number: 42,
  summary: 'All calls fail',
  created_at: at(0),
  started_at: at(-60),
  severity: { slug: 'SEV1', description: 'Critical' },
  current_milestone: 'resolved',
  milestones: [
    { id: 'm1', type: 'started', occurred_at: at(-60) },
    { id: 'm2', type: 'resolved', occurred_at: at(600) },
  ],
  services: [{ id: 's1', name: 'orders' }],
  incident_url: 'https://app.firehydrant.io/incidents/42',
};

/** Bodies of webhooks as the tools' documentation shows them. */
const webhookSamples: Sample[] = [
  {
    name: 'incident-io-webhook.jsonl',
    content: toLines(
      {
        event_type: 'public_incident.incident_created_v2',
        'public_incident.incident_created_v2': incidentIoIncident,
      },
      {
        event_type: 'public_incident.incident_status_updated_v2',
        'public_incident.incident_status_updated_v2': {
          incident: incidentIoIncident,
          message: 'We found it',
          new_status: { name: 'Fixing' },
          previous_status: { name: 'Investigating' },
        },
      },
      {
        event_type: 'private_incident.incident_created_v2',
        'private_incident.incident_created_v2': { id: '01FCNDV6P870EA6S7TK1DSYDG0' },
      },
    ),
  },
  {
    name: 'rootly-webhook.jsonl',
    content: toLines(
      {
        event: { id: 'e1', type: 'incident.resolved', issued_at: at(601) },
        data: {
          id: 'r1',
          title: 'Orders fail',
          summary: 'Queue is full',
          status: 'resolved',
          started_at: at(0),
          resolved_at: at(600),
          created_at: at(1),
          url: 'https://rootly.com/account/incidents/1',
        },
      },
      {
        event: { id: 'e2', type: 'alert.created', issued_at: at(1) },
        data: { id: 'a1', summary: 'db1 is full', source: 'datadog', created_at: at(1) },
      },
    ),
  },
  {
    name: 'firehydrant-webhook.jsonl',
    content: toLines(
      {
        data: { incident: fireHydrantIncident },
        event: { operation: 'UPDATED', resource_type: 'incident' },
      },
      {
        data: {
          incident: fireHydrantIncident,
          event: {
            id: 'n1',
            type: 'note',
            occurred_at: at(30),
            data: { body: 'Rolling back' },
            author: { id: 'u1', name: 'Mara Iwu' },
          },
        },
        event: { operation: 'CREATED', resource_type: 'incident_event' },
      },
    ),
  },
  {
    name: 'datadog-webhook.json',
    content: {
      alert_cycle_key: '4837263891',
      event_id: '1234567',
      event_time: String(ms),
      event_title: '[Triggered] Errors of orders',
      event_text: '12 % errors',
      status: 'Triggered',
      priority: 'P1',
      monitor_id: '1234',
      host: 'db1',
      tags: 'service:orders, env:prod',
      url: 'https://app.datadoghq.com/event/jump_to?event_id=123456',
    },
  },
  {
    name: 'sns.jsonl',
    content: toLines(
      {
        Type: 'Notification',
        MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
        TopicArn: 'arn:aws:sns:us-west-2:123456789012:orders',
        Subject: 'ALARM: "5xx"',
        Message: JSON.stringify({
          AlarmName: '5xx',
          AlarmDescription: 'Errors of orders',
          AWSAccountId: '123456789012',
          NewStateValue: 'ALARM',
          NewStateReason: 'Threshold Crossed: 1 datapoint (12.0) was greater than 5.0.',
          StateChangeTime: '2024-03-13T14:02:11.000+0000',
          Region: 'US West (Oregon)',
          AlarmArn: 'arn:aws:cloudwatch:us-west-2:123456789012:alarm:5xx',
          OldStateValue: 'OK',
          Trigger: { MetricName: 'HTTPCode_5XX', Namespace: 'AWS/ApplicationELB' },
        }),
        Timestamp: '2024-03-13T14:02:12.000Z',
        SignatureVersion: '1',
        Signature: 'AA==',
      },
      {
        Type: 'Notification',
        MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf325',
        TopicArn: 'arn:aws:sns:us-west-2:123456789012:orders',
        Subject: 'My first message',
        Message: 'Hello world!',
        Timestamp: '2024-03-13T14:02:12.000Z',
      },
    ),
  },
  {
    name: 'cloudevents.json',
    content: [
      {
        specversion: '1.0',
        id: 'A234-1234-1234',
        source: '/mycontext/subcontext',
        type: 'com.example.service.deployed',
        time: '2024-03-13T14:02:11Z',
        datacontenttype: 'application/json',
        data: { service: 'orders', version: '41' },
      },
      { specversion: '1.0', id: 'no-time', source: '/a', type: 'com.example.someevent' },
      {
        specversion: '1.0',
        id: 'B1',
        source: '/pipelines',
        type: 'dev.cdevents.service.deployed.0.2.0',
        time: '2024-03-13T14:02:16Z',
        data: {
          context: { ...cdContext, id: 'B1', type: 'dev.cdevents.service.deployed.0.2.0' },
          subject: {
            id: 'orders',
            type: 'service',
            content: { environment: { id: 'prod' }, artifactId: 'pkg:oci/orders@sha256%3Aab' },
          },
        },
      },
    ],
  },
  {
    name: 'cdevent.json',
    content: {
      context: { ...cdContext, id: 'C1', type: 'dev.cdevents.incident.detected.0.3.0' },
      subject: {
        id: 'incident-123',
        content: { description: 'Response time above 100 ms', service: { id: 'orders' } },
      },
      customData: { metric: 'responseTime' },
    },
  },
];

export const monitorSamples: Sample[] = [
  ...webhookSamples,
  {
    name: 'datadog.json',
    content: [
      {
        id: 1,
        id_str: '1',
        date_happened: seconds,
        title: '[Triggered] Errors of orders',
        text: '12 % errors',
        alert_type: 'error',
        priority: 'normal',
        host: 'db1',
        tags: ['service:orders', 'env:prod'],
        url: '/event/event?id=1',
      },
      {
        id: 'AQ1',
        type: 'event',
        attributes: {
          timestamp: at(1),
          message: 'orders 41 by mara',
          tags: ['deploy', 'service:orders'],
          attributes: { title: 'Deploy', service: 'orders', status: 'info' },
        },
      },
      {
        id: 9,
        name: 'Errors of orders',
        query: 'avg(last_5m):sum:errors{*} > 5',
        type: 'metric alert',
        message: '@pagerduty',
        overall_state: 'Alert',
        overall_state_modified: at(2),
        created: '2020-01-01T00:00:00Z',
        tags: [],
      },
    ],
  },
  {
    name: 'sentry.json',
    content: [
      {
        id: '163',
        shortId: 'ORDERS-1',
        title: 'TimeoutError: queue',
        culprit: 'orders.push',
        permalink: 'https://acme.sentry.io/issues/163/',
        level: 'error',
        status: 'unresolved',
        firstSeen: at(0),
        lastSeen: at(600),
        count: '42',
        userCount: 7,
        project: { id: '5', slug: 'orders', name: 'Orders' },
      },
      {
        eventID: 'e1',
        id: 'e1',
        title: 'TimeoutError: queue',
        message: 'push timed out',
        dateCreated: at(3),
        platform: 'node',
        culprit: 'orders.push',
      },
    ],
  },
  {
    name: 'new-relic.jsonl',
    content: toLines(
      {
        id: 'n-1',
        issueUrl: 'https://radar-api.service.newrelic.com/1',
        title: 'Orders fail',
        priority: 'CRITICAL',
        impactedEntities: ['orders'],
        state: 'ACTIVATED',
        createdAt: ms,
        updatedAt: ms + 9000,
        alertPolicyNames: ['Golden'],
        owner: 'N/A',
      },
      {
        incident_id: 1234,
        condition_name: 'Server down',
        details: 'db1',
        current_state: 'open',
        timestamp: ms,
        policy_name: 'Golden',
        incident_url: 'https://alerts.newrelic.com/1234',
      },
    ),
  },
  {
    name: 'uptimerobot.json',
    content: {
      stat: 'ok',
      monitors: [
        {
          id: 777,
          friendly_name: 'Shop',
          url: 'https://shop.test',
          status: 2,
          logs: [
            {
              id: 2,
              type: 2,
              datetime: seconds + 60,
              duration: 900,
              reason: { code: '200', detail: 'OK' },
            },
            {
              id: 1,
              type: 1,
              datetime: seconds,
              duration: 60,
              reason: { code: '500', detail: 'Error' },
            },
          ],
        },
      ],
    },
  },
  {
    name: 'pingdom.json',
    content: {
      summary: {
        states: [
          { status: 'up', timefrom: seconds - 3600, timeto: seconds },
          { status: 'down', timefrom: seconds, timeto: seconds + 600 },
        ],
      },
    },
  },
];
