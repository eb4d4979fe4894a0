import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { ReadOptions, type ReadOptionsInput } from '@debrief/contract';
import { readPasted, splitClaims } from '@debrief/prose/story';
import {
  explainUnreadable,
  isPacked,
  openUpload,
  recogniseUpload,
  unpackFile,
  type Upload,
} from '@debrief/readers';
import { readInWorker } from '@debrief/readers/post-mortem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUploads } from '../apps/cli/src/import/open-uploads.ts';

const cases = resolve(import.meta.dirname, '../../shared/review/cases');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-cases-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A file or folder of the cases as the server receives it from the command line. */
async function receive(name: string): Promise<Upload[]> {
  const sent = await openUploads(join(cases, name));
  return Promise.all(
    sent.map(async (upload, index) => {
      const path = join(folder, `${index}-${basename(name)}`);
      await writeFile(path, upload.chunks());
      const received = await openUpload(path, upload.name);
      if (!isPacked(received.head)) return received;
      await unpackFile(received, `${path}.unpacked`, 1_000_000);
      return openUpload(`${path}.unpacked`, upload.name);
    }),
  );
}

async function readUpload(upload: Upload, options: ReadOptionsInput): Promise<string[]> {
  const reason = await explainUnreadable(upload);
  if (reason !== null) return [reason];
  const reader = await recogniseUpload(upload);
  if (reader === null) return ['not recognized'];
  const read = ReadOptions.parse(options);
  const { questions } = await reader.preview(upload, read);
  if (questions.length > 0) return questions;
  const lines: string[] = [];
  for await (const one of reader.read(upload, read)) {
    if (one.type === 'rejected') lines.push(`rejected ${one.place}`);
    if (one.type !== 'record') continue;
    const { stream, occurredAt, author, text } = one.record;
    lines.push([stream.name, occurredAt.toISOString(), author?.name ?? '–', text].join(' | '));
  }
  return lines;
}

async function readCase(name: string, options: ReadOptionsInput = {}): Promise<string[]> {
  const lines: string[] = [];
  for (const upload of await receive(name)) lines.push(...(await readUpload(upload, options)));
  return lines;
}

interface Case {
  options?: ReadOptionsInput;
  /** The lines of the record, as `stream | time | author | text`, or what they contain. */
  lines: string[];
}

const origin = { timeOrigin: '2024-03-13T13:00:00Z' };
const day = '2024-03-13T';
const two = (first: string, second: string, options: ReadOptionsInput = {}): Case => ({
  options,
  lines: [`${day}${first}`, `${day}${second}`],
});
const expectRefusal = (reason: string): Case => ({ lines: [reason] });

