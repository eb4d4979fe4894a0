import {
  AnswerQuestion,
  AskQuestion,
  WithdrawQuestion,
  type ReaderQuestion,
  DomainError,
} from '@debrief/contract';
import { listBlocks, toPlainText, getSectionTitle } from '@debrief/rules/report';
import type { Selectable } from 'kysely';
import { authorize, may } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import { getAccountId, actorRef, type Context } from '../../context.ts';
import { inTransaction, jsonb } from '../../db/index.ts';
import { incidentByRef } from '../../incident/index.ts';
import { parse } from '../../parse.ts';
import type { ReportTables } from '../tables.ts';
import { versionIdsSeenBy, loadActiveVersion, type VersionRow } from './rows.ts';
import { verb } from '../../verb.ts';

type QuestionRow = Selectable<ReportTables['reader_question']>;

function present(
  ctx: Context,
  row: QuestionRow,
  version: Pick<VersionRow, 'id' | 'number' | 'content'>,
): ReaderQuestion {
  const section = version.content.document.content.find((one) => one.attrs.id === row.section_id);
  const self = getAccountId(ctx.actor);
  return {
    id: row.id,
    publishedVersionId: version.id,
    number: version.number,
    sectionId: row.section_id,
    sectionTitle: section ? getSectionTitle(section) : '',
    quote: row.quote,
    text: row.text,
    askedAt: row.asked_at.toISOString(),
    askedBy: row.asked_by,
    answer: row.answer,
    answeredAt: row.answered_at?.toISOString() ?? null,
    answeredBy: row.answered_by,
    version: row.version,
    can: {
      answer: may(ctx.actor, 'incident:write'),
      withdraw: self !== null && row.asked_by.id === self,
    },
  };
}

/**
 * The questions about a published version, oldest first. The caller has checked that the actor can
 * read it.
 */
export async function loadReaderQuestions(
  ctx: Context,
  version: VersionRow,
): Promise<ReaderQuestion[]> {
  const rows = await ctx.db
    .selectFrom('reader_question')
    .selectAll()
    .where('published_version_id', '=', version.id)
    .where('withdrawn_at', 'is', null)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => present(ctx, row, version));
}

/** The questions about versions that the actor can read, unanswered first. Errors: `not-found`. */
export async function listQuestions(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: ReaderQuestion[] }> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const rows = await ctx.db
    .selectFrom('reader_question')
    .innerJoin('published_version', 'published_version.id', 'reader_question.published_version_id')
    .selectAll('reader_question')
    .select(['published_version.number', 'published_version.content'])
    .where('published_version.incident_id', '=', incident.id)
    .where('published_version.id', 'in', versionIdsSeenBy(ctx))
    .where('reader_question.withdrawn_at', 'is', null)
    .orderBy((eb) => eb('reader_question.answer', 'is not', null))
    .orderBy('reader_question.asked_at')
    .orderBy('reader_question.id')
    .execute();
  return {
    items: rows.map(({ number, content, ...row }) =>
      present(ctx, row, { id: row.published_version_id, number, content }),
    ),
  };
}

/**
 * Asks a question about a section of a published version, or about selected words. Errors:
 * `not-found`, `invalid` for words that are not there.
 */
