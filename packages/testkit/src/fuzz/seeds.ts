import { samples, sampleText } from '@debrief/readers/samples';
import { createZip } from '@debrief/readers/testing';
import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seedTexts } from './seed-texts.ts';

/** A file or payload that is damaged by a test. */
export interface Seed {
  name: string;
  bytes: Buffer;
}

const mostFileBytes = 200_000;

/** The samples of all tools, and small files of the other forms. */
export function listOwnSeeds(): Seed[] {
  const tools = Object.values(samples)
    .flat()
    .map((sample) => ({ name: sample.name, bytes: Buffer.from(sampleText(sample)) }));
  const forms = Object.entries(seedTexts).map(([name, text]) => ({
    name,
    bytes: Buffer.from(text),
  }));
  return [...tools, ...forms, ...createArchives([...tools, ...forms])];
}

/** Documents as mongodump writes them: `{_id, rid, msg, ts, u: {_id, username}}`. */
const message = Buffer.from(
  'XQAAAAJfaWQAAwAAAG0xAAJyaWQAAwAAAHIxAAJtc2cABAAAAHR3bwAJdHMAuN4eOI4BAAADdQAkAAAAAl9pZAADAAAAdTEAAnVzZXJuYW1lAAUAAABtYXJhAAAA',
  'base64',
);

function createArchives(seeds: readonly Seed[]): Seed[] {
  const entry = (name: string) => ({
    name,
    content: seeds.find((seed) => seed.name === name)?.bytes ?? '',
  });
  const zip = (name: string, ...entries: string[]) => ({
    name,
    bytes: createZip(entries.map(entry)),
  });
  return [
    zip('slack.zip', 'users.json', 'ops/2024-03-13.json'),
    zip('zulip.zip', 'messages-000001.json', 'realm.json'),
    zip('mixed.zip', 'syslog.log', 'oncall.ics', 'mail.eml', 'review.md', 'people.csv'),
    { name: 'rocketchat_message.bson', bytes: Buffer.concat([message, message]) },
  ];
}

/** Real exports and payloads next to the repository, if they are there. */
export async function listSharedSeeds(): Promise<Seed[]> {
  const shared = join(import.meta.dirname, '../../../../../shared/data');
  if (!existsSync(shared)) return [];
  const kinds =
    '{webhook-payloads,chat-exports,teams-vtt-format,zoom-transcripts,apollo13-loops,agrc-status-page,postmortems,mybinder-incident-reports}';
  const files = globSync(`${kinds}/**/*.{json,jsonl,csv,txt,log,vtt,md,tsv,zip,xml,atom,ics}`, {
    cwd: shared,
  });
  const read = await Promise.all(
    files.toSorted().map(async (name) => ({ name, bytes: await readFile(join(shared, name)) })),
  );
  return read.filter(({ bytes }) => bytes.length > 0 && bytes.length <= mostFileBytes);
}
