import type { EntryType, Evidence, Incident } from '@debrief/contract';
import { sayProblem } from '../../ui/toast.tsx';
import type { Quote } from '../evidence/cite/index.ts';
import { entryFrom, keepAsDraft, useInquiry, type OpenInquiry } from '../inquiry/index.ts';
import type { Asker } from './asking.ts';
import type { Desk } from './desk.ts';

/** The inquiry as the desk has it: each change is noted, so that `u` undoes what was done last, there or in the timeline. */
export function useDeskInquiry(incident: Incident, note: () => void): OpenInquiry {
  const inquiry = useInquiry(incident);
  const noting =
    <Args extends unknown[], Result>(act: (...args: Args) => Result) =>
    (...args: Args) => {
      note();
      return act(...args);
    };
  return {
    ...inquiry,
    add: noting(inquiry.add),
    change: noting(inquiry.change),
    step: noting(inquiry.step),
    remove: noting(inquiry.remove),
  };
}

interface Proposing {
  incident: Incident;
  inquiry: OpenInquiry;
  asker: () => Asker;
  edit: Desk['edit'];
}

/** One key on items of the record writes an entry with their first words, and opens it. What cannot be saved stays as a draft. */
export function proposing({ incident, inquiry, asker, edit }: Proposing) {
  return (type: EntryType, items: readonly Evidence[], quote: Quote | null) => {
    const wanted = entryFrom(type, items, quote, asker());
    if (!wanted) return;
    edit(wanted.guess.id);
    inquiry.add(wanted.guess, wanted.given).catch((error: unknown) => {
      sayProblem(error);
      keepAsDraft(incident.ref, wanted.guess, items, incident.zone);
      edit(`new-${type}`);
    });
  };
}
