import { EvidenceKind, LibraryKind } from '@debrief/contract';
import { foldLetters } from './words.ts';
import { searchOperators, type SearchOperator } from './query.ts';

/** The names that a reader can see, for completing operators. */
export interface SearchNames {
  authors: readonly string[];
  streams: readonly string[];
  services: readonly string[];
  tags: readonly string[];
}

export interface Completion {
  /** The text with the completed operator or value, and where the caret goes. */
  text: string;
  caret: number;
  /** What is added: `from:` or `from:"Ada Okafor"`. */
  insert: string;
  operator: SearchOperator;
}

const mostCompletions = 8;

/** The operators or values that continue what is typed before the caret. */
export function completeSearch(typed: string, caret: number, names: SearchNames): Completion[] {
  const typing = typed.slice(0, caret);
  const [found = '', minus = '', operator, quoted, plain = ''] =
    /(?<!\S)(-?)(?:([a-z]+):)?(?:"([^"]*)|([^\s"]*))$/i.exec(typing) ?? [];
  const start = caret - found.length;
  const value = quoted ?? plain;
  const known = searchOperators.find((one) => one === operator?.toLowerCase());
  const inserts =
    operator === undefined
      ? listOperators(value).map((name) => ({ operator: name, insert: `${minus}${name}:` }))
      : known === undefined
        ? []
        : findNames(known, value, names).map((name) => ({
            operator: known,
            insert: `${minus}${known}:${/[\s,"]/.test(name) ? `"${name.replaceAll('"', '')}"` : name}`,
          }));
  const rest = typed.slice(caret);
  return inserts.slice(0, mostCompletions).map(({ insert, operator }) => {
    const isDone = !insert.endsWith(':');
    const before = `${typed.slice(0, start)}${insert}${isDone && !/^\s/.test(rest) ? ' ' : ''}`;
    return { text: before + rest, caret: before.length, insert, operator };
  });
}

/** Operators that start with what is typed; all of them where nothing is. */
function listOperators(typed: string): readonly SearchOperator[] {
  return searchOperators.filter((name) => name.startsWith(typed.toLowerCase()));
}

function findNames(operator: SearchOperator, typed: string, names: SearchNames): string[] {
  const choices: Record<SearchOperator, readonly string[]> = {
    from: names.authors,
    in: names.streams,
    kind: [...LibraryKind.options, ...EvidenceKind.options],
    service: names.services,
    tag: names.tags,
    before: [],
    after: [],
  };
  const folded = foldLetters(typed.replace(/^#/, ''));
  // A value that is complete needs no completion.
  return choices[operator].filter((name) => {
    const one = foldLetters(name.replace(/^#/, ''));
    return one !== folded && ` ${one}`.includes(` ${folded}`);
  });
}