export const askQuestion = verb(AskQuestion, async (ctx, input): Promise<ReaderQuestion> => {
  const { row: version } = await authorize(ctx, 'incident:read', loadActiveVersion(ctx, input));
  if (getAccountId(ctx.actor) === null)
    throw new DomainError('forbidden', 'Questions are asked by name. Sign in to ask.');
  const section = version.content.document.content.find((one) => one.attrs.id === input.sectionId);
  if (!section) throw new DomainError('not-found', 'Section not found in this version.');
  const quote = plain(input.quote ?? '');
  const isIn =
    quote === '' ||
    plain(
      `${getSectionTitle(section)} ${toPlainText(listBlocks(section))} ${JSON.stringify(listLiveData(version, input.sectionId))}`,
    ).includes(quote);
  if (!isIn)
    throw new DomainError('invalid', 'That text is no longer in this section.', {
      issues: [{ at: 'quote', message: 'Select text from the section' }],
    });
  const row = await ctx.db
    .insertInto('reader_question')
    .values({
      id: ctx.ids.next(),
      published_version_id: version.id,
      section_id: input.sectionId,
      quote: (input.quote ?? '').trim(),
      text: input.text,
      asked_at: ctx.clock.now(),
      asked_by: jsonb(actorRef(ctx.actor)),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(ctx, {
    kind: 'reader-question.asked',
    incidentId: version.incident_id,
    subjectId: row.id,
    after: { number: version.number },
  });
  return present(ctx, row, version);
});

/** Normalizes white space, as in text selected on a page. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, '').replaceAll('\\"', '"');
}

function listLiveData(version: VersionRow, sectionId: string): unknown {
  const section = version.content.document.content.find((one) => one.attrs.id === sectionId);
  const ids = new Set(
    section
      ? listBlocks(section).flatMap((block) => (block.type === 'live' ? [block.attrs.id] : []))
      : [],
  );
  return version.content.live.filter((one) => ids.has(one.id)).map((one) => one.data);
}

async function questionById(
  ctx: Context,
  id: string,
): Promise<{
  row: QuestionRow;
  version: Pick<VersionRow, 'id' | 'number' | 'content' | 'incident_id'>;
}> {
  const found = await ctx.db
    .selectFrom('reader_question')
    .innerJoin('published_version', 'published_version.id', 'reader_question.published_version_id')
    .selectAll('reader_question')
    .select([
      'published_version.number',
      'published_version.content',
      'published_version.incident_id',
    ])
    .where('reader_question.id', '=', id)
    .where('reader_question.withdrawn_at', 'is', null)
    .where('published_version.id', 'in', versionIdsSeenBy(ctx))
    .executeTakeFirst();
  if (!found) throw new DomainError('not-found', 'Question not found.');
  const { number, content, incident_id, ...row } = found;
  return { row, version: { id: row.published_version_id, number, content, incident_id } };
}

async function save(
  ctx: Context,
  id: string,
  version: number,
  change: Partial<QuestionRow>,
): Promise<QuestionRow> {
  const { asked_by: _, answered_by: __, ...columns } = change;
  const saved = await ctx.db
    .updateTable('reader_question')
    .set({
      ...columns,
      ...(change.answered_by ? { answered_by: jsonb(change.answered_by) } : {}),
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
  if (!saved)
    throw new DomainError(
      'conflict',
      'Someone answered or withdrew this question while you were writing. Your text is kept: reload the question.',
    );
  return saved;
}

/**
 * Answers a question; a second answer replaces the first. Errors: `not-found`, `forbidden`,
 * `conflict`.
 */
export const answerQuestion = verb(AnswerQuestion, async (ctx, input): Promise<ReaderQuestion> => {
  const { row, version } = await authorize(ctx, 'incident:write', questionById(ctx, input.id));
  const saved = await save(ctx, row.id, input.version, {
    answer: input.answer,
    answered_at: ctx.clock.now(),
    answered_by: actorRef(ctx.actor),
  });
  await record(ctx, {
    kind: 'reader-question.answered',
    incidentId: version.incident_id,
    subjectId: row.id,
    after: { number: version.number },
  });
  return present(ctx, saved, version);
});

/**
 * Withdraws the actor's own question. Errors: `not-found`, `forbidden` for someone else's question,
 * `conflict`.
 */
export async function withdrawQuestion(ctx: Context, raw: WithdrawQuestion): Promise<void> {
  const input = parse(WithdrawQuestion, raw);
  await inTransaction(ctx, async (ctx) => {
    const { row, version } = await authorize(ctx, 'incident:read', questionById(ctx, input.id));
    if (row.asked_by.id === null || row.asked_by.id !== getAccountId(ctx.actor))
      throw new DomainError('forbidden', 'Only the person who asked can withdraw a question.');
    await save(ctx, row.id, input.version, { withdrawn_at: ctx.clock.now() });
    await record(ctx, {
      kind: 'reader-question.withdrawn',
      incidentId: version.incident_id,
      subjectId: row.id,
      after: { number: version.number },
    });
  });
}
