import type { BundleOf } from '@debrief/contract';
import type { Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';
import { loadVersions } from './rows.ts';

type VersionLine = BundleOf<'published-version'>;
type QuestionLine = BundleOf<'reader-question'>;

/** The versions of an incident that whoever takes it along may read, by number; unpublished ones for those who write. The caller has made sure that the actor sees the incident. */
export async function versionLines(ctx: Context, incidentId: string): Promise<VersionLine[]> {
  const rows = await loadVersions(ctx, incidentId);
  return rows.toReversed().map((row) => ({
    type: 'published-version',
    id: row.id,
    number: row.number,
    title: row.title,
    summary: row.summary,
    content: row.content,
    words: row.words,
    articleWords: row.article_words,
    visibility: row.visibility,
    readers: row.readers,
    publishedAt: row.published_at.toISOString(),
    publishedBy: row.published_by,
    unpublished:
      row.unpublished_at && row.unpublished_by
        ? {
            at: row.unpublished_at.toISOString(),
            by: row.unpublished_by,
            reason: row.unpublish_reason ?? '',
          }
        : null,
  }));
}

/** What was asked of those versions, withdrawn questions too, by id. */
export async function readerQuestionLines(
  ctx: Context,
  incidentId: string,
): Promise<QuestionLine[]> {
  const ids = (await loadVersions(ctx, incidentId)).map((row) => row.id);
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('reader_question')
    .selectAll()
    .where('published_version_id', 'in', ids)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    type: 'reader-question',
    id: row.id,
    publishedVersionId: row.published_version_id,
    sectionId: row.section_id,
    quote: row.quote,
    text: row.text,
    askedAt: row.asked_at.toISOString(),
    askedBy: row.asked_by,
    answer:
      row.answer !== null && row.answered_at && row.answered_by
        ? { text: row.answer, at: row.answered_at.toISOString(), by: row.answered_by }
        : null,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    version: row.version,
  }));
}

export async function insertVersions(
  ctx: Context,
  incidentId: string,
  lines: readonly VersionLine[],
): Promise<void> {
  await ctx.db
    .insertInto('published_version')
    .values(
      lines.map((line) => ({
        id: line.id,
        incident_id: incidentId,
        number: line.number,
        title: line.title,
        summary: line.summary,
        content: jsonb(line.content),
        words: line.words,
        article_words: line.articleWords,
        visibility: line.visibility,
        readers: line.readers,
        published_at: new Date(line.publishedAt),
        published_by: jsonb(line.publishedBy),
        unpublished_at: line.unpublished === null ? null : new Date(line.unpublished.at),
        unpublished_by: line.unpublished === null ? null : jsonb(line.unpublished.by),
        unpublish_reason: line.unpublished?.reason ?? null,
      })),
    )
    .execute();
}

export async function insertReaderQuestions(
  ctx: Context,
  lines: readonly QuestionLine[],
): Promise<void> {
  await ctx.db
    .insertInto('reader_question')
    .values(
      lines.map((line) => ({
        id: line.id,
        published_version_id: line.publishedVersionId,
        section_id: line.sectionId,
        quote: line.quote,
        text: line.text,
        asked_at: new Date(line.askedAt),
        asked_by: jsonb(line.askedBy),
        answer: line.answer?.text ?? null,
        answered_at: line.answer === null ? null : new Date(line.answer.at),
        answered_by: line.answer === null ? null : jsonb(line.answer.by),
        withdrawn_at: line.withdrawnAt === null ? null : new Date(line.withdrawnAt),
        version: line.version,
      })),
    )
    .execute();
}