/** What each file is read as: the value that a person expects, as the reports say. */
const files: Record<string, Case> = {
  'alerts (1).csv': two('13:02:11.000Z | mara | Orders', '13:03:11.000Z | jon | failing'),
  'alerts.csv': two('13:02:11.000Z | mara | Orders', '13:03:11.000Z | jon | failing'),
  'alerts.zip': two('13:02:11.000Z | mara | Orders', '13:03:11.000Z | jon | failing'),
  'answer-of-an-api.json': two('13:07:20.000Z | – | Ack', '13:05:20.000Z | – | Triggered.'),
  'app.log.gz': { lines: ['13:02:11.000Z | – | ERROR payment timeout'] },
  'call.srt': two('13:00:01.000Z | Mara | orders', '13:00:02.500Z | Jon | failing', origin),
  'chat-local-time-beside-epoch.json': two(
    '13:02:11.000Z | Mara | Orders refuses writes',
    '13:03:11.000Z | Jon | Look at https://graph.example/d/1 and do not restart',
  ),
  'csv-comma-in-column-name.csv': two('13:02:11.000Z', '13:05:00.000Z', {
    map: 'at=Start, UTC,text=What, in short',
  }),
  'csv-cr-only.csv': two('13:02:11.000Z | mara | Orders', '13:03:11.000Z | jon | failing'),
  'csv-cst-in-china.csv': two('06:02:11.000Z', '06:05:00.000Z', { zone: 'Asia/Shanghai' }),
  'csv-date-and-time-columns.csv': {
    lines: [
      '2024-03-10T14:02:00.000Z | Mara | Orders refuses writes',
      '2024-03-10T23:58:00.000Z | Jon | Watching',
      '2024-03-13T09:00:00.000Z | Mara | Review',
    ],
  },
  'csv-epoch-rounded-by-excel.csv': expectRefusal('A spreadsheet rounded the times'),
  'csv-gb18030.csv': two('14:02:00.000Z | – | 主库拒绝写入', '14:05:00.000Z | – | 切换到备库'),
  'csv-jira-dates.csv': {
    lines: [
      `${day}14:05:00.000Z | Mara Iwu | Orders fail`,
      `${day}14:50:00.000Z | jdeer | rolled back`,
      `${day}14:59:00.000Z | miwu | confirmed`,
      '2024-03-14T09:05:00.000Z | Mara Iwu | Search slow',
    ],
  },
  'csv-kibana-dates.csv': two('14:02:11.417Z', '14:02:41.417Z'),
  'csv-lines-before-header.csv': {
    lines: ['rejected line 1', 'rejected line 2', `${day}13:02:11.000Z`, `${day}13:03:11.000Z`],
  },
  'csv-narrow-space-before-pm.csv': two('14:02:11.000Z', '14:05:00.000Z'),
  'csv-zone-in-brackets.csv': two('19:02:00.000Z', '19:05:00.000Z'),
  'csv-zone-in-header.csv': two('18:02:00.000Z', '18:05:00.000Z'),
  'discord-embed.json': two(
    '13:02:11.417Z | Mara | Orders',
    '13:02:30.000Z | AlertBot | FIRING orders disk\ndisk 99 % on db1',
  ),
  'journal.json': two('13:02:11.417Z | – | no space left', '13:02:21.417Z | – | ready ✓'),
  'kubernetes-events.json': {
    lines: [`${day}13:40:11.123Z`, `${day}13:02:11.000Z`, `${day}13:03:11.000Z`],
  },
  'log-half-day-iso.log': two('14:02:11.000Z | – | ERROR', '14:02:12.000Z | – | INFO'),
  'log-time-after-prefix.log': two('13:02:11.417Z | – | payment', '13:02:12.417Z | – | breaker'),
  'log-zone-hours.log': {
    lines: ['2024-07-10T12:02:11.417Z | – | [77]', '2024-07-10T12:02:12.002Z | – | [77]'],
  },
  'log-zone-name.log': two('13:02:11.417Z | – | [77]', '13:02:12.002Z | – | [77]'),
  'notes-hh-mm.txt': {
    options: origin,
    lines: [
      `${day}14:02:00.000Z | – | orders refuses writes (Mara)`,
      `${day}14:05:00.000Z | – | failing over`,
      `${day}14:40:00.000Z | – | writes are back`,
    ],
  },
  'report.docx': { lines: ['Orders were down on 13 March 2024'] },
  'slack-edited-message.zip': { lines: [`${day}14:02:11.000Z | Mara Iwu | I did NOT restart it`] },
  'slack-forwarded-message.zip': {
    lines: [
      `${day}13:02:11.000Z | Mara Iwu | the primary is at 95 %\n(Forwarded: Jon Deer, #db-team, ${day}12:02:11Z)`,
    ],
  },
  'slack-one-channel-folder/inc-orders': {
    lines: [
      `inc-orders | ${day}13:02:11.000Z | Mara Iwu | Orders refuses writes, @Jon Deer & @here`,
      `inc-orders | ${day}13:03:11.000Z | Jon Deer | failing over`,
    ],
  },
  'status-page.json': {
    lines: [
      `${day}13:05:00.000Z | – | Orders fail`,
      `${day}13:50:00.000Z | – | A rollback is out.`,
      `${day}13:10:00.000Z | – | We look into failing orders.`,
    ],
  },
  'thread-replies-inside.json': {
    lines: [`${day}13:02:11.000Z`, `${day}13:03:11.000Z`, `${day}13:19:51.000Z`],
  },
  'two-hosts': {
    lines: [
      `web-1/app | ${day}13:02:11.000Z | – | ERROR payment timeout`,
      `web-1/app | ${day}13:02:12.000Z | – | INFO retry`,
      `web-2/app | ${day}13:02:11.000Z | – | ERROR payment timeout`,
      `web-2/app | ${day}13:02:15.000Z | – | INFO breaker open`,
    ],
  },
  'vtt-colon-is-no-speaker.vtt': {
    options: origin,
    lines: [' | Mara Iwu | I read', ' | – | Error: connection', ' | – | what I mean is this:'],
  },
  'vtt-no-blank-line-between-cues.vtt': two(
    '13:00:01.000Z | Mara | one',
    '13:00:02.000Z | Jon | two',
    origin,
  ),
  'zip-in-zip-stored.zip': { lines: ['inc-orders | ', 'inc-orders | '] },
  'zoom-chat-pasted-log.txt': {
    options: origin,
    lines: [
      `${day}13:04:13.000Z | Mara Iwu | this is what I see`,
      `${day}13:04:40.000Z | Jon Deer | log of the writer:\n\n12:58:01 ERROR disk full\n12:58:02`,
      `${day}13:05:02.000Z | Mara Iwu | ok, thanks`,
    ],
  },
};

/** What is asked if the options do not say it. */
const questions: Record<string, string> = { 'csv-cst-in-china.csv': '--zone' };

const report = (rows: string[], more: { actions?: string[]; causes?: string[] } = {}) => ({
  rows,
  actions: [],
  causes: [],
  ...more,
});
const disk = ['2024-03-13T14:02 primary refuses writes', '2024-03-13T14:05 alert fires'];

