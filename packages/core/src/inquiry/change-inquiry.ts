import type { CitationInput, InquiryChange, Precision } from '@debrief/contract';
import type { CitationRow } from '@debrief/rules/citation';
import type { EntryState } from '@debrief/rules/inquiry';
import type { Authorized } from '../access/index.ts';
import type { Context } from '../context.ts';
import { checkCitations } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { linksOf, presentEntries } from './rows.ts';

/** The entries that a change touched, as it found and as it left them. */
export interface EntriesChange {
  before: EntryState[];
  after: EntryState[];
}

export async function presentChange(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  change: EntriesChange,
  activityId: string,
): Promise<InquiryChange> {
  const standing = change.after.filter((entry) => !entry.isRemoved).map((entry) => entry.id);
  return {
    entries: await presentEntries(ctx, incident, standing),
    links: await linksOf(ctx, incident.id),
    removed: change.after.filter((entry) => entry.isRemoved).map((entry) => entry.id),
    activityId,
  };
}

/** Citations held against the evidence of the incident, with the earliest time that they give. Errors: `invalid`. */
export async function cited(
  ctx: Context,
  incidentId: string,
  citations: readonly CitationInput[],
): Promise<{ rows: CitationRow[]; earliest: { at: Date; precision: Precision } | null }> {
  const { rows, cited: items } = await checkCitations(ctx, incidentId, citations);
  const [earliest] = items.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return { rows, earliest: earliest ? { at: earliest.at, precision: earliest.precision } : null };
}
