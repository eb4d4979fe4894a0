import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RequestError } from '../../network/guarded-fetch.ts';
import { defineSource } from '../source.ts';
import { listChangedFiles, type ChangedFile, type ComparedCommit } from './changed-files.ts';
import { readCommit, readTag, readTreeId, type Commit, type Tag } from './git-history.ts';
import { openRemote, type GitRef, type GitRemote } from './git-remote.ts';

/** More new commits between two requests than this are not expected. */
const mostCommits = 10_000;
const tagsInRequest = 200;
const commitsInPage = 1_000;
/** Commits whose changed files are listed. */
const mostCompared = 500;

/** What was stored: the last commit of the branch, and every tag with its object. */
const Watermark = z.object({ commit: z.string(), tags: z.record(z.string(), z.string()) });

/**
 * The commits of a branch with the names of the files that they changed, and the tags of its repository. A tag without a time of its
 * own is stated at its commit.
 */
export const git = defineSource({
  kind: 'git',
  watermark: Watermark,
  async *pull({ settings, secret, watermark, fetch, signal }) {
    const remote = await openRemote(fetch, settings.url, {
      headers: toGitAuthorization(secret),
      signal,
    });
    const branch = settings.branch ?? '';
    const head = branch === '' ? 'HEAD' : `refs/heads/${branch}`;
    const refs = await remote.listRefs([head, 'refs/tags/']);
    const tip = refs.find(({ name }) => name === head);
    if (!tip)
      throw new RequestError(
        branch === '' ? 'The repository is empty.' : `The repository has no branch "${branch}".`,
      );
    const tags = refs.filter(({ name }) => name.startsWith('refs/tags/'));
    const named = Object.fromEntries(tags.map(({ name, id }) => [name, id]));
    const commits = new Map<string, Commit>();
    const annotated = new Map<string, Tag>();
    const treeIds = new Map<string, string>();
    const take = async (wants: string[], haves: string[], depth: number): Promise<void> => {
      for (const object of await remote.fetchObjects({ wants, haves, depth })) {
        const commit = readCommit(object);
        if (commit) commits.set(commit.sha, commit);
        const treeId = readTreeId(object);
        if (treeId !== null) treeIds.set(object.id, treeId);
        const tag = readTag(object);
        if (tag) annotated.set(object.id, tag);
      }
    };
    if (tip.id !== watermark?.commit)
      await take(
        [tip.id],
        watermark ? [watermark.commit] : [],
        watermark ? mostCommits : settings.commits,
      );
    // At first, the tags of what was read; then those that are new or moved.
    const newTags = tags.filter(({ name, id, peeled }) =>
      watermark ? watermark.tags[name] !== id : commits.has(peeled ?? id),
    );
    const missing = newTags
      .filter(({ id, peeled }) => (peeled === null ? !commits.has(id) : !annotated.has(id)))
      .map(({ id }) => id);
    for (let start = 0; start < missing.length; start += tagsInRequest)
      await take(missing.slice(start, start + tagsInRequest), [], 1);
    const files = await listFiles(remote, [...commits.values()], treeIds);
    const lines = toLines({ tags, newTags, commits, annotated, files });
    for (let start = 0; start < lines.length; start += commitsInPage) {
      const page = lines.slice(start, start + commitsInPage);
      const isLast = start + commitsInPage >= lines.length;
      const body = Buffer.from(page.map((line) => JSON.stringify(line)).join('\n'));
      yield {
        body,
        key: `sha256:${createHash('sha256').update(body).digest('hex')}`,
        // Only the last page completes it: until then the same commits are asked for, and known.
        watermark: isLast ? { commit: tip.id, tags: named } : watermark,
      };
    }
  },
});

interface Fetched {
  tags: readonly GitRef[];
  newTags: readonly GitRef[];
  commits: ReadonlyMap<string, Commit>;
  annotated: ReadonlyMap<string, Tag>;
  files: ReadonlyMap<string, readonly ChangedFile[]>;
}

/**
 * The files that the latest commits changed. A merge repeats those of its commits. A commit that is
 * stated again, with another tag, has the same files as before: its parent is asked for.
 */
async function listFiles(
  remote: GitRemote,
  commits: readonly Commit[],
  treeIds: Map<string, string>,
): Promise<Map<string, ChangedFile[]>> {
  const latest = commits
    .filter(({ parents }) => parents.length < 2)
    .toSorted((a, b) => toTime(b) - toTime(a))
    .slice(0, mostCompared);
  const missing = latest.flatMap(({ parents }) => parents).filter((id) => !treeIds.has(id));
  for (const object of await remote.fetchCommits([...new Set(missing)])) {
    const treeId = readTreeId(object);
    if (treeId !== null) treeIds.set(object.id, treeId);
  }
  const compared = latest.flatMap(({ sha, parents: [parent] }): ComparedCommit[] => {
    const to = treeIds.get(sha);
    const from = parent === undefined ? null : treeIds.get(parent);
    return to === undefined || from === undefined ? [] : [{ sha, from, to }];
  });
  return listChangedFiles(remote, compared);
}

/** Oldest first. */
function toLines({ tags, newTags, commits, annotated, files }: Fetched): object[] {
  const plain = new Map<string, string[]>();
  for (const { name, id, peeled } of tags)
    if (peeled === null) plain.set(id, [...(plain.get(id) ?? []), shortName(name)]);
  const withTime = newTags.flatMap(({ name, id, peeled }): Tag[] => {
    const tag = annotated.get(id);
    return tag ? [{ ...tag, tag: shortName(name), sha: peeled ?? tag.sha }] : [];
  });
  const withTags = [...commits.values()].map((commit) => ({
    ...commit,
    files: files.get(commit.sha) ?? [],
    tags: plain.get(commit.sha) ?? [],
  }));
  return [...withTags, ...withTime].toSorted((a, b) => toTime(a) - toTime(b));
}

const shortName = (name: string): string => name.replace(/^refs\/tags\//, '');

const toTime = (line: Commit | Tag): number =>
  Date.parse('committed_at' in line ? line.committed_at : line.tagged_at) || 0;

/** GitHub and GitLab take a token as the password of any user. */
function toGitAuthorization(secret: string | null): Record<string, string> {
  if (secret === null) return {};
  const pair = secret.includes(':') ? secret : `git:${secret}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
