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
