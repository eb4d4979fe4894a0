import { DomainError, type ServiceField, type ServiceLinkKind } from '@debrief/contract';
import { isLater, toServiceKey, type Statement } from '@debrief/rules/catalog';
import { limitText } from '../finish.ts';

export type CatalogFormat = 'backstage' | 'openlineage' | 'dbt' | 'csv';

/** What a file says about a service. */
export interface CatalogEntry {
  /** The source's own name for it, without case. */
  ref: string;
  name: string;
  /** False if other entries only name it. */
  isDescribed: boolean;
  values: Map<ServiceField, Statement>;
}

export interface CatalogFile {
  format: CatalogFormat;
  /** The usual name of the source. */
  source: string;
  /** The file lists everything that the source has. */
  isComplete: boolean;
  entries: CatalogEntry[];
  /** Between the refs of entries, each once. */
  links: { from: string; to: string; kind: ServiceLinkKind }[];
  read: number;
  rejected: number;
  /** What the catalog can't express, with how often it occurs. */
  leftOut: { what: string; count: number }[];
  /** The first of what was rejected or is unclear. */
  problems: { place: string; reason: string }[];
}

const mostEntries = 100_000;
const mostLinks = 500_000;
const mostProblems = 50;
const most = { name: 500, ref: 600, title: 300, description: 5_000, owner: 200, tier: 40 } as const;
const goalLength = 200;
const listLength = 30;

/** Collects what a file says, in any order and any number of times, into one catalog. */
export class CatalogBuilder {
  private readonly entries = new Map<string, CatalogEntry>();
  private readonly links = new Map<string, CatalogFile['links'][number]>();
  private readonly leftOut = new Map<string, number>();
  private readonly problems: CatalogFile['problems'] = [];
  private rejected = 0;
  read = 0;

  /** The entry with this ref; the smallest of its spellings is its name. */
  entry(ref: string, name: string, isDescribed = true): CatalogEntry {
    const key = limitText(toServiceKey(ref), most.ref);
    const shown = limitText(name.replaceAll(/\s+/g, ' ').trim(), most.name);
    const known = this.entries.get(key);
    if (known) {
      if (shown < known.name) known.name = shown;
      known.isDescribed ||= isDescribed;
      return known;
    }
    if (this.entries.size >= mostEntries)
      throw new DomainError('too-large', 'A catalog file can have 100,000 entries at most.');
    const entry: CatalogEntry = { ref: key, name: shown, isDescribed, values: new Map() };
    this.entries.set(key, entry);
    return entry;
  }

  /** Whether the file described it before. */
  isDescribed(ref: string): boolean {
    return this.entries.get(limitText(toServiceKey(ref), most.ref))?.isDescribed ?? false;
  }

  /** Text is cut to the length of its field. The newest statement counts, in any order. */
  say(entry: CatalogEntry, field: ServiceField, written: unknown, at: string | null = null): void {
    const value = typeof written === 'string' ? toFieldText(field, written) : written;
    const next: Statement = { value, at };
    const known = entry.values.get(field);
    if (!known || isLater(next, known)) entry.values.set(field, next);
  }

  link(from: CatalogEntry, to: CatalogEntry, kind: ServiceLinkKind): void {
    if (from.ref === to.ref) return this.leaveOut('links of something to itself');
    this.links.set(JSON.stringify([from.ref, to.ref, kind]), { from: from.ref, to: to.ref, kind });
    if (this.links.size > mostLinks)
      throw new DomainError('too-large', 'A catalog file can have 500,000 links at most.');
  }

  leaveOut(what: string, count = 1): void {
    if (count > 0 && (this.leftOut.has(what) || this.leftOut.size < 100))
      this.leftOut.set(what, (this.leftOut.get(what) ?? 0) + count);
  }

  reject(place: string, reason: string): void {
    this.rejected += 1;
    this.note(place, reason);
  }

  note(place: string, reason: string): void {
    if (this.problems.length < mostProblems)
      this.problems.push({ place, reason: limitText(reason, 500) });
  }

  finish(file: Pick<CatalogFile, 'format' | 'source' | 'isComplete'>): CatalogFile {
    return {
      ...file,
      entries: [...this.entries.values()],
      links: [...this.links.values()],
      read: this.read,
      rejected: this.rejected,
      leftOut: [...this.leftOut].map(([what, count]) => ({ what, count })),
      problems: this.problems,
    };
  }
}

function toFieldText(field: ServiceField, written: string): string | null {
  const length =
    field === 'title' || field === 'description' || field === 'owner' || field === 'tier'
      ? most[field]
      : goalLength;
  const text = field === 'description' ? written.trim() : written.replaceAll(/\s+/g, ' ').trim();
  return text === '' ? null : limitText(text, length);
}

/** The addresses that can be opened, with their titles. */
export function toPages(
  given: readonly { title: string; url: string }[],
): { title: string | null; url: string }[] {
  const found = new Map<string, { title: string | null; url: string }>();
  for (const { title, url } of given)
    if (isWebAddress(url))
      found.set(url, { title: title === '' ? null : limitText(title, 200), url });
  return [...found.values()].slice(0, listLength);
}

export function isWebAddress(url: string): boolean {
  return url.length <= 2_000 && /^https?:\/\//i.test(url) && URL.canParse(url);
}

export function toAliases(names: readonly string[]): string[] {
  const plain = names.map((name) => limitText(name.replaceAll(/\s+/g, ' ').trim(), most.name));
  return [...new Set(plain.filter((name) => name !== ''))].slice(0, listLength);
}
