export interface Word {
  text: string;
  tags: ReadonlySet<string>;
  /** Offset in the sentence. */
  start: number;
}

/** English grammar of one sentence: what its words are. */
export interface Grammar {
  parse(sentence: string): readonly Word[];
  /** Whether a lowercase word is in the dictionary as something other than a name. */
  isWord(word: string): boolean;
}

interface Term {
  normal: string;
  pre: string;
  text: string;
  post: string;
  implicit?: string;
  tags?: Set<string>;
}

const nameTags = new Set([
  'Person',
  'FirstName',
  'MaleName',
  'FemaleName',
  'LastName',
  'Organization',
  'Place',
  'City',
  'Country',
  'Region',
  'SportsTeam',
  'School',
]);

/**
 * The words that the parser knows, each with its tags. The library types its model as an object,
 * and documents no other way to look up a word.
 */
function getDictionary(model: object): Readonly<Record<string, string | string[]>> {
  return (model as { one: { lexicon: Record<string, string | string[]> } }).one.lexicon;
}

/**
 * Several times as many sentences as a long story has: while typing, one of them is new with each
 * keystroke.
 */
const kept = 2000;

const longest = 1_000;

/**
 * Loads the parser once: it is large, and a page without checks does not need it. Each sentence is
 * parsed only once.
 */
export async function loadGrammar(): Promise<Grammar> {
  const { default: nlp } = await import('compromise/two');
  const known = new Map<string, readonly Word[]>();
  const dictionary = getDictionary(nlp.model());
  return {
    isWord(word) {
      const tags = Object.hasOwn(dictionary, word) ? dictionary[word] : undefined;
      return tags !== undefined && ![tags].flat().some((tag) => nameTags.has(tag));
    },
    parse(sentence) {
      // No sentence that people write is longer, and the parser's time grows faster than a text.
      const text = sentence.slice(0, longest);
      const before = known.get(text);
      if (before) return before;
      const terms = (nlp(asRunningText(text)).document as Term[][]).flat();
      let end = 0;
      const words = terms.map((term): Word => {
        const start = end + term.pre.length;
        end = start + term.text.length + term.post.length;
        return { text: term.implicit ?? term.normal, tags: term.tags ?? new Set(), start };
      });
      if (known.size >= kept) known.clear();
      known.set(text, words);
      return words;
    },
  };
}

/** A bullet starts with a capital that makes its verb look like a name: "Restarted the job". */
function asRunningText(sentence: string): string {
  const first = /^[“"'(*_]*([A-Z])(?=[a-z]+[\s,:])/.exec(sentence);
  return first
    ? sentence.slice(0, first[0].length - 1) +
        (first[1] ?? '').toLowerCase() +
        sentence.slice(first[0].length)
    : sentence;
}

/** Past forms that look like another form of their verb or like a noun at the start of a bullet. */
const pastAnyway = new Set(
  'set cut put split shut read let hit led ran built wrote chose drove found took made brought held kept left sent spent told taught met won lost fed bound rebuilt rewrote reran reset pinned paged froze broke threw drew'.split(
    ' ',
  ),
);
const openers = new Set(
  'then first next later finally also and successfully quickly immediately manually carefully personally proactively jointly'.split(
    ' ',
  ),
);

/**
 * Whether the sentence starts with an action without an actor: *Restarted the job*. In a story the
 * actor is its author.
 */
export function beginsWithDeed(words: readonly Word[]): boolean {
  const at = words.findIndex((word) => !openers.has(word.text) && !word.tags.has('Adverb'));
  const [verb, next] = [words[at], words[at + 1]];
  if (!verb) return false;
  if (pastAnyway.has(verb.text)) return !next?.tags.has('Auxiliary') && !next?.tags.has('Copula');
  const isPast =
    verb.tags.has('PastTense') || (/[a-z]{2}ed$/.test(verb.text) && !verb.tags.has('Pronoun'));
  return isPast && next?.tags.has('Copula') !== true;
}