const reports: Record<string, ReturnType<typeof report>> = {
  'folder-with-an-empty-report/good.md': report(['2024-03-13T14:02 primary refuses writes']),
  'report-checkbox-in-timeline.md': report([
    ...disk,
    '2024-03-13T14:20 incident declared',
    '2024-03-13T15:55 writes back',
  ]),
  'report-date-in-list.md': report(disk),
  'report-german.md': report(
    ['2024-03-13T13:02 Schreibzugriffe werden verweigert', '2024-03-13T13:20 Vorfall ausgerufen'],
    {
      actions: ['2024-03-20 Alarm auf freien Plattenplatz (Mara, bis 20.03.2024)'],
      causes: ['Der Archivlauf stand seit Freitag.'],
    },
  ),
  'report-plain-text.txt': report(disk, { actions: ['null Alert on free disk space (Mara)'] }),
  'report-t-plus.md': report([...disk, '2024-03-13T15:32 failover']),
  'report-time-elements.html': report(disk.map((row) => row.replace('T14', 'T13'))),
  'report-timeline-in-code-block.md': report([
    '2024-03-13T14:02 <mara> primary refuses writes',
    '2024-03-13T14:05 <jon> failing over',
  ]),
  'report-times-at-line-end.md': report(
    [
      '2024-03-13T14:05 First detected',
      '2024-03-13T14:21 Incident declared',
      '2024-03-14T00:10 Resolved',
    ],
    {
      actions: [
        'null Alert on free disk space of the primary',
        'null Write a runbook for a full disk',
      ],
    },
  ),
  'report-zone-column.md': report(disk.map((row) => row.replace('T14', 'T13'))),
};

const failedOver = [
  'S The orders database was full.',
  'T I was on call.',
  'A I failed over.',
  'R 93 minutes.',
];
const stories: Record<string, string[]> = {
  'story-labels.txt': ['S the orders database was full.', ...failedOver.slice(1)],
  'story-table.md': failedOver.map((said) => said.replace('I was on call', 'Get writes back')),
  'story-template-and-comment.md': failedOver,
  'story-url-and-german.txt': [
    'S Am 13. März 2024 war die Bestelldatenbank voll, z. B. konnte niemand bestellen.',
    'T Ich hatte Bereitschaft.',
    'A Ich öffnete https://graph.example/d/1?from=now-1h und gab ca. 40 GB frei.',
    'R Nach 93 Minuten ging es wieder.',
  ],
  'story-word-bullets.txt': [
    ...failedOver.slice(0, 3),
    'A I told support.',
    ...failedOver.slice(3),
  ],
};

/** Cases that need a stored incident or a repository, and the test of each. */
const elsewhere: Record<string, string> = {
  'email-before-name-1.json': 'packages/core/src/evidence/names.test.ts',
  'email-before-name-2.json': 'packages/core/src/evidence/names.test.ts',
  'folder-with-an-empty-report': 'apps/cli/src/commands/import-report.test.ts',
  'git-mailmap.sh': 'apps/cli/src/import/git-names.test.ts',
  'git-two-repositories.sh': 'apps/cli/src/import/git-names.test.ts',
  'slack-one-channel-folder': 'tools/cases.test.ts',
  'alerts (1).csv': 'packages/core/src/evidence/names.test.ts',
};

describe.skipIf(!existsSync(cases))(
  'files that failed once (skipped if ../shared/review/cases does not exist)',
  () => {
    it('are all tested', () => {
      const named = [files, reports, stories, elsewhere].flatMap((table) => Object.keys(table));
      const missing = readdirSync(cases).filter(
        (name) => name !== 'README.md' && !named.includes(name),
      );
      expect(missing).toEqual([]);
      for (const test of Object.values(elsewhere))
        expect(existsSync(join(import.meta.dirname, '..', test))).toBe(true);
    });

    it.each(Object.entries(files))('reads %s', async (name, { options, lines }) => {
      const read = await readCase(name, options);
      expect(read).toHaveLength(lines.length);
      for (const [index, line] of lines.entries()) expect(read[index]).toContain(line);
    });

    it.each(Object.entries(questions))('asks about %s', async (name, question) => {
      expect((await readCase(name)).join()).toContain(question);
    });

    it.each(Object.entries(reports))('reads the report %s', async (name, expected) => {
      const content = readFileSync(join(cases, name));
      const { report: read } = await readInWorker({ name, content });
      expect({
        rows: read.rows.map((row) => `${row.at?.slice(0, 16)} ${row.text}`),
        actions: read.actions.map((action) => `${action.dueOn} ${action.text}`),
        causes: read.causes.map((cause) => cause.text),
      }).toEqual(expected);
      expect(read.words.lost).toEqual([]);
    });

    it.each(Object.entries(stories))('reads %s', (name, expected) => {
      const text = readFileSync(join(cases, name), 'utf8').replaceAll('\r\n', '\n');
      const { answers, pieces } = readPasted(text);
      const said = pieces.flatMap((piece) =>
        piece.kind === 'part' && piece.part ? splitClaims(text, piece, piece.part) : [],
      );
      expect(answers).toHaveLength(1);
      expect(said.map((claim) => `${claim.part} ${text.slice(claim.start, claim.end)}`)).toEqual(
        expected,
      );
    });
  },
);
