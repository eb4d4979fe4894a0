import { toLines, type Sample } from './sample.ts';

const ms = Date.UTC(2024, 2, 13, 14, 2, 11);
const seconds = ms / 1000;
const at = (second: number): string => new Date(ms + second * 1000).toISOString();

export const monitorSamples: Sample[] = [
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
