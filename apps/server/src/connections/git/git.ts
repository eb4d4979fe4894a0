import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RequestError } from '../../network/guarded-fetch.ts';
import { defineSource } from '../source.ts';
import { readCommit, readTag, type Commit, type Tag } from './git-history.ts';
import { openRemote, type GitRef } from './git-remote.ts';

/** More new commits between two requests than this are not expected. */
const mostCommits = 10_000;
const tagsInRequest = 200;
const commitsInPage = 1_000;

/** What was stored: the last commit of the branch, and every tag with its object. */
const Watermark = z.object({ commit: z.string(), tags: z.record(z.string(), z.string()) });

/**
 * The commits of a branch and the tags of its repository, without files. A tag without a time of its
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
    const take = async (wants: string[], haves: string[], depth: number): Promise<void> => {
      for (const object of await remote.fetchObjects({ wants, haves, depth })) {
        const commit = readCommit(object);
        if (commit) commits.set(commit.sha, commit);
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
    const lines = toLines({ tags, newTags, commits, annotated });
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
}

/** Oldest first. */
function toLines({ tags, newTags, commits, annotated }: Fetched): object[] {
  const plain = new Map<string, string[]>();
  for (const { name, id, peeled } of tags)
    if (peeled === null) plain.set(id, [...(plain.get(id) ?? []), shortName(name)]);
  const withTime = newTags.flatMap(({ name, id, peeled }): Tag[] => {
    const tag = annotated.get(id);
    return tag ? [{ ...tag, tag: shortName(name), sha: peeled ?? tag.sha }] : [];
  });
  const withTags = [...commits.values()].map((commit) => ({
    ...commit,
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
