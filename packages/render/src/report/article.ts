import {
  type CitedTarget,
  type CiteNode,
  type PublishedVersion,
  type VersionContent,
  type FrozenCite,
  type FrozenLive,
  type ReaderQuestion,
  type Section,
  sectionWords,
} from '@debrief/contract';
import type { Quoted } from '@debrief/rules/citation';
import { listBlocks, listCites, listLiveCites, listLeaves } from '@debrief/rules/report';

/**
 * A numbered note at the end: what a chip refers to, and its evidence as far as the reader can see
 * it.
 */
export interface Note {
  number: number;
  /** Null if the record itself is cited. */
  target: Pick<CitedTarget, 'target' | 'targetId' | 'what' | 'label' | 'at' | 'precision'> | null;
  sources: Quoted[];
}

/** The input of every renderer: a version as one reader can see it. */
export interface Article {
  version: PublishedVersion;
  content: VersionContent;
  /** The number of the newest version that the reader can see, and how many there are. */
  newest: number;
  count: number;
  notes: Note[];
  numberOf(cite: CiteNode['attrs']): number;
  numbersOf(cites: readonly FrozenCite[]): number[];
  live: ReadonlyMap<string, FrozenLive>;
  questions: readonly ReaderQuestion[];
  /** The plain data that it was built from, for a worker thread. */
  parts: ArticleParts;
}

export interface ArticleParts {
  given: Pick<Article, 'version' | 'content' | 'newest' | 'count' | 'questions'>;
  marks: readonly Mark[];
  sources: readonly Quoted[];
}

const toPlaceKey = ({ evidenceId, quoteStart, quoteEnd }: Omit<FrozenCite, 'stance'>) =>
  `${evidenceId} ${quoteStart} ${quoteEnd}`;
const toCiteKey = ({ target, targetId, quoteStart, quoteEnd }: CiteNode['attrs']) =>
  target === 'evidence' ? toPlaceKey({ evidenceId: targetId, quoteStart, quoteEnd }) : targetId;

/** A note before the evidence for a reader is loaded. */
export interface Mark {
  key: string;
  target: CitedTarget | null;
  cites: FrozenCite[];
}

/** Sections in reading order: the main article first, then the details. */
export function inReadingOrder(sections: readonly Section[]): Section[] {
  return [...sections.filter(isArticle), ...sections.filter((section) => !isArticle(section))];
}

export function isArticle(section: Section): boolean {
  return sectionWords[section.attrs.kind].isArticle;
}

/** The citations of a published version, each once, in reading order. */
export function collectMarks(content: VersionContent): Mark[] {
  const marks = new Map<string, Mark>();
  const targets = new Map(content.targets.map((one) => [one.targetId, one]));
  const live = new Map(content.live.map((one) => [one.id, one.data]));
  const take = (mark: Mark) => void (marks.has(mark.key) || marks.set(mark.key, mark));
  for (const section of inReadingOrder(content.document.content)) {
    for (const leaf of listLeaves(listBlocks(section))) {
      for (const cite of listCites([leaf])) {
        const place: FrozenCite = {
          evidenceId: cite.targetId,
          quoteStart: cite.quoteStart,
          quoteEnd: cite.quoteEnd,
          stance: 'supports',
        };
        const target = cite.target === 'evidence' ? null : (targets.get(cite.targetId) ?? null);
        take({
          key: toCiteKey(cite),
          target,
          cites: cite.target === 'evidence' ? [place] : (target?.cites ?? []),
        });
      }
      const data = leaf.type === 'live' ? live.get(leaf.attrs.id) : undefined;
      for (const cite of data ? listLiveCites(data) : [])
        take({ key: toPlaceKey(cite), target: null, cites: [cite] });
    }
  }
  return [...marks.values()];
}

/**
 * Combines a published version with what its reader can see of the record. `sources` are the quotes
 * for the cites of all marks, in order.
 */
export function buildArticle(parts: ArticleParts): Article {
  const { given, marks, sources } = parts;
  const numbers = new Map(marks.map((mark, index) => [mark.key, index + 1]));
  let at = 0;
  const notes = marks.map(({ target, cites }, index): Note => {
    const own = sources.slice(at, at + cites.length);
    at += cites.length;
    return { number: index + 1, target, sources: own };
  });
  return {
    ...given,
    notes,
    numberOf: (cite) => numbers.get(toCiteKey(cite)) ?? 0,
    numbersOf: (cites) => cites.flatMap((cite) => numbers.get(toPlaceKey(cite)) ?? []),
    parts,
    live: new Map(given.content.live.map((one) => [one.id, one.data])),
  };
}
