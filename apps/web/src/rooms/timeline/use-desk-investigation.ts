import type { FindingType, Evidence, Incident } from '@debrief/contract';
import { toCitation, type Quote } from '../evidence/cite/index.ts';
import { startDraft, useInvestigation, type OpenInvestigation } from '../investigation/index.ts';
import type { RequestContext } from './event-requests.ts';
import type { Desk } from './desk.ts';

/**
 * The investigation for the desk: each change is noted, so that `u` undoes the latest one, there or
 * in the timeline.
 */
export function useDeskInvestigation(incident: Incident, note: () => void): OpenInvestigation {
  const investigation = useInvestigation(incident);
  const withNote =
    <Args extends unknown[], Result>(act: (...args: Args) => Result) =>
    (...args: Args) => {
      note();
      return act(...args);
    };
  return {
    ...investigation,
    add: withNote(investigation.add),
    change: withNote(investigation.change),
    updateStatus: withNote(investigation.updateStatus),
    remove: withNote(investigation.remove),
  };
}

interface Proposing {
  zone: string;
  asker: () => RequestContext;
  edit: Desk['edit'];
  open: string | undefined;
  citeInto: Desk['citeInto'];
}

/**
 * One key on items of the record opens the draft of a finding that cites them; nothing is stored
 * before it is saved.
 */
export function createFindingAdder({ zone, asker, edit, open, citeInto }: Proposing) {
  return async (type: FindingType, items: readonly Evidence[], quote: Quote | null) => {
    if (open === `new-${type}` && citeInto.current)
      return citeInto.current(
        items.map((item) => toCitation(item, quote, () => crypto.randomUUID())),
      );
    await startDraft(type, items, quote, { ...asker(), zone });
    edit(`new-${type}`);
  };
}
