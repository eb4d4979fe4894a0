import type { Entry, FactorLink, Inquiry, InquiryChange } from '@debrief/contract';
import { inOrder } from '../evidence/cite/index.ts';

/** What was read, after an answer. An older answer never replaces newer news. */
export function afterChange(
  inquiry: Inquiry,
  change: Pick<InquiryChange, 'entries' | 'removed'> & { links?: FactorLink[] },
): Inquiry {
  const gone = new Set(change.removed);
  const news = new Map(change.entries.map((entry) => [entry.id, entry]));
  const kept = inquiry.entries
    .filter((entry) => !gone.has(entry.id))
    .map((entry) => newer(entry, news.get(entry.id)));
  const known = new Set(inquiry.entries.map((entry) => entry.id));
  const entries = inOrder([
    ...kept,
    ...change.entries.filter((entry) => !known.has(entry.id) && !gone.has(entry.id)),
  ]);
  return {
    ...inquiry,
    entries,
    links: (change.links ?? inquiry.links).filter(
      (link) => !gone.has(link.from) && !gone.has(link.to),
    ),
  };
}

function newer(entry: Entry, other: Entry | undefined): Entry {
  return other && other.version >= entry.version ? other : entry;
}

/** Versions that our own answers made: what was begun against the one before is ours too, and no conflict. */
export class OwnVersions {
  private readonly raised = new Map<string, Map<number, number>>();

  note(id: string, from: number, to: number): void {
    const known = this.raised.get(id) ?? new Map<number, number>();
    known.set(from, to);
    this.raised.set(id, known);
  }

  of(id: string, version: number): number {
    const next = this.raised.get(id)?.get(version);
    return next === undefined || next <= version ? version : this.of(id, next);
  }
}
