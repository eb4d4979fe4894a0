import { githubDeployment, githubRun } from './github-deploys.ts';
import { readCreated, readUrl, toHost, toRepository, toUser } from './github-values.ts';
import { isObject, type JsonObject, type Row } from '../../row.ts';
import type { Draft, Shape } from '../shape.ts';
import {
  firstText,
  isText,
  joinLines,
  objectsAt,
  pickFields,
  textAt,
  toIdentity,
  toLinks,
} from '../values.ts';

const itemUrl = /^https?:\/\/[^/]+\/[^/]+\/[^/]+\/(?:issues|pull|discussions)\/\d+$/;
const remarkUrl =
  /^https?:\/\/[^/]+\/[^/]+\/[^/]+\/(?:issues|pull|commit|discussions)\/\w+#(?:issuecomment|discussion_r|discussioncomment|pullrequestreview|commitcomment)/;

/** An issue or a pull request, of the API or of `gh issue list --json`. */
export const githubItem: Shape = {
  name: 'GitHub issues',
  matches: (value) =>
    typeof value['number'] === 'number' &&
    isText(value['title']) &&
    readCreated(value) !== '' &&
    itemUrl.test(readUrl(value)),
  lists: ['comments', 'reviews'],
  source: toHost,
  read(value, _, row) {
    const number = textAt(value, 'number');
    const title = textAt(value, 'title');
    const merged = firstText(value, 'merged_at', 'mergedAt', 'pull_request.merged_at');
    const item: Draft = {
      key: `item/${number}`,
      kind: 'ticket',
      at: readCreated(value),
      until: merged || firstText(value, 'closed_at', 'closedAt') || null,
      title,
      text: joinLines(title, textAt(value, 'body')),
      author: toUser(value, 'user', 'author'),
      stream: toRepository(row),
      links: toLinks(readUrl(value)),
      fields: {
        number: `#${number}`,
        state: merged === '' ? textAt(value, 'state').toLowerCase() : 'merged',
        type: readUrl(value).includes('/pull/') ? 'pull request' : 'issue',
        labels: listNames(value, 'labels', 'name'),
        'assigned to': listNames(value, 'assignees', 'login'),
        milestone: textAt(value, 'milestone.title'),
        branch: firstText(value, 'head.ref', 'headRefName'),
      },
    };
    if (merged === '') return item;
    return [
      item,
      {
        key: `item/${number}/merged`,
        kind: 'change',
        at: merged,
        title,
        text: `Merged #${number}: ${title}`,
        author: toUser(value, 'merged_by', 'mergedBy'),
        stream: toRepository(row),
        repliesTo: `item/${number}`,
        links: toLinks(readUrl(value)),
        fields: {
          commit: firstText(value, 'merge_commit_sha', 'mergeCommit.oid'),
          branch: firstText(value, 'base.ref', 'baseRefName'),
        },
      },
    ];
  },
};

/** A comment, a review or a comment within a review. */
export const githubRemark: Shape = {
  name: 'GitHub comments',
  matches: (value) =>
    typeof (value['body'] ?? '') === 'string' &&
    (isObject(value['user']) || isObject(value['author']) || value['user'] === null) &&
    (remarkUrl.test(readUrl(value)) ||
      (isText(value['submittedAt']) && isText(value['authorAssociation']))),
  source: toHost,
  read(value, _, row) {
    const state = textAt(value, 'state').toLowerCase();
    const [, number = ''] = /\/(?:issues|pull|discussions)\/(\d+)/.exec(readUrl(value)) ?? [];
    const item = number || textAt(row.parent?.value ?? {}, 'number');
    return {
      key: `remark/${textAt(value, 'id')}`,
      kind: 'message',
      at: firstText(value, 'submitted_at', 'submittedAt') || readCreated(value),
      author: toUser(value, 'user', 'author'),
      text: joinLines(state === '' ? '' : `Review: ${state}`, textAt(value, 'body')),
      stream: toRepository(row),
      repliesTo: item === '' ? null : `item/${item}`,
      links: toLinks(readUrl(value)),
      fields: {
        state,
        file: textAt(value, 'path'),
        commit: firstText(value, 'commit_id', 'commit.oid'),
        edited: value['includesCreatedEdit'] === true ? 'yes' : null,
      },
    };
  },
};

export const githubRelease: Shape = {
  name: 'GitHub releases',
  matches: (value) =>
    firstText(value, 'tag_name', 'tagName') !== '' &&
    /\/releases\//.test(readUrl(value)) &&
    firstText(value, 'published_at', 'publishedAt', 'created_at', 'createdAt') !== '',
  source: toHost,
  read(value, _, row) {
    const tag = firstText(value, 'tag_name', 'tagName');
    const title = firstText(value, 'name') || tag;
    return {
      key: `release/${tag}`,
      kind: 'change',
      at: firstText(value, 'published_at', 'publishedAt') || readCreated(value),
      title,
      text: joinLines(`Release ${title}`, textAt(value, 'body')),
      author: toUser(value, 'author', 'user'),
      stream: toRepository(row),
      links: toLinks(readUrl(value)),
      fields: {
        version: tag,
        state: value['draft'] === true ? 'draft' : value['prerelease'] === true ? 'prerelease' : '',
        branch: textAt(value, 'target_commitish'),
      },
    };
  },
};

