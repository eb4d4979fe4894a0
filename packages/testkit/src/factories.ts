import type {
  ReportImport,
  DeclareIncident,
  Evidence,
  Import,
  Incident,
  AddEvent,
  ReadOptionsInput,
  TimelineEvent,
} from '@debrief/contract';
import type { Context } from '@debrief/core/context';
import { beginImport, readRecord } from '@debrief/core/evidence';
import { openUpload, type Upload } from '@debrief/readers';
import { declareIncident } from '@debrief/core/incident';
import { importReport } from '@debrief/core/report';
import { addEvent } from '@debrief/core/timeline';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Test setup, created through the verbs themselves, so that no impossible state exists. */
export function makeIncident(
  ctx: Context,
  given: Partial<DeclareIncident> = {},
): Promise<Incident> {
  return declareIncident(ctx, { title: 'Search shows no results', ...given });
}

export interface FileGiven {
  name?: string;
  text: string | Uint8Array;
  options?: ReadOptionsInput;
}

/** Imports a small file into the incident and waits for its summary. */
export async function importFile(
  ctx: Context,
  incident: { ref: string },
  file: FileGiven,
): Promise<Import> {
  const name = file.name ?? 'record.jsonl';
  return withFile(name, file.text, async (upload, hash) => {
    const begun = await beginImport(
      ctx,
      { ...file.options, incident: incident.ref, name },
      upload,
      hash,
    );
    return begun.run();
  });
}

/** Imports a report into the incident. */
export function importReportText(
  ctx: Context,
  incident: { ref: string },
  text: string | Uint8Array,
  name = 'report.md',
): Promise<ReportImport> {
  return withFile(name, text, (upload, hash) =>
    importReport(ctx, { incident: incident.ref, name }, upload, hash),
  );
}

async function withFile<T>(
  name: string,
  text: string | Uint8Array,
  use: (upload: Upload, hash: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-file-'));
  try {
    const path = join(folder, 'file');
    await writeFile(path, text);
    return await use(await openUpload(path, name), createHash('sha256').update(text).digest('hex'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** JSON Lines of messages, one a minute from the full hour: `messages(['first', 'second'])`. */
export function messages(texts: string[], given: { author?: string; from?: string } = {}): string {
  const from = Date.parse(given.from ?? '2026-03-02T08:00:00Z');
  const lines = texts.map((text, index) =>
    JSON.stringify({
      at: new Date(from + index * 60_000).toISOString(),
      author: given.author ?? 'ada',
      text,
    }),
  );
  return `${lines.join('\n')}\n`;
}

/** An incident with evidence; `items` are in time order. */
export async function makeRecord(
  ctx: Context,
  texts: string[],
  given: Partial<DeclareIncident> = {},
): Promise<{ incident: Incident; items: Evidence[] }> {
  const incident = await makeIncident(ctx, given);
  const summary = await importFile(ctx, incident, { text: messages(texts) });
  if (summary.imported !== texts.length)
    throw new Error(`The record was not made: ${summary.problem ?? JSON.stringify(summary)}`);
  const { items } = await readRecord(ctx, incident.ref, { limit: 500 });
  return { incident, items };
}

/** Adds items to the timeline as one event that cites them in full. */
export async function makeEvent(
  ctx: Context,
  incident: { ref: string },
  items: Evidence[],
  given: Partial<AddEvent> = {},
): Promise<TimelineEvent> {
  const change = await addEvent(ctx, {
    incident: incident.ref,
    citations: items.map((item) => ({ evidenceId: item.id })),
    ...given,
  });
  const [event] = change.events;
  if (!event) throw new Error('no event was added');
  return event;
}
