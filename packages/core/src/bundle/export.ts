import { timelineAsMarkdown } from '@debrief/render/timeline';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { recordExtents } from '../evidence/index.ts';
import { incidentByRef, presentIncident } from '../incident/index.ts';
import { presentItems } from '../item/index.ts';
import { DomainError } from '@debrief/contract';
import { maskEvents } from '@debrief/rules/known';
import { loadParticipants } from '../people/index.ts';
import { loadTagNames } from '../tag/index.ts';
import { eventItem } from '../timeline/index.ts';
import { incidentAsJson } from './document.ts';
import { takeSnapshot } from './picture.ts';
import { writeBundle } from './write-bundle.ts';

export interface OutgoingFile {
  name: string;
  type: string;
  chunks: AsyncIterable<string>;
}

/**
 * Exports the incident as a wiki page, a readable document, or a bundle that another Debrief
 * imports in full; with `knownAt`, only what was known then. Errors: `invalid` for a bundle of a
 * time, which could not be imported as the same incident; `not-found`, also if the incident is private and the actor is not a
 * member; `conflict` while evidence is being imported.
 */
export async function exportIncident(
  ctx: Context,
  input: {
    incident: string;
    format: 'markdown' | 'json' | 'bundle';
    knownAt?: string | undefined;
  },
): Promise<OutgoingFile> {
  const { knownAt } = input;
  if (knownAt !== undefined && input.format === 'bundle')
    throw new DomainError('invalid', 'A bundle is always complete.', {
      issues: [{ at: 'format', message: 'Export Markdown or JSON, or leave out knownAt' }],
    });
  const row = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  await inTransaction(ctx, (ctx) =>
    record(ctx, {
      kind: 'incident.exported',
      incidentId: row.id,
      subjectId: row.id,
      after: { format: input.format, ...(knownAt !== undefined && { knownAt }) },
    }),
  );
  const stored = presentIncident(ctx, row);
  // A summary and a severity have no time.
  const incident = knownAt === undefined ? stored : { ...stored, summary: '', severity: null };
  if (input.format === 'bundle')
    return {
      name: `${incident.ref}.bundle.jsonl`,
      type: 'application/x-ndjson',
      chunks: writeBundle(ctx, await takeSnapshot(ctx, row)),
    };
  const extent = knownAt === undefined ? (await recordExtents(ctx, [row.id])).get(row.id) : null;
  const extentOfRecord = extent ?? { count: 0, firstAt: null, lastAt: null };
  const all = await presentItems(ctx, row, eventItem);
  const events = knownAt === undefined ? all : maskEvents(all, Date.parse(knownAt));
  const tags =
    knownAt === undefined ? await loadTagNames(ctx, row.id) : new Map<string, string[]>();
  if (input.format === 'markdown')
    return {
      name: `${incident.ref}.md`,
      type: 'text/markdown; charset=utf-8',
      chunks: one(timelineAsMarkdown({ incident, record: extentOfRecord, events, tags, knownAt })),
    };
  const people = knownAt === undefined ? await loadParticipants(ctx, row.id) : [];
  return {
    name: `${incident.ref}.json`,
    type: 'application/json',
    chunks: one(
      await incidentAsJson(ctx, {
        incident,
        record: extentOfRecord,
        people,
        events,
        tags,
        knownAt,
      }),
    ),
  };
}

async function* one(text: string): AsyncGenerator<string> {
  yield text;
}
