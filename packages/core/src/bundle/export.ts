import { timelineAsMarkdown } from '@debrief/render/timeline';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { recordExtents } from '../evidence/index.ts';
import { incidentByRef, presentIncident } from '../incident/index.ts';
import { presentItems } from '../item/index.ts';
import { loadParticipants } from '../people/index.ts';
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
 * imports in full. Errors: `not-found`, also if the incident is private and the actor is not a
 * member; `conflict` while evidence is being imported.
 */
export async function exportIncident(
  ctx: Context,
  input: { incident: string; format: 'markdown' | 'json' | 'bundle' },
): Promise<OutgoingFile> {
  const row = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  await inTransaction(ctx, (ctx) =>
    record(ctx, {
      kind: 'incident.exported',
      incidentId: row.id,
      subjectId: row.id,
      after: { format: input.format },
    }),
  );
  const incident = presentIncident(ctx, row);
  if (input.format === 'bundle')
    return {
      name: `${incident.ref}.bundle.jsonl`,
      type: 'application/x-ndjson',
      chunks: writeBundle(ctx, await takeSnapshot(ctx, row)),
    };
  const extent = (await recordExtents(ctx, [row.id])).get(row.id);
  const extentOfRecord = {
    count: extent?.count ?? 0,
    firstAt: extent?.firstAt ?? null,
    lastAt: extent?.lastAt ?? null,
  };
  const events = await presentItems(ctx, row, eventItem);
  if (input.format === 'markdown')
    return {
      name: `${incident.ref}.md`,
      type: 'text/markdown; charset=utf-8',
      chunks: one(timelineAsMarkdown({ incident, record: extentOfRecord, events })),
    };
  const people = await loadParticipants(ctx, row.id);
  return {
    name: `${incident.ref}.json`,
    type: 'application/json',
    chunks: one(await incidentAsJson(ctx, { incident, record: extentOfRecord, people, events })),
  };
}

async function* one(text: string): AsyncGenerator<string> {
  yield text;
}
