import type { EvidenceKind, MilestoneKind, Precision } from '@debrief/contract';
import type { Context } from '../context.ts';
import { walkRecord, type WalkedItem } from '../evidence/index.ts';
import { identitiesByIds, type IdentityRow } from '../identity/index.ts';
import { listMilestones, listTimeline } from '../timeline/index.ts';
import { fold } from './match-quote.ts';
import { RecordIndex, type RecordItem } from './record-index.ts';

/** What is shown of an item when it is the closest to a claim. */
export interface ItemOrigin {
  precision: Precision;
  author: string | null;
  stream: string;
  /** Where the compared passage starts in the item's text. */
  offset: number;
}

export interface BuiltIndex {
  index: RecordIndex;
  /** By the number of the item in the index. */
  origins: ItemOrigin[];
  /** Items of evidence, without copies of the report. */
  items: number;
  copies: number;
}

const slackMs: Record<Precision, number> = { exact: 0, minute: 60_000, about: 600_000, unknown: 0 };
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

/**
 * Reads the record of an incident once, as far as it has words of the report. The caller has checked
 * that the actor can see the incident.
 */
export async function buildIndex(
  ctx: Context,
  incident: { id: string; ref: string },
  report: { vocabulary: Iterable<string>; sentences: readonly string[]; itemId: string | null },
): Promise<BuiltIndex> {
  const built: BuiltIndex = {
    index: new RecordIndex(report.vocabulary),
    origins: [],
    items: 0,
    copies: 0,
  };
  const names = new Map<string, IdentityRow>();
  for await (const page of walkRecord(ctx, incident.id)) {
    await loadNames(ctx, names, page);
    for (const item of page) {
      if (item.itemId === report.itemId || isCopy(item, report.sentences)) built.copies += 1;
      else addEvidence(built, item, names);
    }
  }
  await addTimeline(ctx, built, incident.ref);
  return built;
}

async function loadNames(
  ctx: Context,
  names: Map<string, IdentityRow>,
  page: readonly WalkedItem[],
): Promise<void> {
  const unknown = page.flatMap(({ identityId }) =>
    identityId === null || names.has(identityId) ? [] : [identityId],
  );
  for (const identity of await identitiesByIds(ctx, [...new Set(unknown)]))
    names.set(identity.id, identity);
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

function addEvidence(
  built: BuiltIndex,
  item: WalkedItem,
  names: ReadonlyMap<string, IdentityRow>,
): void {
  const author = item.identityId === null ? undefined : names.get(item.identityId);
  built.items += 1;
  for (const { text, offset } of splitPassages(item.text)) {
    built.index.add({
      id: item.id,
      target: 'evidence',
      atMs: item.precision === 'unknown' ? null : item.at.getTime(),
      untilMs: item.until?.getTime() ?? null,
      slackMs: slackMs[item.precision],
      text,
      about: `${author?.personName ?? ''} ${item.streamName} ${kindWords[item.kind] ?? ''}`,
      facts: offset === 0 ? item.facts : '',
      personIds: author === undefined || author.isBot ? [] : [author.personId],
      cites: [],
    });
    built.origins.push({
      precision: item.precision,
      author: author?.personName ?? null,
      stream: item.streamName,
      offset,
    });
  }
}

export function splitPassages(text: string): { text: string; offset: number }[] {
  if (text.length <= longText) return [{ text, offset: 0 }];
  const passages: { text: string; offset: number }[] = [];
  for (let offset = 0; offset < text.length; offset += passageLength - overlap) {
    passages.push({ text: text.slice(offset, offset + passageLength), offset });
    if (offset + passageLength >= text.length) break;
  }
  return passages;
}

async function addTimeline(ctx: Context, built: BuiltIndex, incident: string): Promise<void> {
  const add = (item: RecordItem, precision: Precision, stream: string) => {
    built.index.add(item);
    built.origins.push({ precision, author: null, stream, offset: 0 });
  };
  const none = { about: '', facts: '', personIds: [] };
  for (const event of (await listTimeline(ctx, { incident })).events)
    add(
      {
        ...none,
        id: event.id,
        target: 'event',
        atMs: Date.parse(event.at),
        untilMs: event.until === null ? null : Date.parse(event.until),
        slackMs: slackMs[event.precision],
        text: `${event.title}\n${event.text}`.trim(),
        cites: event.citations.map(({ evidenceId }) => evidenceId),
      },
      event.precision,
      'Timeline',
    );
  for (const { kind, at, precision } of (await listMilestones(ctx, { incident })).milestones)
    add(
      {
        ...none,
        id: kind,
        target: 'milestone',
        atMs: Date.parse(at),
        untilMs: null,
        slackMs: slackMs[precision],
        text: milestoneWords[kind] ?? kind.replaceAll('-', ' '),
        cites: [],
      },
      precision,
      'Milestones',
    );
}
