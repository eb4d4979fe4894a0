import {
  AddQuestions,
  QuestionQuery,
  type AddedQuestions,
  type QuestionMatch,
  type StoryFollowUpQuestion,
  type StoryQuestion,
  DomainError,
} from '@debrief/contract';
import {
  match,
  frameworks,
  questions,
  readBank,
  type Question,
  type StoryGraph,
} from '@debrief/prose/story';
import { authorize, refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import { incidentsByIds } from '../incident/index.ts';
import { presentItems } from '../item/index.ts';
import { findingItem } from '../investigation/index.ts';
import { parse } from '../parse.ts';
import { computeStory } from './compute.ts';
import { listFrameworks } from './frameworks.ts';
import { ownAccount, readableStories, readableStory } from './rows.ts';
import { loadStoryContext, loadReadStory, type ReadStory } from './read-story.ts';

const mostQuestions = 2_000;

/**
 * What an interviewer would ask next: about gaps in the story and the evidence behind it. Answering
 * adds a sentence (`follow-up question` of addClaim). Errors: `not-found`.
 */
export async function listFollowUpQuestions(
  ctx: Context,
  input: { id: string },
): Promise<{ items: StoryFollowUpQuestion[] }> {
  const story = await loadReadStory(
    ctx,
    await authorize(ctx, 'story:read', readableStory(ctx, input.id)),
  );
  const asked = await computeStory(
    'followUpQuestions',
    { text: story.text, graph: await loadStoryGraph(ctx, story) },
    { length: story.text.text.length },
  );
  return {
    items: asked.map(({ id, topic, question, gap, claim }) => ({
      id,
      topic,
      question,
      gap,
      claimId: claim === null ? null : (story.claims[claim]?.id ?? null),
      answeredBy: story.claims.find((one) => one.followUpQuestion === id)?.id ?? null,
    })),
  };
}

/** The evidence behind a story, as far as its reader can see it. */
async function loadStoryGraph(ctx: Context, story: ReadStory): Promise<StoryGraph> {
  const incidentId = story.row.incident_id;
  const incident =
    incidentId === null ? undefined : (await incidentsByIds(ctx, [incidentId])).get(incidentId);
  if (!incident) return {};
  const findings = await presentItems(ctx, incident, findingItem);
  const { otherParticipants } = await loadStoryContext(ctx, story);
  const hypotheses = findings.flatMap((finding) =>
    finding.type === 'hypothesis' ? [finding] : [],
  );
  const decisions = findings.flatMap((finding) => (finding.type === 'decision' ? [finding] : []));
  return {
    hypotheses: hypotheses.length,
    ruledOut: hypotheses.filter((one) => one.status === 'ruled-out').length,
    decisions: decisions.length,
    decisionsWithOptions: decisions.filter((one) => one.options.some((option) => !option.isChosen))
      .length,
    ...(otherParticipants !== null && { otherParticipants }),
  };
}

/** The cast holds because a question is stored as it was read: `readBank` created it. */
function toQuestion(row: { id: string; question: unknown }): Question {
  return { ...(row.question as Question), id: row.id };
}

async function mine(ctx: Context): Promise<Question[]> {
  const rows = await ctx.db
    .selectFrom('story_question')
    .select(['id', 'question'])
    .where('account_id', '=', ownAccount(ctx))
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  return rows.map(toQuestion);
}

function present(question: Question, isMine: boolean): StoryQuestion {
  const { id, text, competencies, difficulty, roles, round } = question;
  return {
    id,
    text,
    competencies: [...competencies],
    difficulty,
    roles: [...roles],
    round,
    isMine,
  };
}

export async function listQuestions(
  ctx: Context,
  raw: QuestionQuery,
): Promise<{ items: StoryQuestion[] }> {
  const query = parse(QuestionQuery, raw);
  refuseUnless(ctx, 'story:read');
  const all = [
    ...(await mine(ctx)).map((one) => present(one, true)),
    ...questions.map((one) => present(one, false)),
  ];
  const role = query.role?.toLowerCase();
  const items = all.filter(
    (one) =>
      (query.competency === undefined || one.competencies.includes(query.competency)) &&
      (query.difficulty === undefined || one.difficulty === query.difficulty) &&
      (query.round === undefined || one.round === query.round) &&
      (role === undefined ||
        one.roles.some((name) => name === 'any' || name.toLowerCase() === role)),
  );
  return { items };
}

/**
 * Adds the actor's own questions from YAML or CSV. Those that cannot be read are returned with
 * their line, and the others are added. Errors: `invalid` if none can be read, `conflict` if an id
 * is in use.
 */
export async function addQuestions(ctx: Context, raw: AddQuestions): Promise<AddedQuestions> {
  const input = parse(AddQuestions, raw);
  const { questions: read, errors } = await readBank(input.text, input.format);
  const said = errors.map((one) => ({ line: one.line, message: one.words }));
  if (read.length === 0) {
    const issues = said.map((one) => ({ at: `line ${one.line}`, message: one.message }));
    throw new DomainError(
      'invalid',
      `Couldn't read any question. ${issues[0] ? `${issues[0].at}: ${issues[0].message}` : ''}`.trim(),
      { issues },
    );
  }
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'story:write');
    const before = await mine(ctx);
    const fresh = read.filter((one) => !before.some((other) => other.text === one.text));
    if (before.length + fresh.length > mostQuestions)
      throw new DomainError(
        'invalid',
        `You can have ${mostQuestions} questions of your own at most. Remove some first.`,
      );
    const added = fresh.map((one) => ({
      ...one,
      id: (fresh.length === 1 ? input.questionId : undefined) ?? ctx.ids.next(),
    }));
    await recordQuestions(ctx, added);
    return { added: added.map((one) => present(one, true)), errors: said };
  });
}

