import { DomainError, OfLine, WriteLine, WriteQuestion, type Interview } from '@debrief/contract';
import { refuseDeclined, refuseSent } from '@debrief/rules/interview';
import { authorize } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { verb } from '../verb.ts';
import { presentInterview, presentQuotes } from './present.ts';
import { loadQuotes, lockInterview, refuseStale, type InterviewRow } from './rows.ts';
import type { KeptQuestion } from './tables.ts';

const mostLines = 2_000;
const mostQuestions = 200;

/** The interview, locked, which its interviewers and scribe write. Errors: `not-found`, `invalid`. */
export async function authorizeNotes(ctx: Context, id: string): Promise<InterviewRow> {
  const row = await lockInterview(ctx, id);
  await authorize(ctx, 'comment:write', incidentByRef(ctx, row.incident_id));
  refuseDeclined(row);
  return row;
}

/**
 * Writes a line. Sending the same new line twice writes it once. Errors: `invalid` for one that was
 * sent to the person, `not-found`, `conflict` for another version.
 */
export const writeLine = verb(WriteLine, async (ctx, input): Promise<Interview> => {
  const row = await authorizeNotes(ctx, input.id);
  const { lineId, kind, text } = input;
  const line = await findLine(ctx, row.id, lineId);
  const isSame = line?.kind === kind && line.text === text;
  if (!line) {
    if (input.version !== null) throw new DomainError('not-found', 'Line not found.');
    await insertLine(ctx, row, { id: lineId, kind, text });
  } else if (!isSame) {
    if (input.version === null) throw new DomainError('conflict', 'Use another ID for this line.');
    refuseStale(line, input.version);
    await refuseIfSent(ctx, row, lineId);
    await ctx.db
      .updateTable('interview_line')
      .set({ kind, text, version: line.version + 1 })
      .where('id', '=', lineId)
      .execute();
  }
  return presentInterview(ctx, row);
});

async function insertLine(
  ctx: Context,
  row: InterviewRow,
  line: { id: string; kind: 'note' | 'quote' | 'off-record'; text: string },
): Promise<void> {
  const { count } = await ctx.db
    .selectFrom('interview_line')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('interview_id', '=', row.id)
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostLines)
    throw new DomainError('invalid', `The notes can have ${mostLines} lines at most.`);
  const inserted = await ctx.db
    .insertInto('interview_line')
    .values({
      ...line,
      interview_id: row.id,
      at: ctx.clock.now(),
      by_name: actorRef(ctx.actor).name,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) throw new DomainError('conflict', 'Use another ID for this line.');
}

export async function findLine(ctx: Context, interviewId: string, lineId: string) {
  return ctx.db
    .selectFrom('interview_line')
    .selectAll()
    .where('interview_id', '=', interviewId)
    .where('id', '=', lineId)
    .executeTakeFirst();
}

async function refuseIfSent(ctx: Context, row: InterviewRow, lineId: string): Promise<void> {
  const sent = (await loadQuotes(ctx, [row.id])).filter(({ line_id }) => line_id === lineId);
  const [found] = await presentQuotes(ctx, row.incident_id, sent);
  refuseSent(found?.quote);
}

/** Deletes a line. Errors: as `writeLine`. */
export const removeLine = verb(OfLine, async (ctx, { id, lineId }): Promise<Interview> => {
  const row = await authorizeNotes(ctx, id);
  if (!(await findLine(ctx, row.id, lineId))) throw new DomainError('not-found', 'Line not found.');
  await refuseIfSent(ctx, row, lineId);
  await ctx.db.deleteFrom('interview_line').where('id', '=', lineId).execute();
  return presentInterview(ctx, row);
});

/** Adds a question, or changes its words or state. Errors: `invalid`, `not-found`. */
export const writeQuestion = verb(WriteQuestion, async (ctx, input): Promise<Interview> => {
  const row = await authorizeNotes(ctx, input.id);
  const known = row.questions.find(({ id }) => id === input.questionId);
  const { text = known?.text, state = known?.state ?? 'open' } = input;
  if (text === undefined) throw new DomainError('not-found', 'Question not found.');
  const question: KeptQuestion = {
    ...(known ?? { id: input.questionId, cue: null, quoted: null }),
    text,
    state,
  };
  const questions = known
    ? row.questions.map((one) => (one === known ? question : one))
    : [...row.questions, question];
  if (questions.length > mostQuestions)
    throw new DomainError('invalid', `An interview can have ${mostQuestions} questions at most.`);
  await ctx.db
    .updateTable('interview')
    .set({ questions: jsonb(questions) })
    .where('id', '=', row.id)
    .execute();
  return presentInterview(ctx, { ...row, questions });
});
