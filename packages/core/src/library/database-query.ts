import {
  EvidenceKind,
  findingTypes,
  LibraryKind,
  tagTargetKinds,
  type LibraryQuery,
  type TagTargetKind,
} from '@debrief/contract';
import {
  isEmptySearch,
  loosenTerms,
  toTsquery,
  type SearchFilter,
  type SearchQuery,
  type Term,
} from '@debrief/rules/search';
import type { IncidentNaming } from '../access/index.ts';
import type { EvidenceSearch, Naming } from '../evidence/index.ts';
import { addForms } from './words.ts';

/**
 * How strictly words are compared: all of them; if that finds nothing, also similar spellings; if
 * that finds nothing, some of the words.
 */
export type Matching = 'all' | 'similar' | 'some';

/** What a search asks the database for. */
export interface DatabaseQuery extends EvidenceSearch {
  terms: readonly Term[];
  /** All words in the title. */
  titleWords: string;
  factorKind: LibraryQuery['factorKind'];
  /** Which incidents the items of the investigation and the timeline belong to. */
  itemIncidents: (IncidentNaming & { isExcluded: boolean })[];
  /** The kinds that the operators leave. */
  allowed: ReadonlySet<LibraryKind>;
  /** Asks for nothing but words that are left out. */
  isEmpty: boolean;
}

/** The typed search and the filters next to it, in the form of a database query. */
export function buildDatabaseQuery(
  asked: LibraryQuery,
  search: SearchQuery,
  matching: Matching,
  tags: readonly Naming<string>[],
): DatabaseQuery {
  const terms = addForms(matching === 'similar' ? loosenTerms(search.terms) : search.terms);
  const pickFilters = (operator: SearchFilter['operator']) =>
    search.filters.filter((filter) => filter.operator === operator);
  const places = pickFilters('in').map(toPlaces);
  const services = pickFilters('service').map(({ values, isExcluded }) => ({
    services: values,
    isExcluded,
  }));
  return {
    terms,
    words: toWords(terms, search.excluded, matching),
    titleWords: toTsquery(terms, 'title'),
    isWide: matching !== 'all',
    someTerms: matching === 'some' ? terms.map((term) => toTsquery([term])) : undefined,
    factorKind: asked.factorKind,
    service: asked.service,
    team: asked.team,
    from: pickTime([asked.from, search.after], 'latest'),
    until: pickTime([asked.until, search.before], 'earliest'),
    authors: pickFilters('from'),
    kinds: pickFilters('kind').flatMap(toEvidenceKinds),
    places,
    tags,
    incidents: services,
    itemIncidents: [
      ...services,
      ...places.map(({ numbers, isExcluded }) => ({ numbers, isExcluded })),
    ],
    allowed: new Set(LibraryKind.options.filter((kind) => isAllowed(kind, search.filters))),
    isEmpty: isEmptySearch(search),
  };
}

const mostOptional = 8;

/** Some of the words: two of them, if there are more. Quoted words are never optional. */
function toWords(terms: readonly Term[], excluded: readonly Term[], matching: Matching): string {
  if (matching !== 'some') return toTsquery(terms, 'anywhere', excluded);
  const required = toTsquery(
    terms.filter((term) => term.isQuoted),
    'anywhere',
    excluded,
  );
  const optional = terms.filter((term) => !term.isQuoted).slice(0, mostOptional);
  const some = optional.flatMap((term, index) =>
    optional.length < 3
      ? [toTsquery([term])]
      : optional.slice(index + 1).map((other) => `(${toTsquery([term, other])})`),
  );
  return [`(${some.join(' | ')})`, required].filter((part) => part !== '').join(' & ');
}

function pickTime(
  times: readonly (string | null | undefined)[],
  which: 'latest' | 'earliest',
): string | undefined {
  const instants = times
    .filter((time) => typeof time === 'string')
    .map((time) => new Date(time).toISOString())
    .toSorted();
  return which === 'latest' ? instants.at(-1) : instants[0];
}

/** Kinds of evidence that a filter names; all of them if it names evidence itself. */
function toEvidenceKinds({ values, isExcluded }: SearchFilter) {
  const kinds = EvidenceKind.options.filter((kind) => values.some((value) => value === kind));
  return kinds.length === 0 || values.includes('evidence') ? [] : [{ values: kinds, isExcluded }];
}

/** What tags call a kind of the library; null for kinds that have no tags. */
export function findTagTarget(kind: LibraryKind): TagTargetKind | null {
  if (findingTypes.some((type) => type === kind)) return 'finding';
  return tagTargetKinds.find((target) => target === kind) ?? null;
}

/** Only evidence has authors; a kind of evidence is evidence. */
function isAllowed(kind: LibraryKind, filters: readonly SearchFilter[]): boolean {
  return filters.every(({ operator, values, isExcluded }) => {
    if (operator === 'from') return isExcluded || kind === 'evidence';
    if (operator === 'tag') return isExcluded || findTagTarget(kind) !== null;
    if (operator !== 'kind') return true;
    const isKind = values.includes(kind);
    if (isExcluded) return !isKind;
    return (
      isKind ||
      (kind === 'evidence' && toEvidenceKinds({ operator, values, isExcluded }).length > 0)
    );
  });
}

const incidentRef = /^inc-(\d{1,9})$/i;

function toPlaces({ values, isExcluded }: SearchFilter) {
  const numbers = values.flatMap((value) => {
    const [, number] = incidentRef.exec(value) ?? [];
    return number === undefined ? [] : [Number(number)];
  });
  const names = values.filter((value) => !incidentRef.test(value));
  return { numbers, values: names.map((name) => name.replace(/^#/, '')), isExcluded };
}
