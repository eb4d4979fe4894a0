import { isObject } from '../../row.ts';
import type { Shape } from '../shape.ts';
import { firstText, isText, objectsAt, pickFields, textAt, toLinks, toSource } from '../values.ts';

/** A page's webhook: an incident with its updates. */
export const statuspageWebhook: Shape = {
  name: 'Statuspage incidents',
  matches: ({ page, incident }) =>
    isObject(page) && isObject(incident) && statuspageIncident.matches(incident),
  lists: ['incident'],
  read: () => [],
};

/** An incident of `incidents.json`. */
export const statuspageIncident: Shape = {
  name: 'Statuspage incidents',
  matches: ({ name, status, impact, created_at, incident_updates }) =>
    isText(name) &&
    isText(status) &&
    isText(impact) &&
    isText(created_at) &&
    Array.isArray(incident_updates),
  lists: ['incident_updates'],
  source: ({ page_id }) => toSource('statuspage', typeof page_id === 'string' ? page_id : ''),
  read: (value) => ({
    key: textAt(value, 'id') || null,
    kind: 'status-update',
    at: firstText(value, 'started_at', 'scheduled_for', 'created_at'),
    until: firstText(value, 'resolved_at') || null,
    title: textAt(value, 'name'),
    text: textAt(value, 'name'),
    links: toLinks(textAt(value, 'shortlink')),
    fields: {
      ...pickFields(value, { state: 'status', impact: 'impact' }),
      service: objectsAt(value, 'components')
        .map((one) => textAt(one, 'name'))
        .join(', '),
    },
  }),
};

export const statuspageUpdate: Shape = {
  name: 'Statuspage updates',
  matches: ({ id, status, body, created_at, incident_id }) =>
    isText(id) &&
    isText(status) &&
    typeof body === 'string' &&
    isText(created_at) &&
    isText(incident_id),
  read: (value, _, { parent }) => ({
    key: textAt(value, 'id'),
    kind: 'status-update',
    at: firstText(value, 'display_at', 'created_at'),
    title: textAt(parent?.value ?? {}, 'name'),
    text: textAt(value, 'body'),
    repliesTo: textAt(value, 'incident_id'),
    links: toLinks(textAt(parent?.value ?? {}, 'shortlink')),
    fields: {
      state: textAt(value, 'status'),
      service: objectsAt(value, 'affected_components')
        .map((one) => textAt(one, 'name'))
        .join(', '),
    },
  }),
};

/** A component's change of status. */
export const statuspageComponent: Shape = {
  name: 'Statuspage components',
  matches: ({ component, component_update }) =>
    isObject(component) && isObject(component_update) && isText(component_update['new_status']),
  source: (value) => toSource('statuspage', textAt(value, 'page.id')),
  read: (value) => ({
    key: firstText(value, 'component_update.id') || null,
    kind: 'status-update',
    at: textAt(value, 'component_update.created_at'),
    title: textAt(value, 'component.name'),
    text: `${textAt(value, 'component.name')}: ${textAt(value, 'component_update.old_status')} → ${textAt(value, 'component_update.new_status')}`,
    fields: {
      service: textAt(value, 'component.name'),
      state: textAt(value, 'component_update.new_status'),
    },
  }),
};
