import type { EntryType, Evidence, Incident } from '@debrief/contract';
import { sayProblem } from '../../ui/toast.tsx';
import type { Quote } from '../evidence/cite/index.ts';
import {
  entryFrom,
  keepAsDraft,
  useInvestigation,
  type OpenInvestigation,
} from '../investigation/index.ts';
import type { Asker } from './asking.ts';
import type { Desk } from './desk.ts';

/** The investigation as the desk has it: each change is noted, so that `u` undoes what was done last, there or in the timeline. */
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
    step: withNote(investigation.step),
    remove: withNote(investigation.remove),
  };
}

interface Proposing {
  incident: Incident;
  investigation: OpenInvestigation;
  asker: () => Asker;
  edit: Desk['edit'];
}

/** One key on items of the record writes an entry with their first words, and opens it. What cannot be saved stays as a draft. */
export function createFindingAdder({ incident, investigation, asker, edit }: Proposing) {
  return (type: EntryType, items: readonly Evidence[], quote: Quote | null) => {
    const wanted = entryFrom(type, items, quote, asker());
    if (!wanted) return;
    edit(wanted.guess.id);
    investigation.add(wanted.guess, wanted.given).catch((error: unknown) => {
      sayProblem(error);
      keepAsDraft(incident.ref, wanted.guess, items, incident.zone);
      edit(`new-${type}`);
    });
  };
}
