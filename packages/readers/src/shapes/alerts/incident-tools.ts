import { isObject, type JsonObject } from '../../row.ts';
import type { IdentityRef, StreamRef } from '../../source.ts';
import type { Known, Shape } from '../shape.ts';
import {
  firstText,
  isText,
  joinLines,
  objectAt,
  objectsAt,
  pickFields,
  textAt,
  toIdentity,
  toLinks,
  toStream,
} from '../values.ts';

/** An incident of incident.io's API (v2). */
export const incidentIoIncident: Shape = {
  name: 'incident.io incidents',
  matches: ({ reference, name, incident_status, created_at }) =>
    isText(reference) && isText(name) && isObject(incident_status) && isText(created_at),
  read(value, known) {
    const name = textAt(value, 'name');
    return {
      key: textAt(value, 'id'),
      kind: 'ticket',
      at: findTimestamp(value, /reported|declared/i) || value['created_at'],
      until: findTimestamp(value, /resolved|fixed|closed/i) || null,
      title: name,
      text: joinLines(name, textAt(value, 'summary')),
      author: toActor(objectAt(value, 'creator')),
      stream: learnStream(known, textAt(value, 'id'), textAt(value, 'reference')),
      links: toLinks(textAt(value, 'permalink'), textAt(value, 'postmortem_document_url')),
      fields: {
        ...pickFields(value, {
          number: 'reference',
          state: 'incident_status.name',
          severity: 'severity.name',
          type: 'incident_type.name',
          channel: 'slack_channel_name',
        }),
        ...Object.fromEntries(
          objectsAt(value, 'incident_role_assignments').map((one) => [
            textAt(one, 'role.name'),
            textAt(one, 'assignee.name'),
          ]),
        ),
      },
    };
  },
};

/** An update of an incident of incident.io. */
export const incidentIoUpdate: Shape = {
  name: 'incident.io updates',
  matches: ({ id, incident_id, created_at, new_incident_status, updater }) =>
    isText(id) &&
    isText(incident_id) &&
    isText(created_at) &&
    (isObject(new_incident_status) || isObject(updater)),
  read: (value, known) => ({
    key: textAt(value, 'id'),
    kind: 'status-update',
    at: value['created_at'],
    stream: learnStream(known, textAt(value, 'incident_id')),
    author: toActor(objectAt(value, 'updater')),
    text:
      textAt(value, 'message') ||
      `Status: ${firstText(value, 'new_incident_status.name') || 'unchanged'}`,
    repliesTo: textAt(value, 'incident_id'),
    fields: pickFields(value, {
      state: 'new_incident_status.name',
      severity: 'new_severity.name',
    }),
  }),
};

/** A webhook of incident.io: an incident, or a change of its status, under the event's name. */
export const incidentIoWebhook: Shape = {
  name: 'incident.io events',
  matches: ({ event_type, ...value }) =>
    typeof event_type === 'string' && isObject(value[event_type]) && /^\w+\.\w+$/.test(event_type),
  read(value, known, row) {
    const type = textAt(value, 'event_type');
    const found = value[type];
    const event: JsonObject = isObject(found) ? found : {};
    const inner = objectAt(event, 'incident');
    const incident = isText(inner['id']) ? inner : event;
    if (!incidentIoIncident.matches(incident))
      return `This event (${type.slice(0, 80)}) has no incident with a time.`;
    if (!/status_updated/.test(type)) return incidentIoIncident.read(incident, known, row);
    const [from, to] = ['previous_status.name', 'new_status.name'].map((path) =>
      textAt(event, path),
    );
    const id = textAt(incident, 'id');
    return {
      key: `${id}/${textAt(incident, 'updated_at')}`,
      kind: 'status-update',
      at: incident['updated_at'],
      stream: learnStream(known, id, textAt(incident, 'reference')),
      title: textAt(incident, 'name'),
      text: joinLines(textAt(event, 'message'), `Status: ${from} → ${to}`),
      repliesTo: id,
      links: toLinks(textAt(incident, 'permalink')),
      fields: { state: to ?? '', severity: textAt(incident, 'severity.name') },
    };
  },
};

/** An incident and its updates are one stream. */
function learnStream({ streams }: Known, key: string, name = ''): StreamRef | null {
  const stream = toStream(key, name);
  if (stream !== null && name !== '') streams.set(key, stream);
  return streams.get(key) ?? stream;
}

function findTimestamp(value: JsonObject, name: RegExp): string {
  const found = objectsAt(value, 'incident_timestamp_values').find(
    (one) => name.test(textAt(one, 'incident_timestamp.name')) && textAt(one, 'value.value') !== '',
  );
  return found === undefined ? '' : textAt(found, 'value.value');
}

function toActor(actor: JsonObject): IdentityRef | null {
  const user = objectAt(actor, 'user');
  const isUser = textAt(user, 'id') !== '';
  const who = isUser
    ? user
    : (['api_key', 'workflow', 'alert']
        .map((kind) => objectAt(actor, kind))
        .find((one) => textAt(one, 'id') !== '') ?? {});
  return toIdentity(textAt(who, 'id'), firstText(who, 'name', 'title'), {
    email: textAt(who, 'email'),
    isBot: !isUser,
  });
}

const rootlyTypes = new Set(['incidents', 'incident_events', 'incident_status_page_events']);

