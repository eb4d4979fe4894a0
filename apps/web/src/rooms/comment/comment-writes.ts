import type {
  AddComment,
  Comment,
  CommentChange,
  Comments,
  EditComment,
  ReplyToComment,
  ResolveComment,
} from '@debrief/contract';
import { api } from '../../api.ts';
import { listTouchedVersions, setVersion } from '../../data/changes.ts';
import { mergeAnswer } from '../../data/merge-answer.ts';
import { openUndoable, type UndoRoom } from '../../data/open-writes.ts';
import { patchRead, queries, queryClient } from '../../data/queries.ts';
import type { Version } from '../../data/writes.ts';

export type CommentAsk =
  | { verb: 'add'; input: AddComment & { id: string } }
  | { verb: 'reply'; input: ReplyToComment & { id: string } }
  | { verb: 'edit'; input: EditComment }
  | { verb: 'resolve'; input: ResolveComment; text: string }
  | { verb: 'remove'; input: Version; text: string };

const commentRoom: UndoRoom<CommentAsk, CommentChange, Comment> = {
  name: 'comment',
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
