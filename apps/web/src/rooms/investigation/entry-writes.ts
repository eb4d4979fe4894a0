import {
  AddEntry,
  ChangeEntry,
  Entry,
  TakeStep,
  type Investigation,
  type InvestigationChange,
} from '@debrief/contract';
import { z } from 'zod';
import { api } from '../../api.ts';
import { mergeChange, touches, withChange, withVersion } from '../../data/changes.ts';
import type { FieldSet } from '../../data/merge-versions.ts';
import { openUndoable, type UndoRoom } from '../../data/open-writes.ts';
import { patchRead, queries, queryClient } from '../../data/queries.ts';
import { withAnswer } from '../../data/with-answer.ts';
import type { Write } from '../../data/writes.ts';
import { asInputs, inOrder } from '../evidence/cite/index.ts';
import { listFieldNames } from './form.ts';

const EntryAsk = z.discriminatedUnion('verb', [
  z.object({
    verb: z.literal('add'),
    input: AddEntry.and(z.object({ id: z.string() })),
    guess: Entry,
  }),
  z.object({ verb: z.literal('change'), input: ChangeEntry, base: Entry, guess: Entry }),
  z.object({ verb: z.literal('step'), input: TakeStep }),
  z.object({
    verb: z.literal('remove'),
    input: z.object({ id: z.string(), version: z.int() }),
    statement: z.string(),
  }),
]);
export type EntryAsk = z.infer<typeof EntryAsk>;
export type EntryWrite = Write<EntryAsk, Entry>;

export function entryFields({ type }: Entry): FieldSet<Entry, string> {
  return {
    names: listFieldNames(type),
    same: (name, a, b) => JSON.stringify(readField(name, a)) === JSON.stringify(readField(name, b)),
  };
}

function readField(name: string, entry: Entry): unknown {
  return name === 'citations' ? asInputs(entry) : Reflect.get(entry, name);
}

const entryRoom: UndoRoom<EntryAsk, InvestigationChange, Entry> = {
  name: 'entry',
  ask: EntryAsk,
  object: Entry,
  touches: ({ verb, input }) => touches(verb === 'add' ? { input: { id: input.id } } : { input }),
  against: (ask, versionOf) => (ask.verb === 'add' ? ask : withVersion(ask, versionOf(ask.input))),
  send({ verb, input }) {
    if (verb === 'add') return api.investigation.add(input);
    if (verb === 'change') return api.investigation.change(input);
    return verb === 'step' ? api.investigation.step(input) : api.investigation.remove(input);
  },
  objects: (change) => change.entries,
  answerWith: (entry) => ({ entries: [entry], links: [], removed: [], activityId: '' }),
  merge: (ask, theirs) =>
    ask.verb === 'change' ? mergeChange(entryFields(theirs), ask, theirs, theirs.version) : null,
  place: (ref) => `unsaved.investigation.${ref}`,
  queryKey: (ref) => queries.investigation(ref).queryKey,
  take: (ref, { entries, links, removed, activityId }) =>
    patchRead<Investigation>(queries.investigation(ref).queryKey, (read) => {
      if (!read) return undefined;
      const isTold = activityId !== '';
      return {
        ...read,
        entries: inOrder(withAnswer(read.entries, entries, removed)),
        links: isTold ? links : read.links,
        lastChange: isTold ? { activityId, what: '' } : read.lastChange,
      };
    }),
  // Rings of factors are the server's to find.
  parts: ({ removed }) => (removed.length > 0 ? [] : ['investigation']),
  undo: (activityId) => api.investigation.undo({ activityId }),
  lastChange: async (ref) =>
    (await queryClient.fetchQuery({ ...queries.investigation(ref), staleTime: 0 })).lastChange,
};

export const openInvestigation = openUndoable(entryRoom);

/** The entries as the screen shows them: what is saved, with what is not saved yet on top. */
export function withUnsaved(saved: readonly Entry[], unsaved: readonly EntryWrite[]): Entry[] {
  return inOrder(unsaved.reduce<readonly Entry[]>(applyWrite, saved));
}

function applyWrite(entries: readonly Entry[], { ask, state }: EntryWrite): readonly Entry[] {
  const { id } = ask.input;
  if (ask.verb === 'add')
    return entries.some((entry) => entry.id === id) ? entries : [...entries, ask.guess];
  if (ask.verb === 'change' && state !== 'conflict')
    return entries.map((entry) => (entry.id === id ? withChange<Entry>({}, entry, ask) : entry));
  const isRemoved = ask.verb === 'remove' && state !== 'refused' && state !== 'conflict';
  return isRemoved ? entries.filter((entry) => entry.id !== id) : entries;
}
