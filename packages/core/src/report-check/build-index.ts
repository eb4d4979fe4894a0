import type { EvidenceKind, MilestoneKind } from '@debrief/contract';
import type { Context } from '../context.ts';
import { walkRecord, type WalkedItem } from '../evidence/index.ts';
import { identitiesByIds } from '../identity/index.ts';
import { listMilestones, listTimeline } from '../timeline/index.ts';
import { fold } from './match-quote.ts';
import { RecordIndex } from './record-index.ts';

export interface BuiltIndex {
  index: RecordIndex;
  /** Items of evidence, without copies of the report. */
  items: number;
  copies: number;
}

/** What reports call what such an item records. */
const kindWords: Partial<Record<EvidenceKind, string>> = {
  change: 'deployed released merged change',
  alert: 'alert fired',
  ticket: 'ticket',
};
/** Other milestones are duties, which reports call by their names. */
const milestoneWords: Partial<Record<MilestoneKind, string>> = {
  'impact-started': 'Impact started: broke, failing, affected',
  detected: 'Detected: noticed, discovered, reported',
  declared: 'Declared: incident opened, paged',
  acknowledged: 'Acknowledged: page acked',
  mitigated: 'Mitigated: fixed, restored, working',
  resolved: 'Resolved: closed, recovered, over',
};
/** A longer text is compared in passages, so that its words do not all count as one statement. */
const longText = 3_000;
const passageLength = 1_500;
const overlap = 300;

/** What the items of a record are compared with, and what of it was known. */
interface IndexedReport {
  vocabulary: Iterable<string>;
  sentences: readonly string[];
  /** The report itself, if it is evidence. */
  itemId: string | null;
  knownAt?: string | undefined;
}

/**
 * Reads the record of an incident once, as far as it has words of the report. The caller has checked
 * that the actor can see the incident.
 */
export async function buildIndex(
  ctx: Context,
  incident: { id: string; ref: string },
  { vocabulary, sentences, itemId, knownAt }: IndexedReport,
): Promise<BuiltIndex> {
  const index = new RecordIndex(vocabulary);
  const built = { index, items: 0, copies: itemId === null ? 0 : 1 };
  const authors = new Map<string, Author>();
  for await (const page of walkRecord(ctx, incident.id, { except: itemId, knownAt })) {
    await loadAuthors(ctx, authors, page);
    for (const item of page) {
      if (isCopy(item, sentences)) built.copies += 1;
      else {
        built.items += 1;
        addEvidence(index, item, authors.get(item.identityId ?? '') ?? unknownAuthor);
      }
    }
  }
  await addTimeline(ctx, index, { incident: incident.ref, knownAt });
  return built;
}

interface Author {
  name: string | null;
  personIds: readonly string[];
}
const unknownAuthor: Author = { name: null, personIds: [] };

async function loadAuthors(
  ctx: Context,
  authors: Map<string, Author>,
  page: readonly WalkedItem[],
): Promise<void> {
  const unknown = page.flatMap(({ identityId }) =>
    identityId === null || authors.has(identityId) ? [] : [identityId],
  );
  for (const { id, personName, personId, isBot } of await identitiesByIds(ctx, [
    ...new Set(unknown),
  ]))
    authors.set(id, { name: personName, personIds: isBot ? [] : [personId] });
}

const copiedShare = 0.5;
const leastSentences = 3;

/** Whether a document is the report itself, imported as evidence. */
function isCopy({ kind, text }: WalkedItem, sentences: readonly string[]): boolean {
  if (kind !== 'document' || sentences.length < leastSentences) return false;
  const folded = fold(text);
  const copied = sentences.filter((sentence) => folded.includes(sentence)).length;
  return copied >= sentences.length * copiedShare;
}

function addEvidence(index: RecordIndex, item: WalkedItem, author: Author): void {
  const about = `${author.name ?? ''} ${item.streamName} ${kindWords[item.kind] ?? ''}`;
  for (const { text, offset } of splitPassages(item.text))
    index.add({
      id: item.id,
      target: 'evidence',
      atMs: item.precision === 'unknown' ? null : item.atMs,
      precision: item.precision,
      text,
      offset,
      about,
      facts: offset === 0 ? item.facts : '',
      author: author.name,
      stream: item.streamName,
      personIds: author.personIds,
      cites: none,
    });
}

const none: readonly string[] = [];

export function splitPassages(text: string): { text: string; offset: number }[] {
  if (text.length <= longText) return [{ text, offset: 0 }];
  const passages: { text: string; offset: number }[] = [];
  for (let offset = 0; offset < text.length; offset += passageLength - overlap) {
    passages.push({ text: text.slice(offset, offset + passageLength), offset });
    if (offset + passageLength >= text.length) break;
  }
  return passages;
}

async function addTimeline(
  ctx: Context,
  index: RecordIndex,
  input: { incident: string; knownAt: string | undefined },
): Promise<void> {
  const base = { about: '', facts: '', personIds: none, author: null, offset: 0 };
  for (const event of (await listTimeline(ctx, input)).events)
    index.add({
      ...base,
      id: event.id,
      target: 'event',
      atMs: Date.parse(event.at),
      precision: event.precision,
      text: `${event.title}\n${event.text}`.trim(),
      stream: 'Timeline',
      cites: event.citations.map(({ evidenceId }) => evidenceId),
    });
  for (const { kind, at, precision } of (await listMilestones(ctx, input)).milestones)
    index.add({
      ...base,
      id: kind,
      target: 'milestone',
      atMs: Date.parse(at),
      precision,
      text: milestoneWords[kind] ?? kind.replaceAll('-', ' '),
      stream: 'Milestones',
      cites: none,
    });
}
