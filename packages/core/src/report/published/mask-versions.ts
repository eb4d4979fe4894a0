import { isDeepStrictEqual } from 'node:util';
import type { VersionContent, ReportDocument } from '@debrief/contract';
import { listBlocks, toPlainText } from '@debrief/rules/report';
import { proseOfItems } from '../../all-items.ts';
import type { Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';
import { maskProse, type MaskProse } from '../../evidence/index.ts';
import { loadReportDocument } from '../draft.ts';
import { maskDocument } from './mask-document.ts';

/**
 * Masks words in what the versions of these incidents froze of events, findings and follow-ups;
 * `maskSection` masks their own text.
 */
export async function maskVersions(
  ctx: Context,
  incidentIds: readonly string[],
  mask: MaskProse,
  maskSection: MaskProse,
): Promise<void> {
  const rows = await ctx.db
    .selectFrom('published_version')
    .select(['id', 'content'])
    .where('incident_id', 'in', [...incidentIds])
    .orderBy('id')
    .execute();
  for (const { id, content } of rows) {
    const next: VersionContent = {
      ...content,
      document: maskDocument(content.document, maskSection),
      live: content.live.map((one) => ({
        ...one,
        data: maskProse(one.data, proseOfItems, mask),
      })),
      targets: maskProse(content.targets, proseOfItems, mask),
    };
    if (!isDeepStrictEqual(next, content))
      await ctx.db
        .updateTable('published_version')
        .set({ content: jsonb(next) })
        .where('id', '=', id)
        .execute();
  }
}

/**
 * The number of report sections, in draft or published versions, that contain something. The caller
 * has checked that the actor can see the incident.
 */
export async function countSections(
  ctx: Context,
  incidentId: string,
  holds: (text: string) => boolean,
): Promise<number> {
  const draft = await loadReportDocument(ctx, incidentId);
  const versions = await ctx.db
    .selectFrom('published_version')
    .select('content')
    .where('incident_id', '=', incidentId)
    .execute();
  const documents: ReportDocument[] = [
    ...(draft ? [draft] : []),
    ...versions.map((row) => row.content.document),
  ];
  const sections = documents
    .flatMap((document) => document.content)
    .filter((section) => holds(toPlainText(listBlocks(section))));
  return new Set(sections.map((section) => section.attrs.id)).size;
}
