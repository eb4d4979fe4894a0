import { isObject, type JsonObject, type Row } from '../../row.ts';
import type { IdentityRef, SourceRef, StreamRef } from '../../source.ts';
import type { Draft, Shape } from '../shape.ts';
import {
  firstText,
  isText,
  joinLines,
  objectAt,
  objectsAt,
  pickFields,
  readHost,
  textAt,
  toFile,
  toIdentity,
  toLinks,
  toSource,
  toStream,
} from '../values.ts';

const issueKey = /^[A-Z][A-Z0-9_]{1,20}-\d{1,9}$/;

/** An issue of the API, with its comments and its history. */
export const jiraIssue: Shape = {
  name: 'Jira issues',
  matches: ({ key, fields }) =>
    isText(key) && issueKey.test(key) && isObject(fields) && isText(fields['created']),
  lists: ['fields.comment.comments', 'changelog.histories'],
  source: toHost,
  read(value) {
    const facts = objectAt(value, 'fields');
    const key = textAt(value, 'key');
    const title = textAt(facts, 'summary');
    return {
      key,
      kind: 'ticket',
      at: facts['created'],
      until: firstText(facts, 'resolutiondate') || null,
      title,
      text: joinLines(title, readAdf(facts['description'])),
      author: toUser(
        objectAt(facts, firstText(facts, 'reporter.displayName') ? 'reporter' : 'creator'),
      ),
      stream: toProject(key, textAt(facts, 'project.name')),
      links: toLinks(browseUrl(value, key)),
      files: objectsAt(facts, 'attachment').map((one) =>
        toFile(textAt(one, 'filename'), {
          url: textAt(one, 'content'),
          type: textAt(one, 'mimeType'),
          size: one['size'],
        }),
      ),
      fields: {
        number: key,
        ...pickFields(facts, {
          state: 'status.name',
          type: 'issuetype.name',
          priority: 'priority.name',
          resolution: 'resolution.name',
          'assigned to': 'assignee.displayName',
          labels: 'labels',
        }),
        service: objectsAt(facts, 'components')
          .map((one) => textAt(one, 'name'))
          .join(', '),
      },
    };
  },
};

export const jiraComment: Shape = {
  name: 'Jira comments',
  matches: ({ id, body, author, created, updateAuthor, self }) =>
    isText(id) &&
    (typeof body === 'string' || isObject(body)) &&
    isObject(author) &&
    isText(created) &&
    (isObject(updateAuthor) || isText(self)),
  source: toHost,
  read: (value, _, row) => ({
    key: `comment/${textAt(value, 'id')}`,
    kind: 'message',
    at: value['created'],
    author: toUser(objectAt(value, 'author')),
    text: readAdf(value['body']),
    ...toIssue(row),
    fields: {
      edited: textAt(value, 'updated') === textAt(value, 'created') ? '' : textAt(value, 'updated'),
    },
  }),
};

/** A change of fields, from the changelog of an issue. */
export const jiraHistory: Shape = {
  name: 'Jira changes',
  matches: ({ id, created, items }) =>
    isText(id) &&
    isText(created) &&
    Array.isArray(items) &&
    items.every((item) => isObject(item) && isText(item['field'])),
  read: (value, _, row) => ({
    key: `history/${textAt(value, 'id')}`,
    kind: 'ticket',
    at: value['created'],
    author: toUser(objectAt(value, 'author')),
    text: readChanges(objectsAt(value, 'items')),
    ...toIssue(row),
    fields: { state: findStatus(objectsAt(value, 'items')) },
  }),
};

/** The body of a webhook: an issue or a comment, and what changed. */
export const jiraWebhook: Shape = {
  name: 'Jira events',
  matches: ({ webhookEvent, timestamp, issue, comment }) =>
    isText(webhookEvent) && typeof timestamp === 'number' && (isObject(issue) || isObject(comment)),
  lists: ['issue', 'comment'],
  source: (value) => toHost(objectAt(value, 'issue')),
  read(value) {
    const items = objectsAt(value, 'changelog.items');
    const event = textAt(value, 'webhookEvent').replace('jira:', '');
    const key = textAt(value, 'issue.key');
    const parts = [value['issue'], value['comment']].filter(isObject);
    const isKnown = parts.some((one) => jiraIssue.matches(one) || jiraComment.matches(one));
    const isDeleted = event.endsWith('_deleted');
    if (items.length === 0 && isKnown && !isDeleted) return [];
    return {
      key: `event/${textAt(value, 'timestamp')}/${key}`,
      kind: 'ticket',
      at: value['timestamp'],
      title: textAt(value, 'issue.fields.summary'),
      author: toUser(objectAt(value, 'user')),
      text: readChanges(items) || `${event.replaceAll('_', ' ')} ${key}`.trim(),
      stream: toProject(key, textAt(value, 'issue.fields.project.name')),
      repliesTo: key || null,
      fields: { number: key, state: findStatus(items) },
    };
  },
};

