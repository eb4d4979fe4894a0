import { isObject, type JsonObject, valueAt } from '../../row.ts';
import type { IdentityRef, SourceRef, StreamRef } from '../../source.ts';
import type { Draft, Shape } from '../shape.ts';
import {
  firstText,
  isText,
  joinLines,
  listFacts,
  objectAt,
  objectsAt,
  pickFields,
  readHost,
  textAt,
  toIdentity,
  toLinks,
  toSource,
  toStream,
} from '../values.ts';

export const pagerDutyIncident: Shape = {
  name: 'PagerDuty incidents',
  matches: ({ incident_number, created_at, status, service }) =>
    typeof incident_number === 'number' &&
    isText(created_at) &&
    isText(status) &&
    (isObject(service) || service === null),
  source: toAccount,
  read: (value) => ({
    ...readIncident(value),
    at: value['created_at'],
    until: textAt(value, 'status') === 'resolved' ? readEnd(value) : null,
    text: joinLines(firstText(value, 'title', 'summary'), readDetails(value)),
  }),
};

/** An entry of `GET /incidents/ID/log_entries`: who was notified, acknowledged, added a note. */
export const pagerDutyLogEntry: Shape = {
  name: 'PagerDuty log entries',
  matches: ({ id, type, created_at }) =>
    isText(id) && isText(type) && /_log_entry(?:_reference)?$/.test(type) && isText(created_at),
  source: toAccount,
  read: (value, _, { parent }) => {
    const type = textAt(value, 'type').replace(/_log_entry.*$/, '');
    const incident = firstText(value, 'incident.id') || textAt(parent?.value ?? {}, 'id');
    return {
      key: `log/${textAt(value, 'id')}`,
      kind: type === 'annotate' ? 'note' : type === 'status_update' ? 'status-update' : 'page',
      at: value['created_at'],
      author: toAgent(objectAt(value, 'agent')),
      title: textAt(value, 'incident.summary'),
      text: joinLines(
        firstText(value, 'summary'),
        firstText(value, 'channel.summary', 'message', 'note'),
        listFacts(objectAt(value, 'channel.details')),
      ),
      stream: toService(value, parent?.value),
      repliesTo: incident === '' ? null : `incident/${incident}`,
      links: toLinks(textAt(value, 'html_url'), textAt(value, 'incident.html_url')),
      fields: {
        type,
        ...pickFields(value, { service: 'service.summary', channel: 'channel.type' }),
        notified: textAt(value, 'user.summary'),
      },
    };
  },
};

export const pagerDutyAlert: Shape = {
  name: 'PagerDuty alerts',
  matches: ({ id, alert_key, created_at, status }) =>
    isText(id) && typeof alert_key === 'string' && isText(created_at) && isText(status),
  source: toAccount,
  read: (value) => ({
    ...readIncident(value),
    key: `alert/${textAt(value, 'id')}`,
    kind: 'alert',
    at: value['created_at'],
    until: textAt(value, 'status') === 'resolved' ? readEnd(value) : null,
    text: joinLines(textAt(value, 'summary'), readDetails(value)),
    repliesTo: toKey('incident', textAt(value, 'incident.id')),
  }),
};

/** A row of the incident report as CSV. */
export const pagerDutyRow: Shape = {
  name: 'PagerDuty incidents',
  matches: ({ id, incident_number, service_name, created_on }) =>
    isText(id) && incident_number !== undefined && isText(service_name) && isText(created_on),
  read: (value) => ({
    key: `incident/${textAt(value, 'id')}`,
    kind: 'page',
    at: value['created_on'],
    until: firstText(value, 'resolved_on') || null,
    title: firstText(value, 'title', 'description'),
    text: firstText(value, 'title', 'description'),
    stream: toStream(firstText(value, 'service_id', 'service_name'), textAt(value, 'service_name')),
    fields: pickFields(value, {
      number: 'incident_number',
      state: 'status',
      urgency: 'urgency',
      priority: ['priority_name', 'priority'],
      service: 'service_name',
      team: 'team_name',
      'escalation policy': 'escalation_policy_name',
      'assigned to': ['assigned_to_user_names', 'assigned_to_user_name'],
      'acknowledged by': 'acknowledged_by_user_name',
      'resolved by': 'resolved_by_user_name',
    }),
  }),
};

/** A webhook: version 3 has one `event`, versions 1 and 2 have `messages`. */
export const pagerDutyEvent: Shape = {
  name: 'PagerDuty events',
  matches: ({ event }) =>
    isObject(event) &&
    isText(event['event_type']) &&
    isText(event['occurred_at']) &&
    isObject(event['data']),
  source: ({ event }) => (isObject(event) ? toAccount(objectAt(event, 'data')) : null),
  read({ event }) {
    return isObject(event)
      ? readEvent(event, textAt(event, 'event_type'), event['occurred_at'], objectAt(event, 'data'))
      : 'No event.';
  },
};

