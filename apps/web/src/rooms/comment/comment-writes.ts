import {
  AddComment,
  Comment,
  EditComment,
  ReplyToComment,
  ResolveComment,
  type CommentChange,
  type Comments,
} from '@debrief/contract';
import { z } from 'zod';
import { api } from '../../api.ts';
import { listTouchedVersions, setVersion } from '../../data/changes.ts';
import { mergeAnswer } from '../../data/merge-answer.ts';
import { openUndoable, type UndoRoom } from '../../data/open-writes.ts';
import { patchRead, queries, queryClient } from '../../data/queries.ts';

const CommentAsk = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('add'), input: AddComment.extend({ id: z.string() }) }),
  z.object({ verb: z.literal('reply'), input: ReplyToComment.extend({ id: z.string() }) }),
  z.object({ verb: z.literal('edit'), input: EditComment }),
  z.object({ verb: z.literal('resolve'), input: ResolveComment, text: z.string() }),
  z.object({
    verb: z.literal('remove'),
    input: z.object({ id: z.string(), version: z.int() }),
    text: z.string(),
  }),
]);
export type CommentAsk = z.infer<typeof CommentAsk>;

const commentRoom: UndoRoom<CommentAsk, CommentChange, Comment> = {
  name: 'comment',
  ask: CommentAsk,
  object: Comment,
  touches: ({ verb, input }) =>
    listTouchedVersions(
      verb === 'add' || verb === 'reply' ? { input: { id: input.id } } : { input },
    ),
  against: (ask, versionOf) =>
    ask.verb === 'add' || ask.verb === 'reply' ? ask : setVersion(ask, versionOf(ask.input)),
  send(ask) {
    switch (ask.verb) {
      case 'add':
        return api.comment.add(ask.input);
      case 'reply':
        return api.comment.reply(ask.input);
      case 'edit':
        return api.comment.edit(ask.input);
      case 'resolve':
        return api.comment.resolve(ask.input);
      case 'remove':
        return api.comment.remove(ask.input);
    }
  },
  objects: (change) => change.comments,
  answerWith: (comment) => ({ comments: [comment], removed: [], activityId: '' }),
  merge: () => null,
  place: (ref) => `unsaved.comment.${ref}`,
  queryKey: (ref) => queries.comments(ref).queryKey,
  take(ref, { comments, removed }) {
    const { queryKey } = queries.comments(ref);
    patchRead<Comments>(
      queryKey,
      (read) => read && { ...read, items: mergeAnswer(read.items, comments, removed) },
    );
    void queryClient.invalidateQueries({ queryKey });
    void queryClient.invalidateQueries({ queryKey: ['comments'] });
  },
  parts: () => ['comments'],
  undo: (activityId) => api.comment.undo({ activityId }),
  lastChange: async (ref) =>
    (await queryClient.fetchQuery({ ...queries.comments(ref), staleTime: 0 })).lastChange,
};

export const openComments = openUndoable(commentRoom);
