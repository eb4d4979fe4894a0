import type { ActorRef, Evidence, Finding, FindingType, TimelineEvent } from '@debrief/contract';
import { keepDraft, readDraft } from '../../data/draft.ts';
import type { VersionedDraft } from '../../data/use-versioned-draft.ts';
import { toCitation, uniqueCitations, type Quote } from '../evidence/cite/index.ts';
import { blankFinding } from './blank-finding.ts';
import { draftPlace, toForm, type Form } from './form.ts';

/** Who writes, when and where: passed in for tests. */
interface Writer {
  incident: { id: string; ref: string };
  zone: string;
  actor: ActorRef;
  nowMs: number;
  newId: () => string;
}

/**
 * Starts a draft of conflicting accounts from events of the timeline: what each says, and what it
 * cites.
 */
export function startAccounts(events: readonly TimelineEvent[], by: Writer): void {
  const [first] = events;
  if (!first) return;
  const blank = newBlank('contradiction', first, by);
  const accounts = events.map(({ id, title, perspectiveName, recollectionOf }) => ({
    eventId: id,
    whose: perspectiveName ?? recollectionOf ?? '',
    says: title,
  }));
  const base = toForm(blank, by.zone);
  const form = {
    text: { ...base.text, accounts: JSON.stringify(accounts) },
    citations: uniqueCitations(events.flatMap(({ citations }) => citations)),
  };
  keepDraft(draftPlace(by.incident.ref, 'new-contradiction'), { base, version: 0, form });
}

/**
 * Starts a draft that cites items of the record (in time order) or selected text; its statement is
 * left empty. An existing draft of this type is kept and gets the citations.
 */
export function startDraft(
  type: FindingType,
  items: readonly Evidence[],
  quote: Quote | null,
  by: Writer,
): void {
  const [first] = items;
  if (!first) return;
  const place = draftPlace(by.incident.ref, `new-${type}`);
  const citations = items.map((item) => toCitation(item, quote, by.newId));
  const base = toForm(
    newBlank(type, { at: first.occurredAt, precision: first.precision }, by),
    by.zone,
  );
  const kept = readDraft<VersionedDraft<Form> | null>(place, null) ?? {
    base,
    version: 0,
    form: base,
  };
  const cited = uniqueCitations([...kept.form.citations, ...citations]);
  keepDraft(place, { ...kept, form: { ...kept.form, citations: cited } });
}

function newBlank(
  type: FindingType,
  { at, precision }: Pick<Finding, 'at' | 'precision'>,
  by: Writer,
): Finding {
  return blankFinding(type, {
    id: by.newId(),
    incidentId: by.incident.id,
    actor: by.actor,
    nowIso: new Date(by.nowMs).toISOString(),
    at,
    precision,
    statement: '',
    citations: [],
  });
}
