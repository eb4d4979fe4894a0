import { readInWorker } from '@debrief/readers/post-mortem';
import {
  findChangeKind,
  findMergedCommits,
  rankChanges,
  type Change,
} from '@debrief/rules/suspects';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { countFigure, type Figure } from './figures.ts';

const folder = join(import.meta.dirname, '../../shared/data/mybinder-incident-reports');
const day = 86_400_000;

interface Commit {
  sha: string;
  committed_at: string;
  parents: string[];
  subject: string;
  files: string[][];
}

interface Merge extends Change {
  pull: string | undefined;
}

/** Each merge is a deploy to production. */
function readMerges(): Merge[] {
  const commits = readFileSync(join(folder, 'deploy-repo-commits.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Partial<Commit>)
    .filter((one): one is Commit => one.committed_at !== undefined && one.parents !== undefined)
    .toSorted((a, b) => Date.parse(a.committed_at) - Date.parse(b.committed_at));
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  return [...findMergedCommits(commits)].flatMap(([sha, parts]) => {
    const merge = bySha.get(sha);
    if (!merge) return [];
    const all = [merge, ...parts];
    const files = all.flatMap((one) => one.files.map((file) => file.at(-1) ?? '')).slice(0, 50);
    const text = all.map(({ subject }) => subject).join('\n');
    return {
      id: sha,
      at: Date.parse(merge.committed_at),
      until: null,
      kind: findChangeKind(text, files),
      text: [text, ...files].join('\n'),
      services: [],
      pull: /#(\d+)/.exec(merge.subject)?.[1],
    };
  });
}

interface Report {
  name: string;
  title: string;
  /** In time order. */
  rows: { at: number; text: string }[];
  /** The pull requests of the deployment repository that it names. */
  pulls: string[];
}

async function readReport(name: string): Promise<Report> {
  const content = readFileSync(join(folder, 'incident-reports', name), 'utf8');
  const { report } = await readInWorker({ name, content, zone: 'UTC' });
  const rows = report.rows.flatMap(({ at, text }) =>
    at === null ? [] : [{ at: Date.parse(at), text }],
  );
  const named = content.matchAll(/mybinder\.org-deploy\/pull\/(\d+)/g);
  return {
    name,
    title: report.title.replace(/^[\d-]+,?/, ''),
    rows: rows.toSorted((a, b) => a.at - b.at),
    pulls: [...new Set(Array.from(named, ([, number = '']) => number))],
  };
}

/** Without numbers of pull requests and links, which would give the answer away. */
const hideAnswer = (text: string) => text.replaceAll(/https?:\S+|#\d+/g, '');

type Place = (merges: readonly Merge[], pull: string) => number;

function rankAt(merges: readonly Merge[], at: number, text: string) {
  const near = merges.filter((one) => one.at > at - 90 * day && one.at <= at);
  return rankChanges(
    near,
    { at, toleranceMs: 0, text: hideAnswer(text), services: [] },
    { limit: 1_000 },
  );
}

const orders: Record<string, (at: number, text: string) => Place> = {
  'this ranking': (at, text) => (merges, pull) =>
    rankAt(merges, at, text).suspects.findIndex(
      ({ id }) => merges.find((one) => one.id === id)?.pull === pull,
    ),
  'latest change first': (at) => (merges, pull) =>
    merges
      .filter((one) => one.at <= at)
      .toSorted((a, b) => b.at - a.at)
      .findIndex((one) => one.pull === pull),
  'time decay only': (at, text) => (merges, pull) =>
    rankAt(merges, at, text)
      .suspects.map(({ id, factors }) => ({
        pull: merges.find((one) => one.id === id)?.pull,
        time: factors.find(({ name }) => name === 'time')?.value ?? 0,
      }))
      .toSorted((a, b) => b.time - a.time)
      .findIndex((one) => one.pull === pull),
};

export async function* measureMybinder(): AsyncIterable<Figure> {
  if (!existsSync(folder)) return;
  const merges = readMerges();
  const names = readdirSync(join(folder, 'incident-reports')).filter((name) =>
    /^20.*\.md$/.test(name),
  );
  const reports: Report[] = [];
  for (const name of names) reports.push(await readReport(name));
  const named = reports.flatMap(({ title, rows, pulls }) =>
    pulls.flatMap((pull) => {
      const merge = merges.find((one) => one.pull === pull);
      return merge ? [{ title, rows, pull, at: merge.at }] : [];
    }),
  );
  const before = named.filter(({ at, rows }) => at <= (rows[0]?.at ?? 0)).length;
  const cases = named.flatMap((one) => {
    const row = one.rows.find(({ at }) => at > one.at);
    return row ? [{ ...one, row }] : [];
  });
  console.log(
    `\nmybinder: ${reports.length} reports name ${named.length} pull requests that the log contains, of which ${before} were merged before the first time of their report: the others are fixes and steps of the response. Below, each is looked for at the next time of its report.\n\n| ${cases.length} pull requests | top-1 | top-3 | top-5 |\n|---|---|---|---|`,
  );
  for (const [name, order] of Object.entries(orders)) {
    const places = cases.map(({ title, row, pull }) =>
      order(row.at, `${title} ${row.text}`)(merges, pull),
    );
    const top = (k: number) => places.filter((at) => at >= 0 && at < k).length;
    console.log(`| ${name} | ${top(1)} | ${top(3)} | ${top(5)} |`);
  }
  const strengths = reports.map(
    ({ title, rows }) =>
      rankAt(merges, rows[0]?.at ?? 0, `${title} ${rows[0]?.text ?? ''}`).strength,
  );
  const strong = strengths.filter((one) => one === 'strong').length;
  yield countFigure(
    'mybinder: reports with a strong suspect at their first time, none of which names an earlier pull request',
    `${strong} of ${reports.length}`,
    'printed',
    true,
  );
}
