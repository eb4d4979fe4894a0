import { LineCounter, parseDocument } from 'yaml';

export interface YamlDocument {
  /** `line 12`: where the document starts. */
  place: string;
  value: unknown;
  /** Why it can't be read. */
  problem: string | null;
}

const mostText = 1_000_000;
/** Aliases that repeat others grow exponentially. */
const mostAliases = 100;
const deepest = 100;

/** The documents of a file, one by one: a damaged one doesn't prevent the others. */
export function* readYamlDocuments(text: string): Generator<YamlDocument> {
  let line = 1;
  for (const part of text.split(/^(?=---(?:[ \t]|$))/m)) {
    const place = `line ${line}`;
    line += part.split('\n').length - 1;
    if (part.replaceAll(/^---|^\s*#.*$/gm, '').trim() === '') continue;
    yield { place, ...parseYaml(part) };
  }
}

function parseYaml(text: string): { value: unknown; problem: string | null } {
  if (text.length > mostText) return { value: null, problem: 'The document is longer than 1 MB.' };
  if (isTooDeep(text)) return { value: null, problem: 'The document is nested too deeply.' };
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
    const [error] = document.errors;
    if (error) return { value: null, problem: error.message.split('\n')[0] ?? 'It is not YAML.' };
    return { value: document.toJS({ maxAliasCount: mostAliases }), problem: null };
  } catch (error) {
    // Too many aliases, or nested deeper than the parser can follow.
    return { value: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The parser is recursive: brackets and indentation are counted before. */
function isTooDeep(text: string): boolean {
  let [depth, indents] = [0, 0];
  for (const letter of text)
    if (letter === '[' || letter === '{') {
      depth += 1;
      if (depth > deepest) return true;
    } else if (letter === ']' || letter === '}') depth = Math.max(0, depth - 1);
  for (const line of text.split('\n')) {
    indents = Math.max(indents, /^[ \-?:]*/.exec(line)?.[0].length ?? 0);
    if (indents > deepest * 4) return true;
  }
  return false;
}
