import { z } from 'zod';
import { Id } from '../ids.ts';

export const QuestionDifficulty = z.enum(['easy', 'medium', 'hard']);
export type QuestionDifficulty = z.infer<typeof QuestionDifficulty>;
export const QuestionRound = z.enum(['screen', 'technical', 'panel', 'promotion']);
export type QuestionRound = z.infer<typeof QuestionRound>;

/**
 * What an interviewer would ask next: about gaps in the story first (`gap` says which), then
 * standard questions.
 */
export const StoryFollowUpQuestion = z
  .object({
    id: z.string(),
    topic: z.string(),
    question: z.string(),
    gap: z.string().nullable(),
    claimId: Id.nullable(),
    /** The sentence that answers it, if one was added for it. */
    answeredBy: Id.nullable(),
  })
  .meta({ id: 'StoryFollowUpQuestion' });
export type StoryFollowUpQuestion = z.infer<typeof StoryFollowUpQuestion>;

/** A question of the bank: of Debrief, or added by the user. */
export const StoryQuestion = z
  .object({
    id: z.string(),
    text: z.string(),
    competencies: z.array(z.string()),
    difficulty: QuestionDifficulty,
    roles: z.array(z.string()),
    round: QuestionRound,
    isMine: z.boolean(),
  })
  .meta({ id: 'StoryQuestion' });
export type StoryQuestion = z.infer<typeof StoryQuestion>;

export const QuestionQuery = z.object({
  competency: z.string().max(120).optional(),
  difficulty: QuestionDifficulty.optional(),
  role: z.string().trim().max(120).optional(),
  round: QuestionRound.optional(),
});
export type QuestionQuery = z.input<typeof QuestionQuery>;

/** `questionId` restores a removed question under its id. */
export const AddQuestions = z.object({
  format: z.enum(['yaml', 'csv']),
  text: z.string().min(1, 'Paste the questions').max(500_000),
  questionId: Id.optional(),
});
export type AddQuestions = z.infer<typeof AddQuestions>;

/** Valid questions are added; each invalid one says where and why. */
export const AddedQuestions = z
  .object({
    added: z.array(StoryQuestion),
    errors: z.array(z.object({ line: z.int(), message: z.string() })),
  })
  .meta({ id: 'AddedQuestions' });
export type AddedQuestions = z.infer<typeof AddedQuestions>;

/**
 * A story for a question: whether it answers it, why, and what is similar and what differs if it is
 * only close.
 */
export const QuestionMatch = z
  .object({
    storyId: Id,
    title: z.string(),
    fit: z.enum(['answers', 'adjacent', 'another story']),
    reasons: z.array(z.string()),
    similar: z.array(z.string()),
    differs: z.array(z.string()),
  })
  .meta({ id: 'QuestionMatch' });
export type QuestionMatch = z.infer<typeof QuestionMatch>;
