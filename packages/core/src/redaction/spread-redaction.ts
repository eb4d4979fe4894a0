import { tagActivity } from '@debrief/contract';
import type { Context } from '../context.ts';
import { historyNaming, historyOfKinds, maskHistory } from '../activity/index.ts';
import { allItems, proseOfItems } from '../all-items.ts';
import type { Authorized } from '../access/index.ts';
import { clearRoutedDeliveries, maskDeliveries } from '../inbound/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import {
  listImportedSections,
  countSections,
  lockReports,
  maskDraft,
  maskVersions,
  maskSuggestions,
} from '../report/index.ts';
import { requestSyncsIn } from '../follow-up/index.ts';
import { maskItems } from '../item/index.ts';
import { maskTags, tagProse } from '../tag/index.ts';
import {
  isAllMasked,
  type Masker,
  maskText,
  findCitingIds,
  maskProse,
  type MaskProse,
  claimIdsCiting,
  listImportsOfRevisions,
  maskRejections,
  type Wording,
} from '../evidence/index.ts';

/** A redaction in progress: revisions before and after, and how its words are masked. */
export interface Spread {
  masker: Masker;
  /** Like `masker`, with more spellings: for what is stored of files. */
  fileMasker: Masker;
  before: readonly Wording[];
  after: ReadonlyMap<string, Wording>;
  /** What a title can be a copy of, other than the texts. */
  alsoCopied: readonly string[];
  /** What a copy of everything becomes; null: masks of the same length. */
  replacement: string | null;
  incidentIds: readonly string[];
  incident: Authorized<IncidentRow>;
  isWhole: boolean;
  /** Whether to also mask text by people in the incident. */
  alsoWritten: boolean;
}

const shortestCopy = 4;

/**
 * Masks the words in copies made by Debrief: titles of events and findings that are a verbatim part
 * of what they cite, with their history and versions; suggestions; rejected records. On request,
 * also where people wrote them.
 */
export async function spreadRedaction(ctx: Context, spread: Spread): Promise<void> {
  const { masker, fileMasker, before, after, incidentIds, incident } = spread;
  const ids = before.map((wording) => wording.id);
  await maskRejections(
    ctx,
    { incidentIds, itemIds: before.map((wording) => wording.itemId) },
    (text) => fileMasker.pieces(text),
  );
  await clearRoutedDeliveries(ctx, await listImportsOfRevisions(ctx, ids));
  await maskDeliveries(ctx, incidentIds, (text) => fileMasker.pieces(text));
  const originals = new Map(before.map((wording) => [wording.id, wording.text]));
  await maskSuggestions(ctx, ids, (quote, text) => {
    const told = masker.pieces(text);
    const isTouched =
      sliceQuote(originals, quote) !==
      after.get(quote.evidenceId)?.text.slice(quote.quoteStart, quote.quoteEnd);
    return isTouched && told === text ? maskText(text) : told;
  });
  const history = await historyNaming(ctx, ids, []);
  const mask = maskCopies(spread, await claimsCiting(ctx, ids, history));
  const all = [...new Set([...incidentIds, ...history.flatMap((row) => row.incidentId ?? [])])];
  const maskSection = maskImportedSections(spread);
  await lockReports(ctx, all);
  await maskClaims(ctx, all, mask);
  await maskVersions(ctx, all, mask, maskSection);
  // The report into which a document was imported can be that of another incident.
  for (const id of all) await maskDraft(ctx, id, maskSection);
  // A reference to the evidence without an owner is the title of an imported report.
  await maskHistory(ctx, history, (value) =>
    maskProse(value, proseOfItems, (ownerId, text) =>
      ownerId === '' ? masker.pieces(text) : mask(ownerId, text),
    ),
  );
  if (!spread.alsoWritten) return;
  const maskWritten: MaskProse = (_, text) => masker.whole(text);
  await maskClaims(ctx, [incident.id], maskWritten);
  await maskVersions(ctx, [incident.id], maskWritten, maskWritten);
  await maskDraft(ctx, incident.id, maskWritten);
  await maskHistory(ctx, await historyNaming(ctx, [], [incident.id]), (value) =>
    maskProse(value, proseOfItems, maskWritten),
  );
  await maskTags(ctx, (text) => masker.whole(text));
  await maskHistory(ctx, await historyOfKinds(ctx, Object.keys(tagActivity)), (value) =>
    maskProse(value, tagProse, maskWritten),
  );
}

/** The sections created by importing a report are copies of it. */
function maskImportedSections({ masker, before, isWhole }: Spread): MaskProse {
  const documents = before.filter((wording) => wording.kind === 'document');
  const sections = new Set(documents.flatMap((wording) => listImportedSections(wording.id)));
  return (sectionId, text) =>
    !sections.has(sectionId) ? text : isWhole ? maskText(text) : masker.whole(text);
}

/**
 * Where people wrote the words: in how many events, findings, follow-ups and tags, and in how many
 * sections of the report.
 */
export async function countWritten(
  ctx: Context,
  incidentId: string,
  masker: Masker,
): Promise<{ written: number; reportSections: number }> {
  const written =
    (await maskClaims(ctx, [incidentId], (_, text) => masker.whole(text), false)) +
    (await maskTags(ctx, (text) => masker.whole(text), false));
  return {
    written,
    reportSections: await countSections(ctx, incidentId, (text) => masker.whole(text) !== text),
  };
}

async function maskClaims(
  ctx: Context,
  incidentIds: readonly string[],
  mask: MaskProse,
  isSaved = true,
): Promise<number> {
  let count = 0;
  for (const item of allItems) count += await maskItems(ctx, item, incidentIds, mask, isSaved);
  if (isSaved && count > 0) await requestSyncsIn(ctx, incidentIds);
  return count;
}

/**
 * Only a verbatim part of an item, in what cites it, is a copy. Anything else is the author's own
 * text.
 */
function maskCopies(
  { masker, before, alsoCopied, replacement }: Spread,
  claims: ReadonlySet<string>,
): MaskProse {
  const texts = [...before.map((wording) => wording.text), ...alsoCopied];
  return (ownerId, text) => {
    const stem = text.replace(/…$/, '').trim();
    const isCopy =
      claims.has(ownerId) &&
      stem.length >= shortestCopy &&
      texts.some((whole) => whole.includes(stem));
    if (!isCopy) return text;
    const masked = masker.pieces(text);
    return replacement !== null && isAllMasked(masked) ? replacement : masked;
  };
}

/** Everything that cites one of these revisions, or ever did. */
async function claimsCiting(
  ctx: Context,
  ids: readonly string[],
  history: readonly { before: unknown; after: unknown }[],
): Promise<Set<string>> {
  const named = new Set(ids);
  return new Set([
    ...(await claimIdsCiting(ctx, ids)),
    ...history.flatMap((row) => [
      ...findCitingIds(row.before, named),
      ...findCitingIds(row.after, named),
    ]),
  ]);
}

function sliceQuote(
  texts: ReadonlyMap<string, string>,
  quote: { evidenceId: string; quoteStart: number; quoteEnd: number },
): string | undefined {
  return texts.get(quote.evidenceId)?.slice(quote.quoteStart, quote.quoteEnd);
}
