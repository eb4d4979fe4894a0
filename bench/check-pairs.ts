import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '@debrief/core/context';
import { beginImport } from '@debrief/core/evidence';
import { declareIncident } from '@debrief/core/incident';
import { checkReportFile } from '@debrief/core/report-check';
import { openUpload } from '@debrief/readers';
import { countFigure, type Figure } from './figures.ts';
import { emptyStore } from './stores.ts';

const data = join(import.meta.dirname, '../../shared/data');
const meetings = join(data, 'chat-exports/irc/w3c-ccg');
const mybinder = join(data, 'mybinder-incident-reports');
const aroundMs = 14 * 86_400_000;

/** A report and the record next to it. */
interface Pair {
  report: string;
  text: string;
  record: string;
  recordText: string;
}

/** How many claims differed when each was read by hand: see the README. */
const known: Record<string, number> = { w3c: 8, mybinder: 15 };

/**
 * Public reports, each checked against its record: what is found, and how many alarms. An alarm is a
 * claim that differs.
 */
export async function* measure(): AsyncIterable<Figure> {
  if (!existsSync(data)) return;
  await using bench = await emptyStore(null);
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-pairs-'));
  try {
    for (const [name, pairs] of Object.entries({ w3c: readMeetings(), mybinder: readMybinder() })) {
      const total = { claims: 0, found: 0, differs: 0, 'not-found': 0, unclear: 0 };
      for (const pair of pairs) {
        const { counts, claims } = await checkPair(bench.ctx, folder, pair);
        total.claims += claims.length;
        total.found += counts.found;
        total.differs += counts.differs + counts.later;
        total['not-found'] += counts['not-found'];
        total.unclear += counts.unclear;
        if (name === 'w3c') yield describe(pair.report, counts, Infinity);
      }
      yield describe(`${name}: ${pairs.length} reports`, { ...total, later: 0 }, known[name] ?? 0);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Counts = Awaited<ReturnType<typeof checkReportFile>>['counts'];

function describe(what: string, counts: Counts, most: number): Figure {
  const differs = counts.differs + counts.later;
  const claims = differs + counts.found + counts['not-found'] + counts.unclear;
  const measured = `${claims} claims: ${counts.found} found, ${differs} differ, ${counts['not-found']} not found, ${counts.unclear} unclear`;
  const bound = Number.isFinite(most) ? `at most ${most} differ` : '';
  return countFigure(what, measured, bound, differs <= most);
}

async function checkPair(ctx: Context, folder: string, pair: Pair) {
  const { ref: incident } = await declareIncident(ctx, { title: pair.report, zone: 'UTC' });
  const recordPath = join(folder, 'record');
  await writeFile(recordPath, pair.recordText);
  const record = await openUpload(recordPath, pair.record);
  const input = { incident, name: pair.record };
  const summary = await (await beginImport(ctx, input, record, pair.report)).run();
  if (summary.imported === 0) throw new Error(`${pair.record} has no records`);
  const path = join(folder, 'report');
  await writeFile(path, pair.text);
  const name = pair.report;
  return checkReportFile(ctx, { incident, name, zone: 'UTC' }, await openUpload(path, name));
}

function readMeetings(): Pair[] {
  const days = ['2020-01-07', '2020-07-07', '2022-08-30-traceability'];
  return days.map((day) => {
    const logs = readdirSync(join(meetings, day));
    const record = logs.includes('irc-raw.log') ? 'irc-raw.log' : 'irc.log';
    return {
      report: `${day}.txt`,
      text: readFileSync(join(meetings, day, 'email.log'), 'utf8'),
      record,
      recordText: readFileSync(join(meetings, day, record), 'utf8'),
    };
  });
}

/** The record of a mybinder report: the commits of its deployments, two weeks on each side. */
function readMybinder(): Pair[] {
  const commits = readFileSync(join(mybinder, 'deploy-repo-commits.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) => {
      const { sha, committed_at: at, subject } = parseCommit(line);
      return at === undefined ? [] : [{ at, author: 'deploy', text: `${sha} ${subject}` }];
    });
  const folder = join(mybinder, 'incident-reports');
  return readdirSync(folder).flatMap((report) => {
    const [, day] = /^(20\d\d-\d\d-\d\d).*\.md$/.exec(report) ?? [];
    if (day === undefined) return [];
    const near = commits.filter(({ at }) => Math.abs(Date.parse(at) - Date.parse(day)) <= aroundMs);
    const recordText = near.map((one) => JSON.stringify(one)).join('\n');
    const text = readFileSync(join(folder, report), 'utf8');
    return near.length === 0 ? [] : [{ report, text, record: 'commits.jsonl', recordText }];
  });
}

interface Commit {
  sha: string;
  committed_at?: string;
  subject: string;
}

/** The cast holds because each line of the file is a commit, as its notes say. */
function parseCommit(line: string): Commit {
  return JSON.parse(line) as Commit;
}
