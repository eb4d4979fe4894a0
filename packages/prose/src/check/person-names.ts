import { ordinaryNames } from '../story/names.ts';

/** A known person of an incident, with every form of the name. */
export interface KnownPerson {
  id: string;
  name: string;
  also: readonly string[];
}

export interface PersonMention {
  start: number;
  end: number;
  text: string;
  /** Who can be meant; none if the text names someone unknown. */
  ids: string[];
}

const word = /(?<![\p{L}\p{N}_./@-])@?\p{L}[\p{L}\p{N}._'’-]*[\p{L}\p{N}]/gu;
const capitalized = /^\p{Lu}\p{Ll}+(?:[-'’]\p{Lu}\p{Ll}+)*$/u;
/** What people do in reports. */
const acts =
  'said|says|wrote|asked|asks|replied|answered|noticed|notices|saw|found|finds|reported|reports|paged|pages|joined|joins|confirmed|confirms|suggested|suggests|proposed|proposes|decided|decides|started|starts|began|fixed|fixes|merged|merges|deployed|deploys|restarted|restarts|rolled|reverted|reverts|acknowledged|acked|opened|opens|declared|declares|escalated|escalates|called|calls|told|tells|warned|warns|pointed|realized|realised|identified|identifies|discovered|discovers|checked|checks|ran|runs|pushed|pushes|posted|posts|ruled|applied|applies|took|takes|responded|responds|created|creates|added|adds|updated|updates|disabled|disables|enabled|enables|remembered|recalls|recalled|thought|thinks|believed';
const actBehind = new RegExp(
  `^(?:,? (?:who|then|also|first|later|quickly|immediately))? (?:${acts})\\b`,
);
const roleBefore =
  /\b(?:by|engineer|commander|lead|manager|responder|author|owner|reviewer|reporter|IC|SRE|on-call|colleague|teammate|thanks to|paged|asked|told|called|pinged)[,:]? $/;

/** Finds people by the first word of one of their names. */
export class PersonFinder {
  private readonly byWord = new Map<string, { id: string; words: string[] }[]>();
  private readonly names: ReadonlyMap<string, string>;
  private readonly handles = new Map<string, Set<string>>();

  constructor(people: readonly KnownPerson[]) {
    this.names = new Map(people.map(({ id, name }) => [id, name]));
    const first = new Map<string, Set<string>>();
    for (const { id, name, also } of people) {
      for (const form of [name, ...also]) {
        const written = form.toLowerCase();
        this.add(id, written.split(/\s+/));
        // Chats write `Kyle_Kemper_` for Kyle Kemper.
        if (written.includes('_')) {
          this.add(id, [written.replaceAll(/^_+|_+$/g, '')]);
          this.add(
            id,
            written.split(/[\s_]+/).filter((part) => part !== ''),
          );
        }
        this.addHandle(id, form);
      }
      const [given, ...others] = name.split(/\s+/);
      if (given !== undefined && others.length > 0 && given.length > 2)
        first.set(given.toLowerCase(), (first.get(given.toLowerCase()) ?? new Set()).add(id));
    }
    for (const [given, ids] of first)
      if (!ordinaryNames.has(given)) for (const id of ids) this.add(id, [given]);
  }

  /** `JoeAndrieu` and `joe_andrieu` are Joe Andrieu; `alexis-iohk` can be meant by Alexis. */
  private addHandle(id: string, form: string): void {
    if (/\s/.test(form)) return;
    const bare = form.toLowerCase().replace(/^@/, '');
    const letters = bare.replaceAll(/[^\p{L}]/gu, '');
    this.handles.set(letters, (this.handles.get(letters) ?? new Set()).add(id));
    const [first] = bare.split(/[-_.]/);
    if (first !== undefined && first !== bare && first.length > 3) this.add(id, [first]);
  }

  private findByHandle(name: string): string[] {
    const parts = name.toLowerCase().split(' ');
    const [first = '', last = ''] = [parts[0], parts.at(-1)];
    const forms = [parts.join(''), `${first.charAt(0)}${last}`, `${first}${last.charAt(0)}`];
    return (
      forms.map((form) => [...(this.handles.get(form) ?? [])]).find((ids) => ids.length > 0) ?? []
    );
  }

  nameOf(id: string): string | null {
    return this.names.get(id) ?? null;
  }

  private add(id: string, words: string[]): void {
    const [head] = words;
    if (head === undefined || head.length < 2) return;
    const all = this.byWord.get(head) ?? [];
    if (!all.some((one) => one.id === id && one.words.join(' ') === words.join(' ')))
      all.push({ id, words });
    this.byWord.set(head, all);
  }

  /** The people that a text names, by the longest form at each place. */
  find(text: string, how: 'prose' | 'chat' = 'prose'): PersonMention[] {
    const words = [...text.matchAll(word)];
    const found: PersonMention[] = [];
    for (let at = 0; at < words.length; at++) {
      const here = words[at];
      if (here === undefined) break;
      const known = this.at(text, words, at, how);
      const named = known ?? unknownAt(text, words, at);
      const mention =
        named !== null && named.ids.length === 0
          ? { ...named, ids: this.findByHandle(named.text) }
          : named;
      if (mention === null) continue;
      found.push(mention);
      while ((words[at + 1]?.index ?? Infinity) < mention.end) at += 1;
    }
    return found;
  }

  private at(
    text: string,
    words: readonly RegExpExecArray[],
    at: number,
    how: 'prose' | 'chat',
  ): PersonMention | null {
    const here = words[at];
    if (here === undefined) return null;
    const isHandle = here[0].startsWith('@');
    const bare = toBare(here[0]);
    const isName = isHandle || /^\p{Lu}/u.test(here[0]) || /[\d._-]/.test(bare);
    // In chats, names are also written in lowercase.
    if (!isName && (how === 'prose' || bare.length < 4 || ordinaryNames.has(bare))) return null;
    const candidates = (this.byWord.get(bare) ?? []).filter((one) =>
      one.words.every((each, index) => toBare(words[at + index]?.[0] ?? '') === each),
    );
    const length = Math.max(0, ...candidates.map((one) => one.words.length));
    const last = words[at + length - 1];
    if (last === undefined || length === 0) return null;
    const end = last.index + last[0].replace(/['’]s$/, '').length;
    const ids = candidates.filter((one) => one.words.length === length).map(({ id }) => id);
    return { start: here.index, end, text: text.slice(here.index, end), ids: [...new Set(ids)] };
  }
}

function toBare(written: string): string {
  return written
    .replace(/^@/, '')
    .replace(/['’]s$/, '')
    .toLowerCase();
}

/** "Ada Byron said …", "the engineer Ada Byron": two names of someone that the record does not know. */
function unknownAt(
  text: string,
  words: readonly RegExpExecArray[],
  at: number,
): PersonMention | null {
  const [first, second] = [words[at], words[at + 1]];
  if (first === undefined || second === undefined) return null;
  const end = second.index + second[0].replace(/['’]s$/, '').length;
  const name = text.slice(first.index, end);
  const parts = name.split(' ');
  if (parts.length !== 2 || !parts.every((part) => capitalized.test(part))) return null;
  const isPerson =
    actBehind.test(text.slice(end, end + 40)) ||
    roleBefore.test(text.slice(Math.max(0, first.index - 20), first.index));
  if (!isPerson || notGiven.test(first[0])) return null;
  return { start: first.index, end, text: name, ids: [] };
}

const notGiven =
  /^(?:The|This|That|These|Those|Our|We|They|It|On|In|At|After|Before|When|While|Then|And|But|Google|Amazon|Microsoft|Azure|Elastic|Apache|Red|New|South|North|Customer|Product|Data|Site|Incident|Engineering|Search|Platform|Support|Security|Operations|Release|Cloud|Team|First|Second|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$/;
