const says = 'Test of this endpoint, sent from Debrief';
const id = 'debrief-test';

/** What each tool sends, in short, by the name of its source: the time of the event is `at`. */
const payloads: Record<string, (at: string, ms: number) => unknown> = {
  generic: (at) => ({ time: at, text: says, actor: 'Debrief', kind: 'note' }),
  alertmanager: (at) => toAlerts(at, { externalURL: 'http://alertmanager.test' }),
  cloudevents: (at) => ({
    specversion: '1.0',
    id: `${id}-${at}`,
    source: '/debrief',
    type: 'com.example.test',
    time: at,
    data: { message: says },
  }),
  datadog: (_, ms) => ({
    alert_cycle_key: id,
    event_id: String(ms),
    event_time: String(ms),
    event_title: says,
    event_text: '',
    status: 'Triggered',
  }),
  firehydrant: (at) => ({
    data: { incident: { id, name: says, number: 1, started_at: at, created_at: at } },
    event: { operation: 'CREATED', resource_type: 'incident' },
  }),
  github: (at) => ({
    action: 'opened',
    repository: { full_name: 'acme/test', html_url: 'https://github.com/acme/test' },
    sender: { login: 'debrief', id: 1, type: 'User' },
    issue: {
      id: 1,
      number: 1,
      title: says,
      body: '',
      state: 'open',
      user: { login: 'debrief', id: 1, type: 'User' },
      html_url: 'https://github.com/acme/test/issues/1',
      created_at: at,
      updated_at: at,
    },
  }),
  gitlab: (at) => ({
    object_kind: 'issue',
    user: { id: 1, name: 'Debrief', username: 'debrief' },
    project: { id: 1, name: 'test', path_with_namespace: 'acme/test' },
    object_attributes: {
      id: 1,
      iid: 1,
      title: says,
      description: '',
      state: 'opened',
      action: 'open',
      created_at: at,
      updated_at: at,
      url: 'https://gitlab.com/acme/test/-/issues/1',
    },
  }),
  grafana: (at) => toAlerts(at, { externalURL: 'http://grafana.test', title: says }),
  incidentio: (at) => ({
    event_type: 'public_incident.incident_created_v2',
    'public_incident.incident_created_v2': {
      id,
      reference: 'INC-1',
      name: says,
      incident_status: { name: 'Triage' },
      created_at: at,
      updated_at: at,
    },
  }),
  jira: (at, ms) => ({
    timestamp: ms,
    webhookEvent: 'jira:issue_created',
    user: { accountId: id, displayName: 'Debrief' },
    issue: {
      id: '1',
      key: 'TEST-1',
      self: 'https://acme.atlassian.net/rest/api/2/issue/1',
      fields: { summary: says, created: at, updated: at, status: { name: 'Open' } },
    },
  }),
  linear: (at, ms) => ({
    action: 'create',
    type: 'Issue',
    createdAt: at,
    webhookTimestamp: ms,
    url: 'https://linear.app/acme/issue/TEST-1',
    data: {
      id,
      identifier: 'TEST-1',
      number: 1,
      title: says,
      createdAt: at,
      updatedAt: at,
      state: { name: 'Todo' },
      team: { key: 'TEST', name: 'Test' },
    },
  }),
  newrelic: (_, ms) => ({
    id,
    issueUrl: 'https://radar-api.service.newrelic.com/accounts/1/issues/0',
    title: says,
    state: 'CREATED',
    priority: 'LOW',
    createdAt: ms,
    updatedAt: ms,
    alertPolicyNames: ['Test'],
  }),
  opsgenie: (_, ms) => ({
    action: 'Create',
    alert: { alertId: id, message: says, createdAt: ms, updatedAt: ms, username: 'debrief' },
  }),
  otlp: (_, ms) => ({
    resourceLogs: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'debrief' } }] },
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: `${ms}000000`,
                severityText: 'INFO',
                body: { stringValue: says },
              },
            ],
          },
        ],
      },
    ],
  }),
  pagerduty: (at) => ({
    event: {
      id,
      event_type: 'incident.triggered',
      resource_type: 'incident',
      occurred_at: at,
      data: {
        id,
        type: 'incident',
        number: 1,
        title: says,
        status: 'triggered',
        html_url: 'https://acme.pagerduty.com/incidents/TEST',
      },
    },
  }),
  pingdom: (_, ms) => ({
    check_id: 1,
    check_name: says,
    current_state: 'DOWN',
    previous_state: 'UP',
    state_changed_timestamp: Math.floor(ms / 1000),
  }),
  rootly: (at) => ({
    event: { id, type: 'incident.created', issued_at: at },
    data: { id, title: says, status: 'started', started_at: at, created_at: at },
  }),
  sentry: (at) => ({
    action: 'created',
    data: {
      issue: {
        id: '1',
        shortId: 'TEST-1',
        title: says,
        culprit: '',
        level: 'info',
        status: 'unresolved',
        firstSeen: at,
        lastSeen: at,
        project: { id: '1', name: 'test', slug: 'test' },
      },
    },
  }),
  sns: (at) => ({
    Type: 'Notification',
    MessageId: id,
    TopicArn: 'arn:aws:sns:us-west-2:123456789012:test',
    Subject: says,
    Message: says,
    Timestamp: at,
  }),
  standard: (at) => ({ type: 'test.sent', timestamp: at, data: { title: says } }),
  statuspage: (at) => ({
    page: { id: 'test', status_indicator: 'none' },
    incident: {
      id,
      name: says,
      status: 'investigating',
      impact: 'none',
      created_at: at,
      incident_updates: [],
    },
  }),
  uptimerobot: (_, ms) => ({
    monitorID: '1',
    monitorFriendlyName: says,
    alertType: '1',
    alertTypeFriendlyName: 'Down',
    alertDateTime: String(Math.floor(ms / 1000)),
  }),
};

function toAlerts(at: string, more: object): object {
  return {
    version: '4',
    groupKey: '{}:{}',
    status: 'firing',
    receiver: 'debrief',
    commonLabels: {},
    alerts: [
      {
        status: 'firing',
        labels: { alertname: 'DebriefTest' },
        annotations: { summary: says },
        startsAt: at,
        endsAt: '0001-01-01T00:00:00Z',
        fingerprint: id,
      },
    ],
    ...more,
  };
}

/** A body as this tool would send it now, to the second. */
export function toSamplePayload(source: string, now: Date): string {
  const ms = Math.floor(now.getTime() / 1000) * 1000;
  const payload = payloads[source] ?? payloads['generic'];
  return JSON.stringify(payload?.(new Date(ms).toISOString(), ms));
}