const commentColumn = /^Comment(?:s)?(?: \(column \d+\))?$/;

/** A row of an exported filter. Each comment is a field: `13/Mar/24 2:50 PM;jdeer;rolled back`. */
export const jiraRow: Shape = {
  name: 'Jira issues',
  matches: (value) =>
    isText(value['Issue key']) && isText(value['Summary']) && isText(value['Created']),
  read(value) {
    const key = textAt(value, 'Issue key');
    const stream = toProject(key, textAt(value, 'Project name'));
    const title = textAt(value, 'Summary');
    const comments = Object.entries(value)
      .map(([column, text]) =>
        commentColumn.test(column) && typeof text === 'string'
          ? /^([^;]{8,40});([^;]{1,200});([\s\S]*)$/.exec(text)
          : null,
      )
      .filter((found) => found !== null)
      .map(([, at, author = '', body = ''], index): Draft => ({
        // Comments are in the order of writing, so that their number stays the same.
        key: `${key}/comment/${index + 1}`,
        kind: 'message',
        at,
        author: toIdentity(author),
        text: body,
        stream,
        repliesTo: key,
      }));
    const issue: Draft = {
      key,
      kind: 'ticket',
      at: value['Created'],
      until: textAt(value, 'Resolved') || null,
      title,
      text: joinLines(title, textAt(value, 'Description')),
      author: toIdentity(
        firstText(value, 'Reporter Id', 'Reporter', 'Creator'),
        textAt(value, 'Reporter'),
      ),
      stream,
      fields: {
        number: key,
        ...pickFields(value, {
          state: 'Status',
          type: 'Issue Type',
          priority: 'Priority',
          resolution: 'Resolution',
          'assigned to': 'Assignee',
          service: ['Component/s', 'Components'],
          labels: 'Labels',
        }),
      },
    };
    return [issue, ...comments];
  },
};

function toIssue({ parent }: Row): Pick<Draft, 'repliesTo' | 'stream' | 'title' | 'links'> {
  const issue = parent?.value ?? {};
  const key = firstText(issue, 'key', 'issue.key');
  return {
    repliesTo: key || null,
    title: firstText(issue, 'fields.summary', 'issue.fields.summary'),
    stream: toProject(key, firstText(issue, 'fields.project.name', 'issue.fields.project.name')),
    links: toLinks(browseUrl(issue, key) || browseUrl(objectAt(issue, 'issue'), key)),
  };
}

function toProject(key: string, name: string): StreamRef | null {
  return issueKey.test(key) ? toStream(key.replace(/-\d+$/, ''), name) : null;
}

function browseUrl(issue: JsonObject, key: string): string {
  const [site = ''] = /^https?:\/\/[^/]{1,200}/.exec(textAt(issue, 'self')) ?? [];
  return site === '' ? '' : `${site}/browse/${key}`;
}

function toHost(value: JsonObject): SourceRef | null {
  return toSource('jira', readHost(textAt(value, 'self')));
}

function toUser(user: JsonObject): IdentityRef | null {
  return toIdentity(firstText(user, 'accountId', 'key', 'name'), firstText(user, 'displayName'), {
    email: textAt(user, 'emailAddress'),
    isBot: textAt(user, 'accountType') === 'app',
  });
}

function readChanges(items: JsonObject[]): string {
  return items
    .map((item) => {
      const [from, to] = ['fromString', 'toString'].map((name) => textAt(item, name));
      return `${textAt(item, 'field')}: ${from || 'none'} → ${to || 'none'}`;
    })
    .join('\n');
}

function findStatus(items: JsonObject[]): string {
  const status = items.find((item) => textAt(item, 'field') === 'status');
  return status === undefined ? '' : textAt(status, 'toString');
}

const blocks = new Set([
  'paragraph',
  'heading',
  'listItem',
  'codeBlock',
  'tableRow',
  'rule',
  'panel',
]);

/** The text of the Atlassian Document Format, or of a plain text. */
function readAdf(node: unknown, depth = 0): string {
  if (typeof node === 'string') return node;
  if (!isObject(node) || depth > 30) return '';
  const inner = objectsAt(node, 'content')
    .map((one) => readAdf(one, depth + 1))
    .join('');
  const own = firstText(node, 'text', 'attrs.text', 'attrs.shortName', 'attrs.url');
  const type = textAt(node, 'type');
  if (type === 'hardBreak') return '\n';
  const text = inner || own;
  if (depth === 0) return text.trim();
  return blocks.has(type) && !text.endsWith('\n') ? `${text}\n` : text;
}
