import type { ActorRef, FindingType, Evidence } from '@debrief/contract';
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
  const blank = blankFinding(type, {
    id: by.newId(),
    incidentId: by.incident.id,
    actor: by.actor,
    nowIso: new Date(by.nowMs).toISOString(),
    at: first.occurredAt,
    precision: first.precision,
    statement: '',
    citations: [],
  });
  const base = toForm({ ...blank, citations: [] }, by.zone);
  const kept = readDraft<VersionedDraft<Form> | null>(place, null) ?? {
    base,
    version: 0,
    form: base,
  };
  const cited = uniqueCitations([...kept.form.citations, ...citations]);
  keepDraft(place, { ...kept, form: { ...kept.form, citations: cited } });
}
