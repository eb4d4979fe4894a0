import { monitorSamples } from './monitors.ts';
import { toLines, type Sample } from './sample.ts';

const ms = Date.UTC(2024, 2, 13, 14, 2, 11);
const at = (second: number): string => new Date(ms + second * 1000).toISOString();
const service = {
  id: 'PS1',
  type: 'service_reference',
  summary: 'orders',
  html_url: 'https://acme.pagerduty.com/services/PS1',
};
const mara = { id: 'PU1', type: 'user_reference', summary: 'Mara Iwu' };
const incident = {
  id: 'PI1',
  type: 'incident',
  incident_number: 33,
  title: 'Orders fail',
  created_at: at(0),
  status: 'resolved',
  urgency: 'high',
  priority: { summary: 'P1' },
  service,
  assignments: [{ at: at(0), assignee: mara }],
  acknowledgements: [{ at: at(9), acknowledger: mara }],
  last_status_change_at: at(600),
  last_status_change_by: mara,
  escalation_policy: { id: 'PE1', summary: 'Ops' },
  html_url: 'https://acme.pagerduty.com/incidents/PI1',
};
const alert = (more: object) => ({
  labels: { alertname: 'HighErrorRate', severity: 'critical', service: 'orders' },
  annotations: {
    summary: 'Orders fail',
    description: '12 % errors',
    runbook_url: 'https://r.test',
  },
  startsAt: '2024-03-13T15:02:11.432911368+01:00',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'https://p.test/graph',
  fingerprint: 'a1bc48475b20e73d',
  ...more,
});
const group = (alerts: object[]) => ({
  receiver: 'ops',
  status: 'firing',
  alerts,
  groupLabels: {},
  commonLabels: {},
  externalURL: 'https://alerts.acme.test:9093',
  version: '4',
  groupKey: '{}:{}',
});

