import { ExportEdition, type Edition, DomainError } from '@debrief/contract';
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
import { quotesFor } from '../../evidence/index.ts';
import { incidentByRef } from '../../incident/index.ts';
import { parse } from '../../parse.ts';
import { loadReaderQuestions } from './questions.ts';
import { loadReadership } from './readership.ts';
import {
  editionBefore,
  loadVersion,
  editionRows,
  presentEdition,
  presentEditions,
  standingEdition,
  type EditionInIncident,
} from './rows.ts';

/** The editions that the actor may read, newest first. Errors: `not-found` for the incident. */
export async function listEditions(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: Edition[] }> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const rows = await editionRows(ctx, incident.id);
  const newest = rows.find((row) => row.unpublished_at === null)?.number ?? 0;
  return { items: await presentEditions(ctx, incident, rows, newest) };
}

/** Errors: `not-found`, as for an edition that is nowhere. */
export async function getEdition(
  ctx: Context,
  input: { incident: string; number: number },
): Promise<Edition> {
  return presentEdition(ctx, await authorize(ctx, 'incident:read', standingEdition(ctx, input)));
}

/** What somebody who opens an edition gets: it, or that it was taken away. */
export type OpenedEdition =
  | { state: 'standing'; article: Article }
  | { state: 'unpublished'; edition: Edition; newest: number };

/** An edition to read, the newest without a number. Errors: `not-found`, `not-signed-in`. */
export async function openEdition(
  ctx: Context,
  input: { incident: string; number?: number | undefined },
): Promise<OpenedEdition> {
  const found = await authorize(ctx, 'incident:read', loadVersion(ctx, input));
  if (found.row.unpublished_at !== null)
    return {
      state: 'unpublished',
      edition: await presentEdition(ctx, found),
      newest: found.newest,
    };
  return { state: 'standing', article: await articleFor(ctx, found) };
}

/** The edition with the words of the evidence that this reader may see at this moment. */
async function articleFor(ctx: Context, found: EditionInIncident): Promise<Article> {
  const { row, newest } = found;
  const edition = await presentEdition(ctx, found);
  const marks = collectMarks(row.content);
  const sources = await quotesFor(
    ctx,
    marks.flatMap((mark) => mark.cites),
  );
  const questions = await loadReaderQuestions(ctx, row);
  return buildArticle({
    given: {
      edition,
      content: row.content,
      newest,
      count: Math.max(newest, row.number),
      questions,
    },
    marks,
    sources,
  });
}

/** A page for a browser. */
export interface ReviewPage {
  status: 200 | 404 | 410;
  html: string;
}

/** The reading page of an edition, or what says that there is none. Errors: `not-signed-in`. */
export async function reviewPage(
  ctx: Context,
  input: { incident: string; number?: number | undefined },
  files: PageFiles,
): Promise<ReviewPage> {
  try {
    const opened = await openEdition(ctx, input);
    if (opened.state === 'unpublished')
      return { status: 410, html: unpublishedPage(opened.edition, opened.newest, files) };
    const { article } = opened;
    const before = await editionBefore(ctx, article.edition.incidentId, article.edition.number);
    const since = before
      ? {
          number: before.number,
          changes: changesBetween(before.content.document, article.content.document),
        }
      : null;
    const reader = {
      readership: await loadReadership(ctx, article.edition.id),
      accountId: getAccountId(ctx.actor) ?? '',
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

export interface EditionFile {
  name: string;
  type: string;
  body: string | Buffer<ArrayBuffer>;
}

/** An edition as a file, with what this reader may see. `origin` is where this Debrief is reached. Errors: `not-found`. */
export async function exportEdition(
  ctx: Context,
  raw: ExportEdition,
  origin: string | null,
): Promise<EditionFile> {
  const input = parse(ExportEdition, raw);
  const found = await authorize(ctx, 'incident:read', standingEdition(ctx, input));
  const article = await articleFor(ctx, found);
  const name = `${article.edition.ref}-edition-${article.edition.number}`;
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
        body: Buffer.from(await pdfFile(article, origin)),
      };
  }
}
