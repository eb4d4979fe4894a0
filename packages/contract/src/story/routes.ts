import { z } from 'zod';
import { Cursor, Id, toPageSchema } from '../ids.ts';
import { ofId } from '../inputs.ts';
import { routeMakers } from '../route.ts';
import {
  AddClaim,
  AddStory,
  AnswerAsk,
  AskedOfMe,
  AskPeer,
  ChangeClaim,
  ChangeStory,
  ErasedStory,
  EraseStory,
  RemoveClaim,
  RemoveStory,
  Story,
  StoryChange,
  StoryQuery,
  StoryRevision,
  StorySummary,
  UndoStoryChange,
  WhoAmI,
} from './schema.ts';
import { ChangeComment, CommentStory, InviteMentor, RateStory } from './mentor.ts';
import { Paste, Pasted, PasteStory } from './paste.ts';
import { SuggestedEvidence, TakenPart, TakenPartQuery } from './suggested-evidence.ts';
import { preparationRoutes } from './preparation-routes.ts';

const { del, get, patch, post, put } = routeMakers({ own: true, scope: 'stories' });

/** All are `own`: each account has its own stories, and no role gives access to those of others. */
export const storyRoutes = {
  me: get('/api/story-persons', 'List the people that you are', { input: null, output: WhoAmI }),
  setMe: put('/api/story-persons/{personId}', 'Confirm that you are this person', {
    input: z.object({ personId: Id }),
    output: WhoAmI,
  }),
  unsetMe: del('/api/story-persons/{personId}', "Confirm that you aren't this person", {
    input: z.object({ personId: Id }),
    output: WhoAmI,
  }),
  suggestedEvidence: get(
    '/api/incidents/{incident}/suggested-evidence',
    'List suggested evidence from an incident',
    {
      input: z.object({
        incident: z.string().max(60),
        cursor: Cursor.optional(),
        limit: z.coerce.number().int().min(1).max(500).optional(),
      }),
      output: SuggestedEvidence,
    },
  ),
  incidents: get('/api/story-incidents', 'List the incidents that you took part in, newest first', {
    input: TakenPartQuery,
    output: toPageSchema(TakenPart),
  }),
  list: get('/api/stories', 'List your stories, last changed first, then those shared with you', {
    input: StoryQuery,
    output: toPageSchema(StorySummary),
  }),
  add: post('/api/stories', 'Create a story', {
    input: AddStory,
    output: StoryChange,
    status: 201,
  }),
  paste: post('/api/story-pastes', 'Create stories from pasted text', {
    input: PasteStory,
    output: Pasted,
    status: 201,
  }),
  getPaste: get('/api/story-pastes/{id}', 'Get pasted text, as pasted and as read', {
    input: ofId,
    output: Paste,
  }),
  get: get('/api/stories/{id}', 'Get a story', { input: ofId, output: Story }),
  change: patch('/api/stories/{id}', 'Edit a story', { input: ChangeStory, output: StoryChange }),
  remove: del('/api/stories/{id}', 'Remove a story (can be undone)', {
    input: RemoveStory,
    output: z.object({ id: Id, revisionId: z.string() }),
  }),
  erase: post('/api/stories/{id}/erasure', 'Erase a story permanently', {
    input: EraseStory,
    output: ErasedStory,
  }),
  history: get('/api/stories/{id}/history', 'List your changes to a story, newest first', {
    input: z.object({
      id: Id,
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    output: toPageSchema(StoryRevision),
  }),
  undo: post('/api/stories/{id}/undo', 'Undo a change to a story', {
    input: UndoStoryChange,
    output: StoryChange,
  }),
  addClaim: post('/api/stories/{id}/claims', 'Add a sentence', {
    input: AddClaim,
    output: StoryChange,
    status: 201,
  }),
  changeClaim: patch(
    '/api/stories/{id}/claims/{claimId}',
    'Edit a sentence: its text, part, position, numbers or citations',
    { input: ChangeClaim, output: StoryChange },
  ),
  removeClaim: del('/api/stories/{id}/claims/{claimId}', 'Remove a sentence (can be undone)', {
    input: RemoveClaim,
    output: StoryChange,
  }),
  askPeer: post('/api/stories/{id}/claims/{claimId}/asks', 'Ask a peer to confirm a sentence', {
    input: AskPeer,
    output: Story,
    status: 201,
  }),
  withdrawAsk: del('/api/stories/{id}/asks/{askId}', 'Withdraw a request to a peer', {
    input: z.object({ id: Id, askId: Id }),
    output: Story,
  }),
  asked: get('/api/story-asks', 'List sentences that others ask you to confirm', {
    input: null,
    output: z.object({ items: z.array(AskedOfMe) }),
  }),
  answerAsk: post('/api/story-asks/{askId}', 'Confirm, correct or decline a sentence', {
    input: AnswerAsk,
    output: AskedOfMe,
  }),
  inviteMentor: put('/api/stories/{id}/mentors/{accountId}', 'Share a story with a mentor', {
    input: InviteMentor,
    output: Story,
  }),
  revokeMentor: del('/api/stories/{id}/mentors/{accountId}', 'Stop sharing a story with a mentor', {
    input: InviteMentor,
    output: Story,
  }),
  comment: post('/api/stories/{id}/comments', 'Comment on a sentence or on the story', {
    input: CommentStory,
    output: Story,
    status: 201,
  }),
  changeComment: patch('/api/stories/{id}/comments/{commentId}', 'Edit your comment', {
    input: ChangeComment,
    output: Story,
  }),
  removeComment: del('/api/stories/{id}/comments/{commentId}', 'Remove your comment', {
    input: z.object({ id: Id, commentId: Id }),
    output: Story,
  }),
  rate: put('/api/stories/{id}/views/{dimension}', 'Give feedback on one dimension, as a mentor', {
    input: RateStory,
    output: Story,
  }),
  ...preparationRoutes,
} as const;
