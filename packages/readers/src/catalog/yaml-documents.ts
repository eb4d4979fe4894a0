import { load, YAMLException } from 'js-yaml';

export interface YamlDocument {
  /** `line 12`: where the document starts. */
  place: string;
  value: unknown;
  /** Why it can't be read. */
  problem: string | null;
}

const mostText = 1_000_000;
const maxAliases = 100;
const maxDepth = 100;

/** The documents of a file, one by one: a damaged one doesn't prevent the others. */
export function* readYamlDocuments(text: string): Generator<YamlDocument> {
  let line = 1;
  for (const part of text.split(/^(?=---(?:[ \t]|$))/m)) {
    const place = `line ${line}`;
    const first = line;
    line += part.split('\n').length - 1;
    if (part.replaceAll(/^\uFEFF|^---|^\.\.\.|^\s*#.*$/gm, '').trim() === '') continue;
    yield { place, ...parseYaml(part, first) };
  }
}

function parseYaml(text: string, first: number): Pick<YamlDocument, 'value' | 'problem'> {
  if (text.length > mostText) return { value: null, problem: 'The document is longer than 1 MB.' };
  try {
    return { value: load(text, { maxAliases, maxDepth }), problem: null };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = first + (error.mark?.line ?? 0);
    return { value: null, problem: `Not valid YAML in line ${line}: ${error.reason}.` };
  }
}
