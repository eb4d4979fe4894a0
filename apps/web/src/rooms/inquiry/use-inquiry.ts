import {
  AddEntry,
  ChangeEntry,
  Entry,
  type FactorLink,
  type Incident,
  type Inquiry,
  type InquiryChange,
  type LinkKind,
  type TakeStep,
} from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, problemOf } from '../../api.ts';
import { patchRead, queries, queryClient } from '../../data/queries.ts';
import { say, sayProblem } from '../../ui/toast.tsx';
import { afterChange, OwnVersions } from './changes.ts';

const own = new OwnVersions();
/** What is on its way, by entry: the next change of the same entry waits for it. */
const flights = new Map<string, Promise<unknown>>();

function patch(ref: string, change: Parameters<typeof afterChange>[1]): void {
  patchRead<Inquiry>(
    queries.inquiry(ref).queryKey,
    (inquiry) => inquiry && afterChange(inquiry, change),
  );
}

function readAgain(ref: string): void {
  void queryClient.invalidateQueries({ queryKey: queries.inquiry(ref).queryKey });
}

/** Sends after what is on its way for the same entry; the screen has the guess meanwhile, and what is true in the end. */
async function fly(
  ref: string,
  id: string,
  version: number,
  send: (version: number) => Promise<InquiryChange>,
): Promise<InquiryChange> {
  const before = flights.get(id) ?? Promise.resolve();
  const flight = before.catch(() => null).then(() => send(own.of(id, version)));
  flights.set(id, flight);
  try {
    const change = await flight;
    const after = change.entries.find((entry) => entry.id === id);
    if (after) own.note(id, version, after.version);
    patch(ref, change);
    return change;
  } catch (error) {
    const theirs = Entry.safeParse(problemOf(error).current).data;
    if (theirs) patch(ref, { entries: [theirs], removed: [] });
    throw error;
  } finally {
    if (flights.get(id) === flight) flights.delete(id);
    readAgain(ref);
  }
}

export interface OpenInquiry {
  /** Null until it was read. */
  entries: readonly Entry[] | null;
  links: readonly FactorLink[];
  cycles: readonly (readonly string[])[];
  error: unknown;
  /** Shows the guess at once; fails with what the server said. */
  add: (guess: Entry, given: Record<string, unknown>) => Promise<InquiryChange>;
  change: (entry: Entry, given: Record<string, unknown>) => Promise<InquiryChange | null>;
  step: (step: TakeStep, said: string) => Promise<InquiryChange>;
  remove: (entry: Entry) => void;
  link: (from: string, to: string, kind: LinkKind) => Promise<void>;
  unlink: (link: FactorLink) => Promise<void>;
  whyChain: (
    chain: { outcome: string } | { outcomeId: string },
    whys: string[],
  ) => Promise<InquiryChange>;
  /** Undoes one change, or the newest of one's own. */
  undo: (activityId?: string) => Promise<void>;
}

/** What people made of an incident, as the screen shows it. */
export function useInquiry(incident: Pick<Incident, 'ref'>): OpenInquiry {
  const { ref } = incident;
  const { data, error } = useQuery(queries.inquiry(ref));
  const verbs = useMemo(() => verbsOf(ref), [ref]);
  const undo = (activityId?: string) => verbs.undo(activityId ?? data?.lastChange?.activityId);
  return {
    entries: data?.entries ?? null,
    links: data?.links ?? none.links,
    cycles: data?.cycles ?? none.cycles,
    error,
    ...verbs,
    undo,
  };
}

const none: { links: readonly FactorLink[]; cycles: readonly string[][] } = {
  links: [],
  cycles: [],
};

function verbsOf(ref: string) {
  const undo = async (activityId: string | undefined) => {
    if (activityId === undefined) return say({ title: 'Nothing of yours to undo' });
    patch(ref, await api.inquiry.undo({ activityId }));
    readAgain(ref);
    say({ title: 'Undone' });
  };
  const offer = (title: string, change: InquiryChange) =>
    say({ title, undo: () => undo(change.activityId) });
  return {
    undo,
    async add(guess: Entry, given: Record<string, unknown>) {
      const input = AddEntry.parse({ ...given, type: guess.type, incident: ref, id: guess.id });
      patch(ref, { entries: [guess], removed: [] });
      try {
        const change = await fly(ref, guess.id, 0, () => api.inquiry.add(input));
        offer(addedWords[guess.type], change);
        return change;
      } catch (error) {
        patch(ref, { entries: [], removed: [guess.id] });
        throw error;
      }
    },
    async change(entry: Entry, given: Record<string, unknown>) {
      if (Object.keys(given).length === 0) return null;
      const input = ChangeEntry.parse({
        ...given,
        type: entry.type,
        id: entry.id,
        version: entry.version,
      });
      const { citations: _citations, ...plain } = given;
      const guess = Entry.safeParse({ ...entry, ...plain }).data;
      if (guess) patch(ref, { entries: [guess], removed: [] });
      const change = await fly(ref, entry.id, entry.version, (version) =>
        api.inquiry.change({ ...input, version }),
      );
      offer('Changed', change);
      return change;
    },
    async step(step: TakeStep, said: string) {
      const change = await fly(ref, step.id, Number(step.version), (version) =>
        api.inquiry.step({ ...step, version }),
      );
      offer(said, change);
      return change;
    },
    remove(entry: Entry) {
      patch(ref, { entries: [], removed: [entry.id] });
      fly(ref, entry.id, entry.version, (version) => api.inquiry.remove({ id: entry.id, version }))
        .then((change) => offer(`Removed “${entry.statement.slice(0, 60)}”`, change))
        .catch(sayProblem);
    },
    async link(from: string, to: string, kind: LinkKind) {
      const link = await api.inquiry.link({ incident: ref, from, to, kind });
      readAgain(ref);
      say({
        title: 'Linked',
        undo: () => api.inquiry.unlink({ id: link.id }).then(() => readAgain(ref)),
      });
    },
    async unlink({ id, from, to, kind }: FactorLink) {
      await api.inquiry.unlink({ id });
      readAgain(ref);
      say({
        title: 'Link taken away',
        undo: () => api.inquiry.link({ incident: ref, from, to, kind }).then(() => readAgain(ref)),
      });
    },
    async whyChain(chain: { outcome: string } | { outcomeId: string }, whys: string[]) {
      const change = await api.inquiry.whyChain({ incident: ref, ...chain, whys });
      patch(ref, change);
      readAgain(ref);
      offer(`A path of ${whys.length} whys`, change);
      return change;
    },
  };
}

const addedWords: Record<Entry['type'], string> = {
  hypothesis: 'Hypothesis proposed',
  decision: 'Decision written down',
  question: 'Question written down',
  factor: 'Factor written down',
  impact: 'Impact written down',
};
