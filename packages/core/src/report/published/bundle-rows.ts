import type { BundleOf } from '@debrief/contract';
import { toColumns, toLine } from '../../bundle-lines.ts';
import type { Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';
import { loadVersions, presentUnpublishing } from './rows.ts';

type VersionLine = BundleOf<'published-version'>;
type QuestionLine = BundleOf<'reader-question'>;

/**
 * The versions of an incident that the actor can read, by number; unpublished ones for editors. The
 * caller has checked that the actor can see the incident.
 */
export async function versionLines(ctx: Context, incidentId: string): Promise<VersionLine[]> {
  const rows = await loadVersions(ctx, incidentId);
  return rows
    .toReversed()
    .map((row) => toLine('published-version', row, { unpublished: presentUnpublishing(row) }));
}

/** The questions about those versions, including withdrawn ones, by id. */
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
  return rows.map((row) =>
    toLine('reader-question', row, {
      answer:
        row.answer !== null && row.answered_at && row.answered_by
          ? { text: row.answer, at: row.answered_at.toISOString(), by: row.answered_by }
          : null,
    }),
  );
}

/** What those versions were used in, including removed entries, by id. */
export async function versionUseLines(
  ctx: Context,
  incidentId: string,
): Promise<BundleOf<'version-use'>[]> {
  const ids = (await loadVersions(ctx, incidentId)).map((row) => row.id);
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('version_use')
    .selectAll()
    .where('published_version_id', 'in', ids)
    .orderBy('id')
    .execute();
  return rows.map((row) => toLine('version-use', row));
}

export async function insertVersionUses(
  ctx: Context,
  lines: readonly BundleOf<'version-use'>[],
): Promise<void> {
  await ctx.db
    .insertInto('version_use')
    .values(lines.map((line) => toColumns(line)))
    .execute();
}

export async function insertVersions(
  ctx: Context,
  incidentId: string,
  lines: readonly VersionLine[],
): Promise<void> {
  await ctx.db
    .insertInto('published_version')
    .values(
      lines.map(({ unpublished, ...line }) => ({
        ...toColumns(line),
        incident_id: incidentId,
        unpublished_at: unpublished && new Date(unpublished.at),
        unpublished_by: unpublished && jsonb(unpublished.by),
        unpublish_reason: unpublished?.reason ?? null,
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
      lines.map(({ answer, ...line }) => ({
        ...toColumns(line),
        answer: answer?.text ?? null,
        answered_at: answer && new Date(answer.at),
        answered_by: answer && jsonb(answer.by),
      })),
    )
    .execute();
}
