import { isObject, toText, type JsonObject } from '../../row.ts';
import type { IdentityRef } from '../../source.ts';
import type { Draft, Shape } from '../shape.ts';
import {
  addMs,
  firstText,
  isText,
  joinLines,
  listFacts,
  objectAt,
  objectsAt,
  pickFields,
  textAt,
  toIdentity,
} from '../values.ts';

/** An alert of the API, of the JSON backup or of the CSV export. */
export const opsgenieAlert: Shape = {
  name: 'Opsgenie alerts',
  matches: (value) =>
    firstText(value, 'tinyId', 'TinyID', 'Tiny ID') !== '' &&
    firstText(value, 'message', 'Message') !== '' &&
    firstText(value, 'createdAt', 'CreatedAt', 'Created At') !== '',
  read(value) {
    const created = firstText(value, 'createdAt', 'CreatedAt', 'Created At');
    const state = firstText(value, 'status', 'Status');
    const isClosed = state.toLowerCase() === 'closed';
    return {
      ...readAlert(value),
      key: firstText(value, 'id', 'alertId', 'Alert ID', 'AlertID', 'Id') || null,
      at: created,
      until: isClosed
        ? addMs(created, objectAt(value, 'report')['closeTime']) ||
          firstText(value, 'updatedAt', 'UpdatedAt', 'Updated At')
        : null,
    };
  },
};

/** What someone or Opsgenie did with an alert: `GET /v2/alerts/ID/logs` and `/notes`. */
export const opsgenieLog: Shape = {
  name: 'Opsgenie alert logs',
  matches: ({ log, note, owner, createdAt, offset }) =>
    (isText(log) || isText(note)) &&
    typeof owner === 'string' &&
    isText(createdAt) &&
    typeof offset === 'string',
  read: (value) => ({
    kind: isText(value['note']) ? 'note' : 'page',
    at: value['createdAt'],
    author: toOwner(textAt(value, 'owner')),
    text: firstText(value, 'note', 'log'),
    fields: { type: textAt(value, 'type') },
  }),
};

/** A webhook: an action on an alert. */
export const opsgenieAction: Shape = {
  name: 'Opsgenie actions',
  matches: ({ action, alert }) => isText(action) && isObject(alert) && isText(alert['alertId']),
  read(value) {
    const alert = objectAt(value, 'alert');
    const action = textAt(value, 'action');
    const id = textAt(alert, 'alertId');
    const isNew = action === 'Create';
    const at = isNew ? alert['createdAt'] : (alert['updatedAt'] ?? alert['createdAt']);
    const draft: Draft = {
      ...readAlert(alert),
      key: isNew ? id : `${id}/${action}/${toText(at) ?? ''}`,
      kind: action === 'AddNote' ? 'note' : isNew ? 'alert' : 'page',
      at,
      author: toOwner(textAt(alert, 'username')),
      text: joinLines(`${action}: ${textAt(alert, 'message')}`, textAt(alert, 'note')),
      repliesTo: isNew ? null : id,
    };
    if (action !== 'Close') return draft;
    // The alert itself also ends.
    const end = { ...readAlert(alert), key: id, at: alert['createdAt'] ?? at, until: at };
    return [end, draft];
  },
};

function readAlert(value: JsonObject): Draft {
  const message = firstText(value, 'message', 'Message');
  const teams = objectsAt(value, 'responders').map((one) => firstText(one, 'name', 'id'));
  const fields = pickFields(value, {
    number: ['tinyId', 'TinyID', 'Tiny ID'],
    state: ['status', 'Status'],
    priority: ['priority', 'Priority'],
    service: ['entity', 'details.service', 'Entity'],
    tags: ['tags', 'Tags'],
    owner: ['owner', 'Owner'],
    source: ['source', 'Source'],
    alias: ['alias', 'Alias'],
    count: ['count', 'Count'],
    'acknowledged by': 'report.acknowledgedBy',
    'closed by': 'report.closedBy',
    team: ['ownerTeamName', 'Teams'],
    integration: 'integration.name',
  });
  return {
    kind: 'alert',
    at: null,
    title: message,
    text: joinLines(
      message,
      firstText(value, 'description', 'Description'),
      listFacts(objectAt(value, 'details')),
    ),
    fields: { ...fields, responders: teams.join(', ') },
  };
}

const toOwner = (name: string): IdentityRef | null =>
  toIdentity(name, name, {
    email: name.includes('@') ? name : '',
    isBot: /^(?:System|Alert API)/i.test(name),
  });
