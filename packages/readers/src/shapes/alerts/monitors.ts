import { isObject, type JsonObject } from '../../row.ts';
import type { Shape } from '../shape.ts';
import {
  addMs,
  firstText,
  isText,
  joinLines,
  objectAt,
  pickFields,
  readHost,
  textAt,
  toIdentity,
  toLinks,
  toSource,
  toStream,
} from '../values.ts';

/** An event of Datadog's API, version 1. */
export const datadogEvent: Shape = {
  name: 'Datadog events',
  matches: ({ date_happened, title, text }) =>
    (typeof date_happened === 'number' || isText(date_happened)) &&
    typeof title === 'string' &&
    typeof text === 'string',
  read: (value) => ({
    ...describeDatadog(value),
    key: firstText(value, 'id_str', 'id') || null,
    at: value['date_happened'],
    title: textAt(value, 'title'),
    text: joinLines(textAt(value, 'title'), textAt(value, 'text')),
    links: toLinks(absoluteUrl(textAt(value, 'url'))),
  }),
};

/** A webhook of Datadog with the payload that Debrief proposes. */
export const datadogWebhook: Shape = {
  name: 'Datadog events',
  matches: ({ alert_cycle_key, event_time, event_title }) =>
    typeof alert_cycle_key === 'string' && isText(event_time) && isText(event_title),
  read(value) {
    const cycle = textAt(value, 'alert_cycle_key');
    const state = textAt(value, 'status');
    const at = value['event_time'];
    return {
      ...describeDatadog(value),
      // From the trigger until it recovers, an alert has one key.
      key: cycle === '' ? `webhook/${textAt(value, 'event_id')}` : `alert/${cycle}`,
      at,
      until: /recovered/i.test(state) ? at : null,
      isLaterState: cycle !== '' && !/^triggered$/i.test(state),
      title: textAt(value, 'event_title'),
      text: joinLines(textAt(value, 'event_title'), textAt(value, 'event_text')),
      links: toLinks(absoluteUrl(textAt(value, 'url'))),
    };
  },
};

/** An event of Datadog's API, version 2. */
export const datadogEventV2: Shape = {
  name: 'Datadog events',
  matches: ({ id, type, attributes }) =>
    isText(id) &&
    type === 'event' &&
    isObject(attributes) &&
    attributes['timestamp'] !== undefined &&
    isObject(attributes['attributes']),
  read(value) {
    const facts = objectAt(value, 'attributes.attributes');
    return {
      ...describeDatadog(facts, textAt(value, 'attributes.tags')),
      key: textAt(value, 'id'),
      at: objectAt(value, 'attributes')['timestamp'],
      title: textAt(facts, 'title'),
      text: joinLines(textAt(facts, 'title'), textAt(value, 'attributes.message')),
    };
  },
};

function describeDatadog(facts: JsonObject, tags = textAt(facts, 'tags')) {
  const service =
    firstText(facts, 'service') || (/(?:^|, )service:([^,\s]{1,100})/.exec(tags)?.[1] ?? '');
  const source = firstText(facts, 'source', 'source_type_name', 'sourcecategory');
  const isDeploy = /deploy|release/i.test(`${source} ${tags}`);
  return {
    kind: isDeploy ? ('change' as const) : ('alert' as const),
    stream: toStream(service),
    fields: {
      ...pickFields(facts, {
        state: ['status', 'alert_type', 'monitor.transition.destination_state'],
        priority: 'priority',
        host: ['host', 'hostname'],
        monitor: ['monitor.name', 'monitor_id'],
      }),
      service,
      source,
      tags,
    },
  };
}

const absoluteUrl = (url: string): string =>
  url.startsWith('/') ? `https://app.datadoghq.com${url}` : url;

/** A monitor of Datadog: the last change of its state. */
export const datadogMonitor: Shape = {
  name: 'Datadog monitors',
  matches: ({ id, name, query, overall_state }) =>
    typeof id === 'number' && isText(name) && isText(query) && isText(overall_state),
  read: (value) => ({
    key: textAt(value, 'id'),
    kind: 'alert',
    at: firstText(value, 'overall_state_modified', 'modified', 'created'),
    title: textAt(value, 'name'),
    text: joinLines(textAt(value, 'name'), textAt(value, 'message')),
    author: toIdentity(firstText(value, 'creator.handle'), textAt(value, 'creator.name'), {
      email: textAt(value, 'creator.email'),
    }),
    fields: pickFields(value, {
      state: 'overall_state',
      priority: 'priority',
      type: 'type',
      query: 'query',
      tags: 'tags',
    }),
  }),
};