export const alertSamples: Sample[] = [
  {
    name: 'alertmanager-webhook.json',
    content: group([
      alert({ status: 'firing' }),
      alert({ status: 'resolved', endsAt: at(600), fingerprint: 'c2ea85182f28cbd9' }),
    ]),
  },
  {
    name: 'alertmanager-api.json',
    content: [
      alert({ status: { state: 'active', inhibitedBy: [], silencedBy: [] }, updatedAt: at(60) }),
    ],
  },
  {
    name: 'prometheus-alerts.json',
    content: {
      status: 'success',
      data: {
        alerts: [
          {
            labels: { alertname: 'Down', job: 'api' },
            annotations: {},
            state: 'pending',
            activeAt: '2024-03-13T14:02:11.5Z',
            value: '1e+00',
          },
        ],
      },
    },
  },
  {
    name: 'grafana-annotations.json',
    content: [
      {
        id: 7,
        alertId: 3,
        alertName: 'Errors',
        dashboardUID: 'abc',
        panelId: 2,
        prevState: 'Normal',
        newState: 'Alerting',
        time: ms,
        timeEnd: ms,
        text: '',
        tags: [],
      },
      {
        id: 8,
        dashboardUID: 'abc',
        panelId: 0,
        login: 'mara',
        email: 'mara@acme.test',
        newState: '',
        prevState: '',
        time: ms + 1000,
        timeEnd: ms + 60_000,
        text: 'orders 41',
        tags: ['deploy', 'orders'],
      },
    ],
  },
  {
    name: 'pagerduty-api.json',
    content: {
      incidents: [incident],
      log_entries: [
        {
          id: 'R1',
          type: 'acknowledge_log_entry',
          summary: 'Acknowledged by Mara Iwu.',
          created_at: at(9),
          agent: mara,
          channel: { type: 'web_ui' },
          incident: { id: 'PI1', summary: '[#33] Orders fail' },
          service,
        },
        {
          id: 'R2',
          type: 'annotate_log_entry',
          summary: 'Note added by Mara Iwu.',
          created_at: at(90),
          agent: mara,
          channel: { type: 'note', summary: 'The queue is full' },
          incident: { id: 'PI1' },
          service,
        },
      ],
      alerts: [
        {
          id: 'PA1',
          alert_key: 'k',
          created_at: at(0),
          status: 'triggered',
          severity: 'critical',
          summary: 'db1 is full',
          incident: { id: 'PI1' },
          service,
          body: { details: { host: 'db1', used: '99 %' } },
        },
      ],
    },
  },
  {
    name: 'pagerduty-incidents.csv',
    content: [
      'id,incident_number,description,service_id,service_name,escalation_policy_name,created_on,resolved_on,urgency,acknowledged_by_user_name',
      'PI1,33,Orders fail,PS1,orders,Ops,2024-03-13T14:02:11Z,2024-03-13T14:12:11Z,high,Mara Iwu',
      'PI2,34,Disk is full,PS2,db,Ops,2024-03-13T15:02:11Z,,low,',
    ].join('\n'),
  },
  {
    name: 'pagerduty-webhooks.jsonl',
    content: toLines(
      {
        event: {
          id: 'E1',
          event_type: 'incident.acknowledged',
          resource_type: 'incident',
          occurred_at: at(9),
          agent: mara,
          data: { ...incident, number: 33, status: 'acknowledged', assignees: [mara] },
        },
      },
      { messages: [{ id: 'M1', event: 'incident.resolve', created_on: at(600), incident }] },
    ),
  },
  {
    name: 'opsgenie.jsonl',
    content: toLines(
      {
        id: 'a-1',
        tinyId: '23',
        alias: 'orders',
        message: 'Orders fail',
        status: 'closed',
        acknowledged: true,
        count: 2,
        tags: ['prod'],
        createdAt: at(0),
        updatedAt: at(700),
        owner: 'mara@acme.test',
        priority: 'P1',
        integration: { id: 'i-1', name: 'Prometheus' },
        responders: [{ type: 'team', id: 't-1' }],
        report: { ackTime: 9000, closeTime: 600_000, closedBy: 'mara@acme.test' },
      },
      {
        log: 'Alert acknowledged via web',
        type: 'system',
        owner: 'System',
        createdAt: at(9),
        offset: '1_1',
      },
      { note: 'The queue is full', owner: 'mara@acme.test', createdAt: at(90), offset: '2_1' },
      {
        action: 'Close',
        alert: {
          alertId: 'a-1',
          tinyId: '23',
          message: 'Orders fail',
          username: 'mara@acme.test',
          createdAt: ms,
          updatedAt: 1_710_339_131_000_000_000,
          tags: ['prod'],
        },
        integrationName: 'Hook',
      },
    ),
  },
  {
    name: 'opsgenie.csv',
    content: [
      'Alert ID,TinyID,Message,Status,Priority,CreatedAt,UpdatedAt,Owner',
      'a-1,23,Orders fail,closed,P1,2024-03-13T14:02:11Z,2024-03-13T14:12:11Z,mara@acme.test',
      'a-2,24,Disk is full,open,P3,2024-03-13T14:05:11Z,2024-03-13T14:05:11Z,',
    ].join('\n'),
  },
  {
    name: 'incident-io.json',
    content: {
      incidents: [
        {
          id: '01FDAG',
          reference: 'INC-41',
          name: 'Orders fail',
          summary: 'The queue was full.',
          created_at: at(5),
          updated_at: at(900),
          permalink: 'https://app.incident.io/acme/incidents/41',
          creator: { user: { id: 'u1', name: 'Mara Iwu', email: 'mara@acme.test' } },
          incident_status: { id: 's', name: 'Closed', category: 'closed' },
          severity: { id: 'v', name: 'Major', rank: 2 },
          incident_role_assignments: [
            { role: { name: 'Incident Lead' }, assignee: { id: 'u1', name: 'Mara Iwu' } },
          ],
          incident_timestamp_values: [
            { incident_timestamp: { name: 'Reported at' }, value: { value: at(0) } },
            { incident_timestamp: { name: 'Resolved at' }, value: { value: at(600) } },
          ],
        },
      ],
      incident_updates: [
        {
          id: '01FDU1',
          incident_id: '01FDAG',
          created_at: at(60),
          message: 'We see timeouts.',
          new_incident_status: { name: 'Investigating' },
          new_severity: { name: 'Major' },
          updater: { user: { id: 'u1', name: 'Mara Iwu' } },
        },
      ],
    },
  },
  {
    name: 'rootly.json',
    content: {
      data: [
        {
          id: 'r-1',
          type: 'incidents',
          attributes: {
            sequential_id: 41,
            title: 'Orders fail',
            summary: 'The queue was full.',
            status: 'resolved',
            severity: { data: { attributes: { name: 'SEV1' } } },
            services: [{ name: 'orders' }],
            user: { data: { attributes: { full_name: 'Mara Iwu', email: 'mara@acme.test' } } },
            url: 'https://rootly.com/account/incidents/41',
            created_at: at(5),
            started_at: at(0),
            resolved_at: at(600),
          },
        },
        {
          id: 'r-2',
          type: 'incident_events',
          attributes: {
            event: 'Restarted db1',
            kind: 'event',
            created_at: at(95),
            occurred_at: at(90),
          },
          relationships: { incident: { data: { id: 'r-1', type: 'incidents' } } },
        },
      ],
    },
  },
  {
    name: 'statuspage.json',
    content: {
      page: { id: 'pg1', name: 'Acme' },
      incidents: [
        {
          id: 'sp1',
          name: 'Orders fail',
          status: 'resolved',
          impact: 'major',
          created_at: at(60),
          started_at: at(60),
          resolved_at: at(600),
          shortlink: 'https://stspg.io/1',
          page_id: 'pg1',
          components: [{ id: 'c', name: 'Orders' }],
          incident_updates: [
            {
              id: 'su2',
              status: 'resolved',
              body: 'Fixed.',
              created_at: at(601),
              display_at: at(600),
              incident_id: 'sp1',
              affected_components: [{ code: 'c', name: 'Orders' }],
            },
            {
              id: 'su1',
              status: 'investigating',
              body: 'We are looking.',
              created_at: at(60),
              display_at: at(60),
              incident_id: 'sp1',
              affected_components: null,
            },
          ],
        },
      ],
    },
  },
  ...monitorSamples,
];