/** An alert of code scanning, Dependabot or secret scanning. */
export const githubAlert: Shape = {
  name: 'GitHub security alerts',
  matches: (value) =>
    typeof value['number'] === 'number' &&
    isText(value['created_at']) &&
    /\/security\/[\w-]+\/\d+$/.test(readUrl(value)),
  source: toHost,
  read(value, _, row) {
    const title = firstText(
      value,
      'security_advisory.summary',
      'rule.description',
      'secret_type_display_name',
      'secret_type',
    );
    return {
      key: readUrl(value),
      kind: 'alert',
      at: value['created_at'],
      until: firstText(value, 'fixed_at', 'dismissed_at', 'resolved_at') || null,
      title,
      text: joinLines(title, textAt(value, 'security_advisory.description')),
      stream: toRepository(row),
      links: toLinks(readUrl(value)),
      fields: pickFields(value, {
        number: 'number',
        state: 'state',
        severity: ['security_advisory.severity', 'rule.severity'],
        package: 'dependency.package.name',
      }),
    };
  },
};

/** A status that a tool sets on a commit. */
export const githubStatus: Shape = {
  name: 'GitHub commit statuses',
  matches: ({ context, state, created_at, target_url }) =>
    isText(context) &&
    isText(state) &&
    isText(created_at) &&
    (target_url === null || typeof target_url === 'string'),
  source: toHost,
  read: (value, _, row) => ({
    key: `status/${textAt(value, 'id')}`,
    kind: 'change',
    at: value['created_at'],
    title: textAt(value, 'context'),
    text: joinLines(
      `${textAt(value, 'context')}: ${textAt(value, 'state')}`,
      textAt(value, 'description'),
    ),
    author: toUser(value, 'creator', 'sender'),
    stream: toRepository(row),
    links: toLinks(textAt(value, 'target_url')),
    fields: pickFields(value, { state: 'state', commit: 'sha' }),
  }),
};

/** A commit of the API, or of a push. */
export const githubCommit: Shape = {
  name: 'GitHub commits',
  matches: ({ sha, commit, id, message, timestamp, author }) =>
    (isText(sha) && isObject(commit) && isText(commit['message']) && isObject(commit['author'])) ||
    (isText(id) &&
      /^[0-9a-f]{40}$/.test(id) &&
      typeof message === 'string' &&
      isText(timestamp) &&
      isObject(author)),
  source: toHost,
  read(value, _, row) {
    const sha = firstText(value, 'sha', 'id');
    const message = firstText(value, 'commit.message', 'message');
    const name = firstText(value, 'commit.author.name', 'author.name');
    const email = firstText(value, 'commit.author.email', 'author.email');
    return {
      key: sha,
      kind: 'change',
      at: firstText(value, 'commit.committer.date', 'commit.author.date', 'timestamp'),
      title: message.split('\n', 1)[0] ?? '',
      text: message,
      author: toUser(value, 'author', 'committer') ?? toIdentity(email, name, { email }),
      stream: toRepository(row),
      links: toLinks(readUrl(value)),
      fields: { commit: sha.slice(0, 12), branch: branchAround(row) },
    };
  },
};

const branchAround = ({ parent }: Row): string =>
  textAt(parent?.value ?? {}, 'ref').replace(/^refs\/(?:heads|tags)\//, '');

/** A push, of GitHub or GitLab. */
export const gitPush: Shape = {
  name: 'Git pushes',
  matches: ({ ref, before, after, commits }) =>
    isText(ref) && isText(before) && isText(after) && (Array.isArray(commits) || commits === null),
  lists: ['commits'],
  read: ({ commits }) =>
    Array.isArray(commits) && commits.length > 0
      ? []
      : 'This push has no commits, and no time of its own.',
};

const webhookParts = [
  'issue',
  'pull_request',
  'comment',
  'review',
  'release',
  'deployment',
  'deployment_status',
  'workflow_run',
  'workflow_job',
  'check_run',
  'check_suite',
  'discussion',
  'alert',
];

/** The body of a webhook: the parts that are records. */
export const githubWebhook: Shape = {
  name: 'GitHub events',
  matches(value) {
    const { repository, sender } = value;
    return (
      isObject(repository) &&
      isText(repository['full_name']) &&
      isObject(sender) &&
      !gitPush.matches(value) &&
      !githubStatus.matches(value)
    );
  },
  lists: webhookParts,
  read(value) {
    const parts = webhookParts.map((part) => value[part]).filter(isObject);
    const all = [githubItem, githubRemark, githubRelease, githubDeployment, githubRun, githubAlert];
    return parts.some((part) => all.some((shape) => shape.matches(part)))
      ? []
      : 'Nothing in this event is a record: it has no time of its own.';
  },
};

function listNames(value: JsonObject, path: string, name: string): string {
  return objectsAt(value, path)
    .map((one) => textAt(one, name))
    .join(', ');
}
