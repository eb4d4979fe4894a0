import {
  findChangeKind,
  findMergedCommits,
  listServices,
  type Change,
} from '@debrief/rules/suspects';
import type { ChangeCandidate } from '../evidence/index.ts';

const mostFiles = 50;

export interface ReadChange extends Change {
  candidate: ChangeCandidate;
  title: string;
}

/**
 * What the ranking compares of each change. The commits of a merge are part of the merge and not
 * changes of their own.
 */
export function readChanges(candidates: readonly ChangeCandidate[]): ReadChange[] {
  const ordered = candidates.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const commits = ordered.flatMap((candidate) => {
    const { commit } = candidate.details;
    return commit ? [{ sha: commit.sha, parents: commit.parents, candidate }] : [];
  });
  const merged = findMergedCommits(commits);
  const isPart = new Set([...merged.values()].flat().map(({ candidate }) => candidate.itemId));
  return ordered
    .filter(({ itemId }) => !isPart.has(itemId))
    .map((candidate) => {
      const parts = merged.get(candidate.details.commit?.sha ?? '') ?? [];
      return toChange(
        candidate,
        parts.map((part) => part.candidate),
      );
    });
}

function toChange(candidate: ChangeCandidate, parts: readonly ChangeCandidate[]): ReadChange {
  const { details, text, at, until } = candidate;
  const { title = '', fields = {} } = details;
  const all = [candidate, ...parts];
  const files = all
    .flatMap((one) => one.details.commit?.files.map(({ path }) => path) ?? [])
    .slice(0, mostFiles);
  const said = [title, ...all.map((one) => one.text)].filter((one) => one !== '').join('\n');
  const stated = ['type', 'kind', 'change_type', 'category']
    .map((name) => fields[name] ?? '')
    .join(' ');
  return {
    id: candidate.itemId,
    at: at.getTime(),
    until: until?.getTime() ?? null,
    kind: findChangeKind(said, files, stated),
    text: [said, ...files, ...Object.values(fields)].join('\n'),
    services: listServices(fields, candidate.streamName),
    candidate,
    title: (title || text).split('\n', 1)[0]?.slice(0, 300) ?? '',
  };
}
