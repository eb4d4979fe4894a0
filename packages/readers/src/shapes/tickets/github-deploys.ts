import type { Draft, Shape } from '../shape.ts';
import { firstText, isText, joinLines, objectAt, textAt, toLinks } from '../values.ts';
import { readCreated, readUrl, toHost, toRepository, toUser } from './github-values.ts';

/** A deployment, or a change of its state. */
export const githubDeployment: Shape = {
  name: 'GitHub deployments',
  matches: (value) =>
    isText(value['created_at']) &&
    typeof value['environment'] === 'string' &&
    (isText(value['deployment_url']) || (isText(value['statuses_url']) && isText(value['sha']))),
  source: toHost,
  read(value, _, row) {
    const url = firstText(value, 'deployment_url', 'url');
    const [, id = ''] = /\/deployments\/(\d+)/.exec(url) ?? [];
    const deployment = isText(value['sha'])
      ? value
      : objectAt(row.parent?.value ?? {}, 'deployment');
    const state = textAt(value, 'state');
    const ref = textAt(deployment, 'ref');
    const environment = textAt(value, 'environment');
    const stream = toRepository(row);
    const draft: Draft = {
      key: isText(value['sha']) ? `deployment/${id}` : `deployment/${id}/${textAt(value, 'id')}`,
      kind: 'change',
      at: value['created_at'],
      title: `Deploy to ${environment}`,
      text: joinLines(
        `Deploy ${ref} to ${environment}${state === '' ? '' : `: ${state}`}`,
        textAt(value, 'description'),
      ),
      author: toUser(value, 'creator', 'user'),
      stream,
      repliesTo: isText(value['sha']) || id === '' ? null : `deployment/${id}`,
      links: toLinks(firstText(value, 'log_url', 'target_url'), textAt(value, 'environment_url')),
      fields: {
        state,
        environment,
        service: stream?.name ?? '',
        version: ref,
        commit: textAt(deployment, 'sha'),
      },
    };
    const { repliesTo } = draft;
    if (!repliesTo || !/^(?:success|failure|error)$/.test(state)) return draft;
    // The deployment itself also ends.
    const { author: _author, repliesTo: _status, ...facts } = draft;
    const started = readCreated(deployment);
    const end: Draft = {
      ...facts,
      key: repliesTo,
      at: started || value['created_at'],
      until: firstText(value, 'updated_at', 'created_at'),
      isLaterState: started === '',
      author: toUser(deployment, 'creator'),
    };
    return [end, draft];
  },
};

/** A run of a workflow, one of its jobs or a check. */
export const githubRun: Shape = {
  name: 'GitHub workflow runs',
  matches: (value) =>
    firstText(value, 'head_sha', 'headSha') !== '' &&
    isText(value['status']) &&
    Object.hasOwn(value, 'conclusion') &&
    firstText(value, 'created_at', 'createdAt', 'started_at', 'startedAt') !== '',
  source: toHost,
  read(value, _, row) {
    const state = firstText(value, 'conclusion', 'status').toLowerCase();
    const name =
      firstText(value, 'workflowName', 'workflow_name', 'name', 'display_title') || 'Checks';
    const isDone = textAt(value, 'status').toLowerCase() === 'completed';
    return {
      key: `run/${firstText(value, 'id', 'databaseId')}`,
      kind: 'change',
      at: firstText(value, 'run_started_at', 'started_at', 'startedAt') || readCreated(value),
      until: isDone
        ? firstText(value, 'completed_at', 'completedAt', 'updated_at', 'updatedAt')
        : null,
      title: name,
      text: joinLines(
        `${name}: ${state}`,
        firstText(value, 'display_title', 'displayTitle', 'head_commit.message', 'output.title'),
      ),
      author: toUser(value, 'triggering_actor', 'actor'),
      stream: toRepository(row),
      links: toLinks(readUrl(value)),
      fields: {
        state,
        branch: firstText(value, 'head_branch', 'headBranch', 'check_suite.head_branch'),
        commit: firstText(value, 'head_sha', 'headSha'),
        service: toRepository(row)?.name ?? '',
        version: firstText(value, 'head_sha', 'headSha').slice(0, 12),
        event: textAt(value, 'event'),
        number: firstText(value, 'run_number', 'number'),
      },
    };
  },
};
