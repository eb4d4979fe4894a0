import { createLimit } from '../../limit.ts';
import { ExportVersion, type PublishedVersion, DomainError } from '@debrief/contract';
import {
  buildArticle,
  collectMarks,
  type Article,
  renderDrawings,
  htmlFile,
  markdownFile,
  noSuchPage,
  readingPage,
  unpublishedPage,
  type PageFiles,
  pdfFile,
  changesBetween,
} from '@debrief/render/report';
import { authorize } from '../../access/index.ts';
import { getAccountId, type Context } from '../../context.ts';
import { loadQuotes } from '../../evidence/index.ts';
import { incidentByRef } from '../../incident/index.ts';
import { parse } from '../../parse.ts';
import { maskVersion } from '../mask-report.ts';
import { loadReaderQuestions } from './questions.ts';
import { loadReadership } from './readership.ts';
import {
  loadVersionBefore,
  loadVersion,
  loadVersions,
  presentVersion,
  presentVersions,
  loadActiveVersion,
  type VersionInIncident,
} from './rows.ts';

/** Each PDF takes a thread and 100 MB. */
const pdfs = createLimit(2, 20, 'Too many PDFs are being made right now. Try again in a minute.');

/** The versions that the actor can read, newest first. Errors: `not-found` for the incident. */
export async function listVersions(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: PublishedVersion[] }> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const rows = await loadVersions(ctx, incident.id);
  const newest = rows.find((row) => row.unpublished_at === null)?.number ?? 0;
  return { items: await presentVersions(ctx, incident, rows, newest) };
}

/** Errors: `not-found`, the same as for a version that does not exist. */
export async function getVersion(
  ctx: Context,
  input: { incident: string; number: number },
): Promise<PublishedVersion> {
  return presentVersion(ctx, await authorize(ctx, 'incident:read', loadActiveVersion(ctx, input)));
}

/** What opening a published version returns: the version, or that it was unpublished. */
export type OpenedVersion =
  | { state: 'standing'; article: Article }
  | { state: 'unpublished'; version: PublishedVersion; newest: number };

/** A published version, the newest without a number. Errors: `not-found`, `not-signed-in`. */
export async function openVersion(
  ctx: Context,
  input: { incident: string; number?: number | undefined },
): Promise<OpenedVersion> {
  const found = await authorize(ctx, 'incident:read', loadVersion(ctx, input));
  if (found.row.unpublished_at !== null)
    return {
      state: 'unpublished',
      version: await presentVersion(ctx, found),
      newest: found.newest,
    };
  return { state: 'standing', article: await articleFor(ctx, found) };
}

/** The version with the quoted evidence that this reader can see now. */
async function articleFor(
  ctx: Context,
  found: VersionInIncident,
  knownAt?: string,
): Promise<Article> {
  const { row, newest } = found;
  const stored = await presentVersion(ctx, found);
  const isMasked = knownAt !== undefined;
  const content = isMasked
    ? await maskVersion(ctx, row.incident_id, row.content, knownAt)
    : row.content;
  // What has changed since the version before is about what is known now.
  const version = isMasked ? { ...stored, summary: '' } : stored;
  const marks = collectMarks(content);
  const quotes = await loadQuotes(
    ctx,
    marks.flatMap((mark) => mark.cites),
  );
  // That a source was edited later was not known either.
  const sources = quotes.map((quote) =>
    content.masked && quote.state === 'shown' ? { ...quote, hasChangedSince: false } : quote,
  );
  const questions = isMasked ? [] : await loadReaderQuestions(ctx, row);
  return buildArticle({
    given: {
      version,
      content,
      newest,
      count: Math.max(newest, row.number),
      questions,
    },
    marks,
    sources,
  });
}

export interface ReviewPage {
  status: 200 | 404 | 410;
  html: string;
}

/**
 * The reading page of a published version, or a page that says it does not exist. Errors:
 * `not-signed-in`.
 */
export async function reviewPage(
  ctx: Context,
  input: { incident: string; number?: number | undefined },
  files: PageFiles,
): Promise<ReviewPage> {
  try {
    const opened = await openVersion(ctx, input);
    if (opened.state === 'unpublished')
      return { status: 410, html: unpublishedPage(opened.version, opened.newest, files) };
    const { article } = opened;
    const before = await loadVersionBefore(ctx, article.version.incidentId, article.version.number);
    const since = before
      ? {
          number: before.number,
          changes: changesBetween(before.content.document, article.content.document),
        }
      : null;
    const reader = {
      readership: await loadReadership(ctx, article.version.id),
      accountId: getAccountId(ctx.actor) ?? '',
      today: ctx.clock.now().toISOString().slice(0, 10),
    };
    return {
      status: 200,
      html: readingPage({ article, since }, reader, await renderDrawings(article, 'page'), files),
    };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not-found')
      return { status: 404, html: noSuchPage(files) };
    throw error;
  }
}

export interface VersionFile {
  name: string;
  type: string;
  body: string | Buffer<ArrayBuffer>;
}

/**
 * A published version as a file, with what this reader can see. `origin` is the base URL of this
 * Debrief. Errors: `not-found`.
 */
export async function exportVersion(
  ctx: Context,
  raw: ExportVersion,
  origin: string | null,
): Promise<VersionFile> {
  const input = parse(ExportVersion, raw);
  const found = await authorize(ctx, 'incident:read', loadActiveVersion(ctx, input));
  const article = await articleFor(ctx, found, input.knownAt);
  const name = `${article.version.ref}-version-${article.version.number}`;
  switch (input.format) {
    case 'markdown':
      return {
        name: `${name}.md`,
        type: 'text/markdown; charset=utf-8',
        body: markdownFile(article, origin),
      };
    case 'html':
      return {
        name: `${name}.html`,
        type: 'text/html; charset=utf-8',
        body: await htmlFile(article, origin),
      };
    case 'pdf':
      return {
        name: `${name}.pdf`,
        type: 'application/pdf',
        body: Buffer.from(await pdfs.run(() => pdfFile(article, origin))),
      };
  }
}
