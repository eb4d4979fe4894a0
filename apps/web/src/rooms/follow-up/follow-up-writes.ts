import type {
  AddFollowUp,
  ChangeFollowUp,
  ChangeFollowUpStatus,
  FollowUp,
  FollowUpChange,
  FollowUps,
} from '@debrief/contract';
import { api } from '../../api.ts';
import { mergeChange, listTouchedVersions, setVersion } from '../../data/changes.ts';
import { openUndoable, type UndoRoom } from '../../data/open-writes.ts';
import { patchRead, queries, queryClient } from '../../data/queries.ts';
import { mergeAnswer } from '../../data/merge-answer.ts';
import type { Version } from '../../data/writes.ts';
import { followUpFields, toForm, type FollowUpForm } from './form.ts';

export type FollowUpAsk =
  | { verb: 'add'; input: AddFollowUp & { id: string } }
  | { verb: 'change'; input: ChangeFollowUp; base: FollowUpForm; guess: FollowUpForm }
  | { verb: 'move'; input: ChangeFollowUpStatus; text: string }
  | { verb: 'remove'; input: Version; text: string };

const followUpRoom: UndoRoom<FollowUpAsk, FollowUpChange, FollowUp> = {
  name: 'follow-up',
  touches: ({ verb, input }) =>
    listTouchedVersions(verb === 'add' ? { input: { id: input.id } } : { input }),
  against: (ask, versionOf) => (ask.verb === 'add' ? ask : setVersion(ask, versionOf(ask.input))),
  send({ verb, input }) {
    if (verb === 'add') return api['follow-up'].add(input);
    if (verb === 'change') return api['follow-up'].change(input);
    return verb === 'move' ? api['follow-up'].changeStatus(input) : api['follow-up'].remove(input);
  },
  objects: (change) => change.followUps,
  answerWith: (followUp) => ({ followUps: [followUp], removed: [], activityId: '' }),
  merge: (ask, theirs) =>
    ask.verb === 'change' ? mergeChange(followUpFields, ask, toForm(theirs), theirs.version) : null,
  place: (ref) => `unsaved.follow-up.${ref}`,
  queryKey: (ref) => queries.followUps(ref).queryKey,
  take(ref, { followUps, removed }) {
    const { queryKey } = queries.followUps(ref);
    patchRead<FollowUps>(
      queryKey,
      (read) => read && { ...read, items: mergeAnswer(read.items, followUps, removed) },
    );
    // The server orders them: longest waiting first.
    void queryClient.invalidateQueries({ queryKey });
    void queryClient.invalidateQueries({ queryKey: ['follow-ups'] });
  },
  parts: () => ['follow-ups'],
  undo: (activityId) => api['follow-up'].undo({ activityId }),
  lastChange: async (ref) =>
    (await queryClient.fetchQuery({ ...queries.followUps(ref), staleTime: 0 })).lastChange,
};

export const openFollowUps = openUndoable(followUpRoom);
