import { activityText, type Entry, type Inquiry, DomainError } from '@debrief/contract';
import { cyclesOf } from '@debrief/rules/inquiry';
import { authorize } from '../access/index.ts';
import { newestOwnActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { linksOf, presentEntries, standingEntry } from './rows.ts';

/** All that people made of an incident, in order of time. Errors: `not-found`. */
export async function listInquiry(ctx: Context, input: { incident: string }): Promise<Inquiry> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const links = await linksOf(ctx, incident.id);
  const last = await newestOwnActivity(ctx, incident.id, 'entry');
  return {
    entries: await presentEntries(ctx, incident),
    links,
    cycles: cyclesOf(links),
    lastChange: last && { activityId: last.id, what: activityText(last) },
  };
}

/** Errors: `not-found`. */
export async function getEntry(ctx: Context, input: { id: string }): Promise<Entry> {
  const { incident } = await authorize(ctx, 'incident:read', standingEntry(ctx, input.id));
  const [entry] = await presentEntries(ctx, incident, [input.id]);
  if (!entry) throw new DomainError('not-found', 'Finding not found.');
  return entry;
}
