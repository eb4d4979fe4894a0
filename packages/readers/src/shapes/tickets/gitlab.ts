import { isObject, toText, type JsonObject, type Row } from '../../row.ts';
import type { IdentityRef, SourceRef, StreamRef } from '../../source.ts';
import type { Draft, Shape } from '../shape.ts';
import {
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

const gitlabUrl = /^https?:\/\/[^/]+\/(.+?)\/-\/(\w+)\//;
const hasUrl = (value: JsonObject, part: RegExp): boolean =>
  part.test(gitlabUrl.exec(textAt(value, 'web_url'))?.[2] ?? '');

/** An issue or a merge request of the API. */
export const gitlabItem: Shape = {
  name: 'GitLab issues',
  matches: (value) =>
    typeof value['iid'] === 'number' &&
    isText(value['title']) &&
    isText(value['created_at']) &&
    hasUrl(value, /^(?:issues|merge_requests|work_items|epics)$/),
  lists: ['notes'],
  source: toHost,
  read(value, _, row) {
    const isMerge = hasUrl(value, /merge/);
    const merged = textAt(value, 'merged_at');
    const item = readItem(value, isMerge ? 'MergeRequest' : 'Issue');
    return [
      {
        ...item,
        at: value['created_at'],
        until: firstText(value, 'merged_at', 'closed_at') || null,
        author: toUser(value, 'author'),
        stream: toProject(row),
      },
      ...(merged === ''
        ? []
        : [
            {
              ...item,
              key: `${item.key ?? ''}/merged`,
              kind: 'change' as const,
              at: merged,
              text: `Merged !${textAt(value, 'iid')}: ${textAt(value, 'title')}`,
              author: toUser(value, 'merge_user', 'merged_by'),
              stream: toProject(row),
              repliesTo: item.key ?? null,
            },
          ]),
    ];
  },
};

/** A comment on an issue or a merge request, or what GitLab notes in its place. */
export const gitlabNote: Shape = {
  name: 'GitLab comments',
  matches: ({ id, body, created_at, noteable_type, author }) =>
    id !== undefined &&
    typeof body === 'string' &&
    isText(created_at) &&
    isText(noteable_type) &&
    isObject(author),
  read: (value, _, row) => ({
    key: `note/${textAt(value, 'id')}`,
    kind: 'message',
    at: value['created_at'],
    author: toUser(value, 'author'),
    text: textAt(value, 'body'),
    stream: toProject(row),
    repliesTo: `${textAt(value, 'noteable_type')}/${textAt(value, 'noteable_iid')}`,
    event: value['system'] === true ? 'other' : undefined,
  }),
};

/** A pipeline, a job or a deployment of the API. */
export const gitlabRun: Shape = {
  name: 'GitLab pipelines',
  matches: (value) =>
    isText(value['ref']) &&
    isText(value['status']) &&
    isText(value['created_at']) &&
    (hasUrl(value, /^(?:pipelines|jobs)$/) ||
      (isObject(value['environment']) && isText(value['sha']))),
  source: toHost,
  read: (value, _, row) => ({
    ...readRun(value, isObject(value['environment']) ? 'deployment' : 'pipeline'),
    author: toUser(value, 'user'),
    stream: toProject(row),
  }),
};

export const gitlabRelease: Shape = {
  name: 'GitLab releases',
  matches: ({ tag_name, released_at, _links, commit }) =>
    isText(tag_name) && isText(released_at) && (isObject(_links) || isObject(commit)),
  read: (value) => ({
    key: `release/${textAt(value, 'tag_name')}`,
    kind: 'change',
    at: value['released_at'],
    title: firstText(value, 'name', 'tag_name'),
    text: joinLines(
      `Release ${firstText(value, 'name', 'tag_name')}`,
      textAt(value, 'description'),
    ),
    author: toUser(value, 'author'),
    links: toLinks(textAt(value, '_links.self')),
    fields: pickFields(value, { version: 'tag_name', commit: 'commit.id' }),
  }),
};

/** The body of a webhook. */
export const gitlabEvent: Shape = {
  name: 'GitLab events',
  matches: ({
    object_kind,
    project,
    object_attributes,
    status_changed_at,
    released_at,
    build_started_at,
  }) =>
    isText(object_kind) &&
    (isText(build_started_at) ||
      isText(status_changed_at) ||
      (isObject(project) && (isObject(object_attributes) || isText(released_at)))),
  source: (value) =>
    toSource('gitlab', readHost(firstText(value, 'project.web_url', 'project.homepage'))),
  read(value, _, row) {
    const facts = objectAt(value, 'object_attributes');
    const kind = textAt(value, 'object_kind');
    const action = textAt(facts, 'action');
    return {
      ...readPart(value, facts, kind),
      author: toUser(value, 'user') ?? toIdentity(textAt(value, 'user_username')),
      ...(kind !== 'build' && { stream: toProject(row) }),
      ...(action !== '' && action !== 'open' && { at: facts['updated_at'] ?? facts['created_at'] }),
    };
  },
};

function readPart(value: JsonObject, facts: JsonObject, kind: string): Draft {
  if (kind === 'note')
    return {
      key: `note/${textAt(facts, 'id')}`,
      kind: 'message',
      at: facts['created_at'],
      text: firstText(facts, 'note', 'description'),
      links: toLinks(textAt(facts, 'url')),
      repliesTo: `${textAt(facts, 'noteable_type')}/${firstText(value, 'issue.iid', 'merge_request.iid', 'snippet.id', 'commit.id')}`,
    };
  if (kind === 'pipeline' || kind === 'deployment')
    return readRun(kind === 'pipeline' ? facts : value, kind);
  if (kind === 'build')
    return {
      ...readRun(
        {
          ref: value['ref'],
          sha: value['sha'],
          id: value['build_id'],
          name: value['build_name'],
          status: value['build_status'],
          created_at: value['build_created_at'],
          started_at: value['build_started_at'],
          finished_at: value['build_finished_at'],
        },
        'job',
      ),
      stream: toStream(textAt(value, 'project_name').replaceAll(' ', '')),
    };
  if (kind === 'release')
    return {
      key: `release/${textAt(value, 'tag')}`,
      kind: 'change',
      at: value['released_at'],
      title: textAt(value, 'name'),
      text: joinLines(`Release ${textAt(value, 'name')}`, textAt(value, 'description')),
      links: toLinks(textAt(value, 'url')),
      fields: pickFields(value, { version: 'tag', commit: 'commit.id' }),
    };
  const item = readItem(facts, kind === 'merge_request' ? 'MergeRequest' : 'Issue');
  const action = textAt(facts, 'action');
  if (action === '' || action === 'open') return { ...item, at: facts['created_at'] };
  return {
    ...item,
    key: `${item.key ?? ''}/${action}/${textAt(facts, 'updated_at')}`,
    kind: action === 'merge' ? 'change' : 'ticket',
    text: `${action}: ${textAt(facts, 'title')}`,
    repliesTo: item.key ?? null,
  };
}

function readItem(value: JsonObject, type: string): Draft {
  const title = textAt(value, 'title');
  return {
    key: `${type}/${textAt(value, 'iid')}`,
    kind: 'ticket',
    at: null,
    title,
    text: joinLines(title, textAt(value, 'description')),
    links: toLinks(firstText(value, 'web_url', 'url')),
    fields: {
      ...pickFields(value, {
        state: 'state',
        severity: 'severity',
        milestone: 'milestone.title',
        branch: 'source_branch',
        commit: ['merge_commit_sha', 'sha'],
      }),
      number: `${type === 'Issue' ? '#' : '!'}${textAt(value, 'iid')}`,
      labels: readLabels(value['labels']),
      'assigned to': textAt(value, 'assignee.username'),
    },
  };
}

function readLabels(labels: unknown): string {
  if (!Array.isArray(labels)) return '';
  return labels
    .map((label: unknown) => (isObject(label) ? textAt(label, 'title') : (toText(label) ?? '')))
    .join(', ');
}

function readRun(value: JsonObject, kind: string): Draft {
  const state = textAt(value, 'status');
  const environment = firstText(value, 'environment.name', 'environment');
  const name =
    firstText(value, 'name') || (kind === 'deployment' ? `Deploy to ${environment}` : 'Pipeline');
  return {
    key: `${kind}/${firstText(value, 'deployment_id', 'id')}/${kind === 'deployment' ? state : ''}`,
    kind: 'change',
    at: firstText(value, 'status_changed_at', 'started_at', 'created_at'),
    until: firstText(value, 'finished_at') || null,
    title: name,
    text: `${name} (${textAt(value, 'ref')}): ${state}`,
    links: toLinks(firstText(value, 'web_url', 'deployable_url', 'url')),
    fields: {
      state,
      environment,
      version: textAt(value, 'ref'),
      commit: firstText(value, 'sha', 'short_sha'),
    },
  };
}

function toUser(value: JsonObject, ...paths: string[]): IdentityRef | null {
  for (const path of paths) {
    const user = objectAt(value, path);
    const name = textAt(user, 'username');
    if (name === '') continue;
    return toIdentity(name, textAt(user, 'name'), {
      email: textAt(user, 'email').replace('[REDACTED]', ''),
      isBot: user['bot'] === true || /^(?:project|group)_\d+_bot/.test(name),
    });
  }
  return null;
}

function toProject({ value, parent }: Row): StreamRef | null {
  const name =
    textAt(value, 'project.path_with_namespace') ||
    (gitlabUrl.exec(firstText(value, 'web_url', 'object_attributes.url'))?.[1] ?? '') ||
    textAt(value, 'project_id');
  if (name !== '') return toStream(name);
  return parent === undefined ? null : toProject(parent);
}

function toHost(value: JsonObject): SourceRef | null {
  return toSource('gitlab', readHost(textAt(value, 'web_url')));
}
