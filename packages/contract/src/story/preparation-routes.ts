import { z } from 'zod';
import { Id, toPageSchema } from '../ids.ts';
import { ofId } from '../inputs.ts';
import { routeMakers } from '../route.ts';
import {
  AnswerGap,
  CheckedGap,
  DecideReplacement,
  ExportStory,
  FormQuery,
  ShareableQuery,
  ShareableStory,
  StoryChecks,
  StoryExemplar,
  StoryGap,
  StoryPreview,
} from './outputs.ts';
import {
  AddFramework,
  AddRehearsal,
  CompetencyFramework,
  CorrectRehearsal,
  Coverage,
  Rehearsal,
  RehearsalQuery,
} from './preparation.ts';
import {
  AddedQuestions,
  AddQuestions,
  QuestionMatch,
  QuestionQuery,
  StoryFollowUpQuestion,
  StoryQuestion,
} from './questions.ts';
import { StoryForm } from '../words.ts';

const { del, get, patch, post, put } = routeMakers({ own: true, scope: 'stories' });

export const preparationRoutes = {
  rehearse: post('/api/stories/{id}/rehearsals', 'Save a rehearsal', {
    input: AddRehearsal,
    output: Rehearsal,
    status: 201,
  }),
  rehearsals: get('/api/story-rehearsals', 'List your rehearsals, or those due for review', {
    input: RehearsalQuery,
    output: toPageSchema(Rehearsal),
  }),
  correctRehearsal: patch(
    '/api/story-rehearsals/{rehearsalId}',
    'Correct a rehearsal, or its review date',
    { input: CorrectRehearsal, output: Rehearsal },
  ),
  removeRehearsal: del('/api/story-rehearsals/{rehearsalId}', 'Remove a rehearsal', {
    input: z.object({ rehearsalId: Id }),
    output: null,
    status: 204,
  }),
  frameworks: get('/api/story-frameworks', 'List competency frameworks, built in and your own', {
    input: null,
    output: z.object({ items: z.array(CompetencyFramework) }),
  }),
  addFramework: post('/api/story-frameworks', 'Add your own competency framework, as YAML', {
    input: AddFramework,
    output: CompetencyFramework,
    status: 201,
  }),
  removeFramework: del('/api/story-frameworks/{frameworkId}', 'Remove your competency framework', {
    input: z.object({ frameworkId: Id }),
    output: null,
    status: 204,
  }),
  coverage: get(
    '/api/story-coverage',
    'Get the competencies that your stories cover, and the gaps',
    { input: z.object({ framework: z.string().max(60) }), output: Coverage },
  ),
  checks: get('/api/stories/{id}/checks', 'List suggestions for a story', {
    input: z.object({ id: Id, form: StoryForm.optional() }),
    output: StoryChecks,
  }),
  form: get('/api/stories/{id}/forms/{form}', 'Preview a story in one format', {
    input: FormQuery,
    output: StoryPreview,
  }),
  shareable: get(
    '/api/stories/{id}/shareable',
    'Preview a shareable story, with each replacement to decide',
    { input: ShareableQuery, output: ShareableStory },
  ),
  decideReplacement: put('/api/stories/{id}/shareable', 'Approve a replacement, or keep the text', {
    input: DecideReplacement,
    output: ShareableStory,
  }),
  export: get(
    '/api/stories/{id}/export',
    'Export a story as Markdown or HTML, internal or shareable',
    { input: ExportStory, output: null, answer: 'file' },
  ),
  exemplars: get('/api/story-exemplars', 'List example stories with notes', {
    input: null,
    output: z.object({ items: z.array(StoryExemplar) }),
  }),
  cloze: get('/api/story-cloze/{id}', 'List the gaps of a story or an example', {
    input: z.object({ id: z.string().max(60) }),
    output: z.object({ items: z.array(StoryGap) }),
  }),
  answerGap: post('/api/story-cloze/{id}', 'Check an answer to a gap', {
    input: AnswerGap,
    output: CheckedGap,
  }),
  followUpQuestions: get(
    '/api/stories/{id}/follow-up-questions',
    'List likely follow-up questions for a story',
    {
      input: ofId,
      output: z.object({ items: z.array(StoryFollowUpQuestion) }),
    },
  ),
  questions: get('/api/story-questions', 'List the question bank, your own first', {
    input: QuestionQuery,
    output: z.object({ items: z.array(StoryQuestion) }),
  }),
  addQuestions: post('/api/story-questions', 'Add your own questions, as YAML or CSV', {
    input: AddQuestions,
    output: AddedQuestions,
    status: 201,
  }),
  removeQuestion: del('/api/story-questions/{questionId}', 'Remove your question', {
    input: z.object({ questionId: Id }),
    output: null,
    status: 204,
  }),
  matchQuestion: get(
    '/api/story-questions/{questionId}/stories',
    'List your stories that answer a question, and why',
    {
      input: z.object({ questionId: z.string().max(120) }),
      output: z.object({ question: StoryQuestion, items: z.array(QuestionMatch) }),
    },
  ),
} as const;