/** An incident, an event of its timeline or a status update of Rootly: JSON:API. */
export const rootlyRecord: Shape = {
  name: 'Rootly incidents',
  matches: ({ id, type, attributes }) =>
    isText(id) &&
    typeof type === 'string' &&
    rootlyTypes.has(type) &&
    isObject(attributes) &&
    isText(attributes['created_at']),
  read(value, known, { parent }) {
    const facts = objectAt(value, 'attributes');
    const incident = firstText(value, 'relationships.incident.data.id', 'attributes.incident_id');
    const type = textAt(value, 'type');
    const title = textAt(facts, 'title');
    return {
      key: `${type}/${textAt(value, 'id')}`,
      kind: type === 'incidents' ? 'ticket' : type === 'incident_events' ? 'note' : 'status-update',
      at: firstText(facts, 'occurred_at', 'started_at', 'created_at'),
      until: firstText(facts, 'resolved_at') || null,
      title,
      text: joinLines(title, firstText(facts, 'summary', 'event')),
      author: toRootlyUser(facts),
      repliesTo: incident === '' ? null : `incidents/${incident}`,
      stream: learnStream(
        known,
        incident || textAt(type === 'incidents' ? value : (parent?.value ?? {}), 'id'),
        title,
      ),
      links: toLinks(textAt(facts, 'url'), textAt(facts, 'short_url')),
      fields: {
        ...pickFields(facts, {
          number: 'sequential_id',
          state: 'status',
          severity: ['severity.data.attributes.name', 'severity.name', 'severity'],
          kind: 'kind',
          visibility: 'visibility',
          labels: 'labels',
        }),
        service: listNames(facts, 'services'),
        team: listNames(facts, 'groups'),
      },
    };
  },
};

/** A webhook of Rootly: an incident as it was when the event was issued. */
export const rootlyWebhook: Shape = {
  name: 'Rootly incidents',
  matches: ({ event, data }) =>
    isObject(event) &&
    isText(event['type']) &&
    isText(event['issued_at']) &&
    isObject(data) &&
    isText(data['created_at']),
  read({ event, data }, known, row) {
    const facts: JsonObject = isObject(data) ? data : {};
    const isIncident = isObject(event) && textAt(event, 'type').startsWith('incident.');
    if (isIncident) {
      const incident = { id: textAt(facts, 'id'), type: 'incidents', attributes: facts };
      return rootlyRecord.read(incident, known, row);
    }
    const title = firstText(facts, 'title', 'summary');
    return {
      key: `${isObject(event) ? textAt(event, 'type') : ''}/${textAt(facts, 'id')}`,
      kind: 'alert',
      at: firstText(facts, 'started_at', 'created_at'),
      until: firstText(facts, 'ended_at') || null,
      title,
      text: joinLines(title, textAt(facts, 'description')),
      links: toLinks(firstText(facts, 'external_url', 'url')),
      fields: { ...pickFields(facts, { state: 'status', source: 'source' }) },
    };
  },
};

/** A webhook of FireHydrant: an incident, or an event of its timeline. */
export const fireHydrantWebhook: Shape = {
  name: 'FireHydrant incidents',
  matches: ({ data, event }) =>
    isObject(data) &&
    isObject(event) &&
    isText(event['operation']) &&
    isText(event['resource_type']) &&
    isObject(data['incident']),
  read({ data }, known) {
    const facts: JsonObject = isObject(data) ? data : {};
    const incident = objectAt(facts, 'incident');
    const [id, name] = [textAt(incident, 'id'), textAt(incident, 'name')];
    const stream = learnStream(known, id, name);
    const happened = objectAt(facts, 'event');
    if (isText(happened['id']))
      return {
        key: `event/${textAt(happened, 'id')}`,
        kind: 'note',
        at: firstText(happened, 'occurred_at', 'created_at'),
        stream,
        title: name,
        text: firstText(happened, 'data.body', 'data.message', 'data.summary', 'type'),
        author: toIdentity(textAt(happened, 'author.id'), textAt(happened, 'author.name')),
        repliesTo: `incident/${id}`,
      };
    const milestones = objectsAt(incident, 'milestones');
    const end = milestones.find((one) => textAt(one, 'type') === 'resolved');
    return {
      key: `incident/${id}`,
      kind: 'ticket',
      at: firstText(incident, 'started_at', 'created_at'),
      until: end === undefined ? null : firstText(end, 'occurred_at'),
      title: name,
      text: joinLines(name, firstText(incident, 'summary', 'description')),
      stream,
      links: toLinks(firstText(incident, 'incident_url')),
      fields: {
        ...pickFields(incident, {
          number: 'number',
          state: 'current_milestone',
          severity: ['severity.slug', 'severity'],
          priority: ['priority.slug', 'priority'],
        }),
        service: listNames(incident, 'services'),
        team: listNames(incident, 'teams'),
      },
    };
  },
};

function toRootlyUser(facts: JsonObject): IdentityRef | null {
  const user = ['user.data.attributes', 'user', 'started_by.data.attributes']
    .map((path) => objectAt(facts, path))
    .find((one) => firstText(one, 'full_name', 'name', 'email') !== '');
  return user === undefined
    ? null
    : toIdentity(firstText(user, 'id', 'email'), firstText(user, 'full_name', 'name'), {
        email: textAt(user, 'email'),
      });
}

function listNames(facts: JsonObject, list: string): string {
  const named = [...objectsAt(facts, list), ...objectsAt(facts, `${list}.data`)];
  return named.map((one) => firstText(one, 'name', 'attributes.name')).join(', ');
}