export const pagerDutyMessage: Shape = {
  name: 'PagerDuty events',
  matches: ({ id, created_on, incident, data }) =>
    isText(id) &&
    isText(created_on) &&
    (isObject(incident) || (isObject(data) && isObject(data['incident']))),
  source: (value) => toAccount(incidentIn(value)),
  read: (value) =>
    readEvent(value, firstText(value, 'event', 'type'), value['created_on'], incidentIn(value)),
};

const incidentIn = (value: JsonObject): JsonObject =>
  objectAt(value, isObject(value['incident']) ? 'incident' : 'data.incident');

/**
 * An event is an item of its own, with who did it. The first and the last ones also open and resolve
 * the incident, which is one item.
 */
function readEvent(event: JsonObject, type: string, at: unknown, data: JsonObject): Draft[] {
  const draft = describeEvent(event, type, at, data);
  const [, state = ''] = /(trigger|resolve|unresolve|reopen)(?:e?d)?$/.exec(type) ?? [];
  if (state === '' || !draft.repliesTo) return [draft];
  const { title = '', repliesTo: key, author: _, ...facts } = draft;
  const incident: Draft = {
    ...facts,
    key,
    title,
    text: title || draft.text,
    until: state === 'resolve' ? at : null,
    isLaterState: state !== 'trigger',
  };
  return state === 'trigger' ? [incident] : [incident, draft];
}

function describeEvent(event: JsonObject, type: string, at: unknown, data: JsonObject): Draft {
  const incident = isObject(data['incident']) ? objectAt(data, 'incident') : data;
  const title = firstText(incident, 'title', 'summary', 'trigger_summary_data.subject');
  return {
    ...readIncident(incident),
    key: `event/${textAt(event, 'id')}`,
    kind: /annotated/.test(type) ? 'note' : /status_update/.test(type) ? 'status-update' : 'page',
    at,
    author:
      toAgent(objectAt(event, 'agent')) ??
      toAgent(objectAt(incident, 'last_status_change_by')) ??
      toAgent(objectAt(incident, 'resolved_by_user')),
    text: joinLines(
      `${type}: ${title || textAt(incident, 'id')}`,
      firstText(data, 'content', 'message'),
    ),
    repliesTo: toKey('incident', textAt(incident, 'id')),
  };
}

const toKey = (kind: string, id: string): string | null => (id === '' ? null : `${kind}/${id}`);

function readIncident(value: JsonObject): Draft {
  const names = (path: string, name: string): string =>
    objectsAt(value, path)
      .map((one) => firstText(one, name, 'summary', 'name'))
      .join(', ');
  const title = firstText(value, 'title', 'summary', 'description');
  return {
    key: toKey('incident', textAt(value, 'id')),
    kind: 'page',
    at: null,
    title,
    text: title,
    stream: toService(value),
    links: toLinks(firstText(value, 'html_url')),
    fields: {
      ...pickFields(value, {
        number: ['incident_number', 'number'],
        state: 'status',
        severity: 'severity',
        urgency: 'urgency',
        priority: ['priority.summary', 'priority.name'],
        service: ['service.summary', 'service.name'],
        'escalation policy': ['escalation_policy.summary', 'escalation_policy.name'],
      }),
      'assigned to': names('assignments', 'assignee.summary') || names('assignees', 'summary'),
      'acknowledged by': names('acknowledgements', 'acknowledger.summary'),
      'changed by': textAt(value, 'last_status_change_by.summary'),
    },
  };
}

const readEnd = (value: JsonObject): unknown =>
  valueAt(value, 'resolved_at') ?? valueAt(value, 'last_status_change_at');

function readDetails(value: JsonObject): string {
  const details = valueAt(value, 'body.details');
  return typeof details === 'string' ? details : isObject(details) ? listFacts(details) : '';
}

function toAgent(agent: JsonObject): IdentityRef | null {
  const type = textAt(agent, 'type');
  return toIdentity(textAt(agent, 'id'), firstText(agent, 'summary', 'name'), {
    email: textAt(agent, 'email'),
    isBot: type !== '' && !/user/.test(type),
  });
}

function toService(value: JsonObject, around: JsonObject = {}): StreamRef | null {
  const service = [value, around].map((one) => objectAt(one, 'service')).find(hasId) ?? {};
  return toStream(textAt(service, 'id'), firstText(service, 'summary', 'name'));
}

const hasId = (value: JsonObject): boolean => textAt(value, 'id') !== '';

function toAccount(value: JsonObject): SourceRef | null {
  const url = firstText(value, 'html_url', 'service.html_url', 'incident.html_url');
  return toSource('pagerduty', readHost(url, 'pagerduty.com'));
}
