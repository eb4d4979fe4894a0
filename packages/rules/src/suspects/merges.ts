/** A commit as far as merges are concerned. */
export interface Commit {
  sha: string;
  parents: readonly string[];
}

const mostMerged = 100;

/**
 * The commits of each merge, by the merge's id, for a list in which commits of several
 * branches are mixed: what is deployed is the merge, with the words and files of its commits. The
 * line of first parents is followed from every commit that is no parent. Oldest first.
 */
export function findMergedCommits<One extends Commit>(commits: readonly One[]): Map<string, One[]> {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const isParent = new Set(commits.flatMap(({ parents }) => parents));
  const mainLine = new Set<string>();
  for (const head of commits.filter(({ sha }) => !isParent.has(sha)))
    for (
      let commit: One | undefined = head;
      commit && !mainLine.has(commit.sha);
      commit = bySha.get(commit.parents[0] ?? '')
    )
      mainLine.add(commit.sha);
  const merged = new Map<string, One[]>();
  const taken = new Set<string>();
  // Commits are in time order: the oldest merge that contains a commit takes it.
  for (const merge of commits.filter(
    ({ sha, parents }) => parents.length > 1 && mainLine.has(sha),
  )) {
    const found: One[] = [];
    const queue = merge.parents.slice(1);
    for (const sha of queue) {
      const commit = bySha.get(sha);
      if (!commit || mainLine.has(sha) || taken.has(sha) || found.length >= mostMerged) continue;
      taken.add(sha);
      found.push(commit);
      queue.push(...commit.parents);
    }
    merged.set(merge.sha, found);
  }
  return merged;
}