/** An added question is its own record. */
async function recordQuestions(ctx: Context, added: readonly Question[]): Promise<void> {
  if (added.length === 0) return;
  const { numInsertedOrUpdatedRows } = await ctx.db
    .insertInto('story_question')
    .values(
      added.map((one) => ({
        id: one.id,
        account_id: ownAccount(ctx),
        question: jsonb(one),
        added_at: ctx.clock.now(),
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== BigInt(added.length))
    throw new DomainError('conflict', 'ID already in use. Add the question without one.');
}

/** Removes one of the actor's own questions. Errors: `not-found`. */
export async function removeQuestion(ctx: Context, input: { questionId: string }): Promise<void> {
  const accountId = await authorize(ctx, 'story:write', ownAccount(ctx));
  const result = await ctx.db
    .deleteFrom('story_question')
    .where('id', '=', input.questionId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (result.numDeletedRows === 0n) throw new DomainError('not-found', 'Question not found.');
}

const fits: readonly QuestionMatch['fit'][] = ['answers', 'adjacent', 'another story'];

/**
 * The actor's stories for a question: those that answer it best first, each with the reasons.
 * Errors: `not-found`.
 */
export async function matchQuestion(
  ctx: Context,
  input: { questionId: string },
): Promise<{ question: StoryQuestion; items: QuestionMatch[] }> {
  refuseUnless(ctx, 'story:read');
  const own = (await mine(ctx)).find((one) => one.id === input.questionId);
  const question = own ?? questions.find((one) => one.id === input.questionId);
  if (!question) throw new DomainError('not-found', 'Question not found.');
  const rows = await readableStories(ctx).where('story.account_id', '=', ownAccount(ctx)).execute();
  const custom = (await listFrameworks(ctx)).items.filter((framework) => framework.isMine);
  const known = [
    ...frameworks,
    ...custom.map(({ id, name, competencies }) => ({
      id,
      name,
      competencies: competencies.map((one) => ({ id: one.key, name: one.name, signs: one.signs })),
    })),
  ];
  const items: QuestionMatch[] = [];
  for (const row of rows) {
    const { text } = await loadReadStory(ctx, row);
    const found = match(question, text, { competencies: row.competencies, frameworks: known });
    items.push({
      storyId: row.id,
      title: row.title,
      fit: found.fit,
      reasons: [...new Set(found.reasons)],
      similar: found.similar,
      differs: found.differs,
    });
  }
  const place = (one: QuestionMatch) => fits.indexOf(one.fit) * 100 - one.reasons.length;
  return {
    question: present(question, own !== undefined),
    items: items.toSorted((a, b) => place(a) - place(b)),
  };
}
