import { isObject, type JsonObject } from '../../row.ts';
import type { IdentityRef, StreamRef } from '../../source.ts';
import type { Draft, Shape } from '../shape.ts';
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
  toSource,
  toStream,
} from '../values.ts';

/** An issue of the API. */
export const linearIssue: Shape = {
  name: 'Linear issues',
  matches: ({ id, identifier, title, createdAt }) =>
    isText(id) && isText(identifier) && isText(title) && isText(createdAt),
  lists: ['comments.nodes'],
  read: (value) => ({ ...readIssue(value), stream: toTeam(value) }),
};

/** A comment within an issue of the API, or in a list. */
export const linearComment: Shape = {
  name: 'Linear comments',
  matches: ({ id, body, createdAt, issueId, issue, user, userId }) =>
    isText(id) &&
    typeof body === 'string' &&
    isText(createdAt) &&
    (isText(issueId) || isObject(issue) || isObject(user)) &&
    (isObject(user) || user === null || isText(userId)),
  read: (value, _, { parent }) => ({
    ...readComment(value),
    repliesTo: firstText(value, 'issueId', 'issue.id') || textAt(parent?.value ?? {}, 'id') || null,
    stream: toTeam(objectAt(value, 'issue')) ?? toTeam(parent?.value ?? {}),
  }),
};

/** The body of a webhook. */
export const linearEvent: Shape = {
  name: 'Linear events',
  matches: ({ action, type, data, createdAt }) =>
    isText(action) && isText(type) && isObject(data) && isText(createdAt),
  source: ({ organizationId }) =>
    toSource('linear', typeof organizationId === 'string' ? organizationId : ''),
  read(value) {
    const data = objectAt(value, 'data');
    const action = textAt(value, 'action');
    const type = textAt(value, 'type');
    const isComment = type === 'Comment';
    const part = isComment ? readComment(data) : readIssue(data);
    const isNew = action === 'create';
    const isRemoved = action === 'remove';
    const stream = toTeam(isComment ? objectAt(data, 'issue') : data);
    const common = {
      ...part,
      stream,
      links: toLinks(textAt(value, 'url')),
      author: part.author ?? toUser(objectAt(value, 'actor')),
    };
    if (isNew || isComment || isRemoved) return { ...common, isDeleted: isRemoved };
    const changed = Object.keys(objectAt(value, 'updatedFrom')).filter(
      (name) => !/^(?:updatedAt|sortOrder|.*Id)$/.test(name),
    );
    return {
      ...common,
      key: `${textAt(data, 'id')}/${textAt(value, 'createdAt')}`,
      at: value['createdAt'],
      text: `${action} ${type} ${firstText(data, 'identifier')}: ${firstText(data, 'title', 'name')}${changed.length === 0 ? '' : ` (${changed.join(', ')})`}`,
      repliesTo: textAt(data, 'id') || null,
    };
  },
};

/** A row of the CSV export. */
export const linearRow: Shape = {
  name: 'Linear issues',
  matches: (value) =>
    isText(value['ID']) &&
    isText(value['Team']) &&
    isText(value['Title']) &&
    isText(value['Created']),
  read(value) {
    const title = textAt(value, 'Title');
    return {
      key: textAt(value, 'ID'),
      kind: 'ticket',
      at: value['Created'],
      until: firstText(value, 'Completed', 'Canceled') || null,
      title,
      text: joinLines(title, textAt(value, 'Description')),
      author: toIdentity(textAt(value, 'Creator')),
      stream: toStream(textAt(value, 'Team')),
      fields: pickFields(value, {
        number: 'ID',
        state: 'Status',
        priority: 'Priority',
        'assigned to': 'Assignee',
        labels: 'Labels',
        project: 'Project',
      }),
    };
  },
};

function readIssue(value: JsonObject): Draft {
  const title = firstText(value, 'title', 'name');
  const labels = [...objectsAt(value, 'labels.nodes'), ...objectsAt(value, 'labels')];
  return {
    key: textAt(value, 'id'),
    kind: 'ticket',
    at: value['createdAt'],
    until: firstText(value, 'completedAt', 'canceledAt') || null,
    title,
    text: joinLines(title, textAt(value, 'description')),
    author: toUser(objectAt(value, 'creator')),
    links: toLinks(textAt(value, 'url')),
    fields: {
      ...pickFields(value, {
        number: 'identifier',
        state: ['state.name', 'state'],
        priority: ['priorityLabel', 'priority'],
        'assigned to': ['assignee.displayName', 'assignee.name'],
        project: 'project.name',
      }),
      labels: labels.map((one) => textAt(one, 'name')).join(', '),
    },
  };
}

function readComment(value: JsonObject): Draft {
  return {
    key: `comment/${textAt(value, 'id')}`,
    kind: 'message',
    at: value['createdAt'],
    title: textAt(value, 'issue.title'),
    author: toUser(objectAt(value, 'user')) ?? toIdentity(textAt(value, 'userId')),
    text: textAt(value, 'body'),
    repliesTo: firstText(value, 'issueId', 'issue.id') || null,
    fields: { edited: textAt(value, 'editedAt') },
  };
}

function toUser(user: JsonObject): IdentityRef | null {
  return toIdentity(textAt(user, 'id'), firstText(user, 'displayName', 'name'), {
    email: textAt(user, 'email'),
    isBot: /integration|oauth/i.test(textAt(user, 'type')),
  });
}

function toTeam(issue: JsonObject): StreamRef | null {
  return toStream(firstText(issue, 'team.key', 'team.id'), textAt(issue, 'team.name'));
}
