import { readFile } from 'node:fs/promises';
import {
  ImportReportInput,
  largestReport,
  PreviewReport,
  type ReportImport,
  type SuggestionContent,
  type ReportPreview,
  type Section,
  type WriteSection,
  DomainError,
} from '@debrief/contract';
import { explainUnreadable, type Upload, findNamedZone } from '@debrief/readers';
import {
  readTitle,
  previewInWorker,
  readInWorker,
  type PostMortem,
  type ReadPostMortem,
} from '@debrief/readers/post-mortem';
import { authorize, refuseUnless } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { beginImport, loadImportedDocument } from '../../evidence/index.ts';
import { incidentByRef } from '../../incident/index.ts';
import { parse } from '../../parse.ts';
import { appendSections } from '../draft.ts';
import { insertSuggestions, type NewSuggestion } from '../suggestions/rows.ts';
import { createStableId } from './section-ids.ts';

const blocksInSection = 5_000;

/**
 * Previews the import of a report; stores nothing. Errors: `invalid`, `forbidden`, `bad-file`,
 * `too-large`.
 */
export async function previewReport(
  ctx: Context,
  raw: PreviewReport,
  upload: Upload,
): Promise<ReportPreview> {
  refuseUnless(ctx, 'evidence:import');
  const input = parse(PreviewReport, raw);
  return previewInWorker(await readUploadedReport(input, upload));
}

/**
 * Imports a report: one item of evidence, sections at the end of the draft, and suggestions that
 * quote it. Importing the same file again adds nothing. Errors: `invalid`, `not-found`,
 * `forbidden`, `bad-file`, `too-large`.
 */
export async function importReport(
  ctx: Context,
  raw: ImportReportInput,
  upload: Upload,
  contentHash: string,
): Promise<ReportImport> {
  const input = parse(ImportReportInput, raw);
  const incident = await authorize(ctx, 'evidence:import', incidentByRef(ctx, input.incident));
  await authorize(ctx, 'incident:write', incident);
  const { report, preview } = await readInWorker(await readUploadedReport(input, upload));
  const key = toFileName(input.name);
  // A document has no time. The incident's time is always the same, so that the same file is
  // recognized again.
  const read = {
    format: 'document',
    kind: 'document',
    stream: key,
    timeOrigin: incident.created_at.toISOString(),
  } as const;
  const begun = await beginImport(
    ctx,
    { incident: incident.id, name: key, ...read },
    { ...upload, name: key },
    contentHash,
  );
  const summary = await begun.run();
  if (summary.state !== 'done')
    throw new DomainError('bad-file', summary.problem ?? `Couldn't read ${input.name}.`);
  return inTransaction(ctx, async (ctx) => {
    const evidence = await loadImportedDocument(ctx, summary.id, key);
    if (evidence === null) throw new DomainError('bad-file', `${input.name} contains no text.`);
    const held = await authorize(ctx, 'incident:write', incidentByRef(ctx, incident.id));
    const suggestions = collectSuggestions(report, evidence);
    const made = await insertSuggestions(ctx, held, suggestions);
    const isDuplicate = summary.imported === 0 && made === 0;
    const sections = isDuplicate ? 0 : await write(ctx, incident.id, evidence.id, report.sections);
    if (!isDuplicate)
      await record(ctx, {
        kind: 'report.imported',
        incidentId: incident.id,
        subjectId: evidence.id,
        after: { title: report.title, sections, suggestions: made },
      });
    return {
      importId: summary.id,
      evidenceId: evidence.id,
      isDuplicate,
      sections,
      suggestions: made,
      preview,
    };
  });
}

/** Errors: `invalid` for an unknown zone, `bad-file`, `too-large`. */
export async function readUploadedReport(
  { name, zone }: { name: string; zone?: string | undefined },
  upload: Upload,
): Promise<PostMortem> {
  if (upload.isFolder || upload.size === 0)
    throw new DomainError(
      'bad-file',
      `${name} is empty. Select a report in Markdown, HTML or plain text.`,
    );
  if (upload.size > largestReport)
    throw new DomainError(
      'too-large',
      `${name} is larger than 2 MB. Import it as evidence, or import its parts.`,
    );
  if (zone !== undefined && findNamedZone(zone) === null)
    throw new DomainError('invalid', `Unknown time zone ${zone}.`, {
      issues: [{ at: 'zone', message: 'Use a name such as Europe/Berlin or UTC+2' }],
    });
  const reason = await explainUnreadable(upload);
  if (reason !== null) throw new DomainError('bad-file', reason);
  const content = await readFile(upload.path);
  if (content.includes(0) && content[0] !== 0xff && content[0] !== 0xfe)
    throw new DomainError(
      'bad-file',
      `${name} isn't text. Save the report as Markdown, HTML or plain text, then import it.`,
    );
  return { name, content, zone };
}

function toFileName(name: string): string {
  return name.split(/[\\/]/).findLast((part) => part !== '') ?? name;
}

/**
 * Appends the sections under ids derived from the evidence, so that a repeated import finds them.
 */
async function write(
  ctx: Context,
  incident: string,
  evidenceId: string,
  sections: readonly Section[],
): Promise<number> {
  const parts = sections.flatMap((section): Omit<WriteSection, 'id'>[] => {
    const [, ...blocks] = section.content;
    const pieces = Array.from(
      { length: Math.max(1, Math.ceil(blocks.length / blocksInSection)) },
      (_, at) => blocks.slice(at * blocksInSection, (at + 1) * blocksInSection),
    );
    return pieces.map((piece, at) => ({
      how: 'append',
      kind: section.attrs.kind,
      title: at === 0 ? readTitle(section) : '',
      blocks: piece,
    }));
  });
  const written = parts.map((part, at): WriteSection => ({
    ...part,
    id: createStableId(evidenceId, 'section', at),
  }));
  await appendSections(ctx, incident, written);
  return written.length;
}

function collectSuggestions(
  report: ReadPostMortem,
  evidence: { id: string; text: string },
): NewSuggestion[] {
  const rows = report.rows.map(({ start, end, text, at, until, precision, zone, dateFrom }) => ({
    start,
    end,
    content: {
      kind: 'event',
      text,
      at,
      until,
      precision,
      zone,
      dateFrom,
    } satisfies SuggestionContent,
  }));
  const causes = report.causes.map(({ start, end, text, kind }) => ({
    start,
    end,
    content: { kind: 'factor', text, factor: kind } satisfies SuggestionContent,
  }));
  const actions = report.actions.map(
    ({ start, end, text, owner, trackerUrl, dueOn, intent, isDone }) => ({
      start,
      end,
      content: {
        kind: 'follow-up',
        text,
        owner,
        trackerUrl,
        dueOn,
        intent,
        isDone,
      } satisfies SuggestionContent,
    }),
  );
  return [...rows, ...causes, ...actions]
    .filter(
      ({ start, end, content }) =>
        end > start && end <= evidence.text.length && content.text !== '',
    )
    .map(({ start, end, content }, position) => ({
      id: createStableId(evidence.id, 'proposal', position),
      evidenceId: evidence.id,
      position,
      content,
      quoteStart: start,
      quoteEnd: end,
    }));
}