/** Sentry's webhook: an issue or an event. */
export const sentryWebhook: Shape = {
  name: 'Sentry issues',
  matches: ({ action, data }) =>
    isText(action) &&
    isObject(data) &&
    [data['issue'], data['event'], data['error']].some(
      (one) => isObject(one) && (sentryIssue.matches(one) || sentryEvent.matches(one)),
    ),
  lists: ['data.issue', 'data.event', 'data.error'],
  read: () => [],
};

export const sentryIssue: Shape = {
  name: 'Sentry issues',
  matches: ({ shortId, title, firstSeen, level }) =>
    isText(shortId) && isText(title) && isText(firstSeen) && isText(level),
  source: (value) => toSource('sentry', readHost(textAt(value, 'permalink'))),
  read: (value) => ({
    key: `issue/${textAt(value, 'id')}`,
    kind: 'alert',
    at: value['firstSeen'],
    title: textAt(value, 'title'),
    text: joinLines(textAt(value, 'title'), textAt(value, 'culprit')),
    stream: toStream(
      firstText(value, 'project.slug', 'project.id'),
      firstText(value, 'project.name', 'project.slug'),
    ),
    links: toLinks(textAt(value, 'permalink')),
    fields: pickFields(value, {
      number: 'shortId',
      state: 'status',
      severity: 'level',
      service: 'project.slug',
      'last seen': 'lastSeen',
      events: 'count',
      users: 'userCount',
      'assigned to': ['assignedTo.name', 'assignedTo.email'],
    }),
  }),
};

export const sentryEvent: Shape = {
  name: 'Sentry events',
  matches: ({ event_id, eventID, title, datetime, dateCreated, platform }) =>
    (isText(event_id) || isText(eventID)) &&
    isText(title) &&
    (isText(datetime) || isText(dateCreated)) &&
    (platform === null || isText(platform)),
  source: (value) => toSource('sentry', readHost(firstText(value, 'web_url', 'permalink'))),
  read: (value) => ({
    key: `event/${firstText(value, 'event_id', 'eventID')}`,
    kind: 'alert',
    at: firstText(value, 'datetime', 'dateCreated'),
    title: textAt(value, 'title'),
    text: joinLines(textAt(value, 'title'), firstText(value, 'message'), textAt(value, 'culprit')),
    stream: toStream(firstText(value, 'project', 'projectID', 'projectSlug')),
    links: toLinks(firstText(value, 'web_url', 'permalink')),
    fields: pickFields(value, {
      severity: 'level',
      platform: 'platform',
      release: ['release.version', 'release'],
      environment: 'environment',
    }),
  }),
};

/** A webhook of New Relic: of an issue, or of an incident in its older form. */
export const newRelicIncident: Shape = {
  name: 'New Relic incidents',
  matches: (value) =>
    (firstText(value, 'issueUrl', 'alertPolicyNames', 'incident_acknowledge_url') !== '' &&
      firstText(value, 'state', 'createdAt') !== '') ||
    (firstText(value, 'incident_id') !== '' &&
      firstText(value, 'current_state', 'incident_url', 'policy_name') !== ''),
  read(value) {
    const id = firstText(value, 'id', 'issueId', 'incident_id');
    const state = firstText(value, 'state', 'current_state');
    const title = firstText(value, 'title', 'condition_name', 'details');
    const isClosed = /^closed$/i.test(state);
    const created = firstText(value, 'createdAt');
    return {
      key: id,
      kind: 'alert',
      // Its older form has only the time of the change.
      at: created || textAt(value, 'timestamp'),
      until: isClosed ? firstText(value, 'closedAt', 'updatedAt', 'timestamp') : null,
      isLaterState: created === '' && !/^open(?:ed)?$/i.test(state),
      title,
      text: joinLines(title, firstText(value, 'details', 'description')),
      author: toIdentity(textAt(value, 'owner').replace('N/A', '')),
      stream: toStream(firstText(value, 'alertPolicyNames', 'policy_name')),
      links: toLinks(firstText(value, 'issueUrl', 'incident_url')),
      fields: pickFields(value, {
        state: ['state', 'current_state'],
        severity: ['severity', 'priority'],
        service: ['impactedEntities', 'targets.0.name'],
        condition: 'condition_name',
        policy: ['alertPolicyNames', 'policy_name'],
      }),
    };
  },
};

/** A monitor of UptimeRobot's API with its outages. */
export const uptimeRobotMonitor: Shape = {
  name: 'UptimeRobot outages',
  matches: ({ id, friendly_name, logs }) =>
    (typeof id === 'number' || isText(id)) && isText(friendly_name) && Array.isArray(logs),
  lists: ['logs'],
  read: () => [],
};

