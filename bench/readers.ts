import { ReadOptions } from '@debrief/contract';
import { openUpload, recogniseUpload, type SourceRecord } from '@debrief/readers';
import { samples, sampleText } from '@debrief/readers/samples';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync, globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { median, type Figure } from './figures.ts';

const target = 20;
const speedBytes = 4_000_000;
const rounds = 3;
const data = join(import.meta.dirname, '../../shared/data');
/** Folders of real exports and payloads next to the repository. */
const folders = [
  'chat-exports/mattermost_fixtures',
  'chat-exports/teams-data-connect',
  'chat-exports/live-events/history',
  'chat-exports/irc/w3c-ccg',
  'webhook-payloads/*/fixtures',
  'webhook-payloads/github-octokit',
  'zoom-transcripts',
  'teams-vtt-format',
];

interface Fill {
  name: string;
  files: number;
  records: number;
  rejected: number;
  refused: number;
  has: Record<string, number>;
}

const facts: Record<string, (record: SourceRecord) => boolean> = {
  time: ({ precision }) => precision !== 'unknown',
  author: ({ author }) => author !== null,
  title: ({ details }) => details.title !== undefined,
  state: ({ details }) => has(details.fields, 'state', 'level'),
  link: ({ details }) => details.links !== undefined,
  service: ({ details }) => has(details.fields, 'service'),
};

const has = (fields: Record<string, string> | undefined, ...names: string[]): boolean =>
  fields !== undefined && names.some((name) => fields[name] !== undefined);

/**
 * Our readers, compared with splitting and parsing the same lines, in time of the processor; then
 * how many records have each fact.
 */
export async function* measure(): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-readers-'));
  try {
    const fills: Fill[] = [];
    for (const [family, all] of Object.entries(samples)) {
      for (const sample of all) {
        const path = join(folder, sample.name);
        await writeFile(path, sampleText(sample));
        fills.push(await fillRate(sample.name, [path]));
      }
      const lines = all
        .filter(({ name }) => /\.jsonl?$/.test(name))
        .flatMap((sample) => sampleText(sample).trim().split('\n'));
      yield await speed(family, lines, join(folder, `${family}.jsonl`));
    }
    for (const pattern of folders)
      for (const place of globSync(pattern, { cwd: data }).toSorted())
        fills.push(await fillRate(place, listFiles(join(data, place))));
    printFills(fills);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return globSync('**/*.{json,jsonl,csv,vtt,txt,log}', { cwd: folder })
    .filter((name) => !/package|LICENSE|NOTES/.test(basename(name)))
    .map((name) => join(folder, name))
    .toSorted();
}

async function speed(family: string, lines: string[], path: string): Promise<Figure> {
  const text = `${lines.join('\n')}\n`;
  const copies = Math.ceil(speedBytes / text.length);
  const all = text.repeat(copies);
  await writeFile(path, all);
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(
      await measureCpu(async () => {
        let parsed = 0;
        for (const line of all.split('\n')) if (line !== '') parsed += JSON.parse(line) ? 1 : 0;
        return parsed;
      }),
    );
    ours.push(await measureCpu(() => readFile(path, () => undefined)));
  }
  const perSecond = (times: number[]): number => all.length / 1000 / median(times);
  return {
    what: `${family}: records of ${samples[family]?.length ?? 0} tools as JSON lines`,
    measured: `${perSecond(ours).toFixed(1)} MB/s`,
    yardstick: `${perSecond(bare).toFixed(0)} MB/s split and parsed only`,
    ratio: median(ours) / median(bare),
    bound: `at least ${target} MB/s`,
    isMet: perSecond(ours) >= target,
  };
}

/** Milliseconds of the processor, so that other work on the machine does not count. */
async function measureCpu(run: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

async function readFile(path: string, take: (record: SourceRecord | null) => void): Promise<void> {
  const upload = await openUpload(path, basename(path));
  const reader = await recogniseUpload(upload);
  if (reader === null) throw new Error(`No reader for ${path}`);
  for await (const read of reader.read(upload, ReadOptions.parse({})))
    if (read.type === 'record') take(read.record);
    else if (read.type === 'rejected') take(null);
}

async function fillRate(name: string, paths: string[]): Promise<Fill> {
  const fill: Fill = { name, files: paths.length, records: 0, rejected: 0, refused: 0, has: {} };
  for (const path of paths)
    try {
      await readFile(path, (record) => {
        if (record === null) fill.rejected += 1;
        else countFacts(fill, record);
      });
    } catch {
      fill.refused += 1;
    }
  return fill;
}

function countFacts(fill: Fill, record: SourceRecord): void {
  fill.records += 1;
  for (const [fact, test] of Object.entries(facts))
    if (test(record)) fill.has[fact] = (fill.has[fact] ?? 0) + 1;
}

function printFills(fills: Fill[]): void {
  const names = Object.keys(facts);
  console.log(
    `\n| source | files | refused | records | rejected | ${names.join(' | ')} |\n|---|${'--:|'.repeat(names.length + 4)}`,
  );
  for (const { name, files, refused, records, rejected, has: filled } of fills) {
    const shares = names.map((fact) =>
      records === 0 ? '' : `${Math.round(((filled[fact] ?? 0) / records) * 100)} %`,
    );
    console.log(`| ${[name, files, refused, records, rejected, ...shares].join(' | ')} |`);
  }
}