const uptimeRobotStates: Record<string, string> = {
  1: 'down',
  2: 'up',
  98: 'started',
  99: 'paused',
};

export const uptimeRobotLog: Shape = {
  name: 'UptimeRobot outages',
  matches: ({ type, datetime, duration }) =>
    typeof type === 'number' && typeof datetime === 'number' && typeof duration === 'number',
  read(value, _, { parent }) {
    const monitor = parent?.value ?? {};
    const { duration } = value;
    const state = uptimeRobotStates[textAt(value, 'type')] ?? textAt(value, 'type');
    const name = textAt(monitor, 'friendly_name');
    return {
      key: textAt(value, 'id') || null,
      kind: 'alert',
      at: value['datetime'],
      until:
        state === 'down' && typeof duration === 'number' && duration > 0
          ? addMs(value['datetime'], duration * 1000)
          : null,
      title: name,
      text: joinLines(`${name}: ${state}`, textAt(value, 'reason.detail')),
      stream: toStream(textAt(monitor, 'id'), name),
      links: toLinks(textAt(monitor, 'url')),
      fields: { state, service: name, code: textAt(value, 'reason.code') },
    };
  },
};

/** A webhook of UptimeRobot. */
export const uptimeRobotAlert: Shape = {
  name: 'UptimeRobot alerts',
  matches: (value) =>
    firstText(value, 'monitorFriendlyName', 'monitor_friendly_name') !== '' &&
    firstText(value, 'alertDateTime', 'alert_date_time') !== '',
  read(value) {
    const name = firstText(value, 'monitorFriendlyName', 'monitor_friendly_name');
    const state = firstText(value, 'alertTypeFriendlyName', 'alert_type_friendly_name');
    const at = firstText(value, 'alertDateTime', 'alert_date_time');
    const isUp = /^up$/i.test(state);
    const monitor = firstText(value, 'monitorID', 'monitor_id');
    // The end of an outage says how long it was: its start identifies it.
    const lastedSeconds = isUp ? Number(firstText(value, 'alertDuration', 'alert_duration')) : 0;
    const start = Number(at) - lastedSeconds;
    const isKnown = monitor !== '' && start > 0 && (!isUp || lastedSeconds > 0);
    return {
      key: isKnown ? `${monitor}/${start}` : null,
      kind: 'alert',
      at,
      until: isUp && isKnown ? at : null,
      isLaterState: isUp && isKnown,
      title: name,
      text: joinLines(`${name}: ${state}`, firstText(value, 'alertDetails', 'alert_details')),
      stream: toStream(monitor || name, name),
      links: toLinks(firstText(value, 'monitorURL', 'monitor_url')),
      fields: { state: state.toLowerCase(), service: name },
    };
  },
};

/** A webhook of Pingdom. */
export const pingdomChange: Shape = {
  name: 'Pingdom checks',
  matches: ({ check_id, check_name, current_state, state_changed_timestamp }) =>
    check_id !== undefined &&
    isText(check_name) &&
    isText(current_state) &&
    typeof state_changed_timestamp === 'number',
  read(value) {
    const name = textAt(value, 'check_name');
    const state = textAt(value, 'current_state');
    return {
      key: `${textAt(value, 'check_id')}/${textAt(value, 'state_changed_timestamp')}`,
      kind: 'alert',
      at: value['state_changed_timestamp'],
      title: name,
      text: joinLines(
        `${name}: ${textAt(value, 'previous_state')} → ${state}`,
        textAt(value, 'description'),
        textAt(value, 'long_description').replace(textAt(value, 'description'), ''),
      ),
      stream: toStream(textAt(value, 'check_id'), name),
      links: toLinks(textAt(value, 'check_params.full_url')),
      fields: {
        state: state.toLowerCase(),
        service: name,
        ...pickFields(value, {
          severity: 'importance_level',
          host: 'check_params.hostname',
          probe: 'first_probe.location',
          tags: 'tags',
        }),
      },
    };
  },
};

/** A span of `GET /summary.outage` of Pingdom. */
export const pingdomOutage: Shape = {
  name: 'Pingdom outages',
  matches: ({ status, timefrom, timeto }) =>
    isText(status) && typeof timefrom === 'number' && typeof timeto === 'number',
  read: (value) => ({
    key: textAt(value, 'timefrom'),
    kind: 'alert',
    at: value['timefrom'],
    until: value['timeto'],
    text: `Status: ${textAt(value, 'status')}`,
    fields: { state: textAt(value, 'status') },
  }),
};
