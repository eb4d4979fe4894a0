import { nameKinds, toNamed, ordinaryNames, type Named, type Names } from './names.ts';
import { findQuantities } from './numbers.ts';
import type { Range } from './parts.ts';
import { ordinaryTrade } from './vocabulary.ts';

export type SensitiveKind =
  | 'person'
  | 'host'
  | 'customer'
  | 'service'
  | 'team'
  | 'product'
  | 'e-mail'
  | 'link'
  | 'address'
  | 'ticket'
  | 'account'
  | 'handle'
  | 'channel'
  | 'key'
  | 'phone'
  | 'money'
  | 'name'
  | 'organisation'
  | 'identifier';

/** Something in a text that should not leave the organization unchanged. */
export interface Sensitive extends Range {
  text: string;
  kind: SensitiveKind;
  /** The listed name that it is, if any. */
  of: Named | null;
}

const infra =
  'db|web|app|es|node|host|srv|server|kafka|redis|pg|postgres|mysql|mongo|cache|worker|search|api|broker|ip|vm|k8s|kube|prod|stg|staging|lb|proxy|gw|gateway|bastion|ci|build|etcd|zk|dc|rack|pod|spark|hdfs|nginx|queue|mq|batch|ingest|index|shard|replica|master|primary|data|edge';
/** Standards, sizes and technical terms that look like a ticket or a host. */
const publicNames =
  /^(?:(?:utf|sha|iso|aes|rsa|md|rfc|covid|gpt|http|crc|cve-\d+|us|eu|ap|float|int|uint)-\d+|(?:sev|p|tls|ipv|x|base|top|phase|day|tier|tcp|udp|ec|s|h|q|fy|y|g|v|log|rev|step|part|round|level|grade|type|cat|mp|pm|am|post|pre|non|mid|off)-\d{1,2})$/i;

interface Pattern {
  kind: SensitiveKind;
  words: RegExp;
  isExempt?: RegExp;
}

const patterns: readonly Pattern[] = [
  {
    kind: 'e-mail',
    words: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  },
  {
    kind: 'link',
    words:
      /\b(?:https?|ssh|ftp|s3|gs|jdbc:\w+|postgres(?:ql)?|mongodb|redis|amqp):\/\/[^\s<>"'）)\]，。]+|\bwww\.[^\s<>"')\]]+/gi,
  },
  {
    kind: 'account',
    words:
      /\barn:aws[\w-]*:[^\s,;)]+|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  },
  {
    kind: 'key',
    words: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\b(?:ghp|gho|xox[abp]|sk|pk|glpat)[_-][\w-]{8,}/g,
  },
  {
    kind: 'account',
    words:
      /\b(?:acct|cus|cust|sub|usr|user|acc|org|tenant|ten|client|merchant|proj)_[A-Za-z0-9]{3,}\b|\b(?:i|vol|sg|subnet|vpc|ami)-[0-9a-f]{8,17}\b|(?<!\d)\d{12}(?!\d)/g,
  },
  {
    kind: 'account',
    words:
      /(?=\d{4})(?<=\b(?:account|customer|user|tenant|order|merchant|client|contract|invoice)(?: (?:id|no\.?|number|#))?[ :#]+#?)\d{4,}\b/gi,
  },
  {
    kind: 'address',
    words:
      /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\/\d{1,2}|:\d{2,5})?(?![\d.]*\d)/g,
  },
  {
    kind: 'address',
    words: /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:\/\d{1,3})?(?![\w:])/gi,
    // Eight groups, or fewer with "::" and a digit; 14:30:05 and a::b do not match.
    isExempt: /^(?:(?!.*::)(?:[^:]*:){0,6}[^:]*|[^\d]*)$/,
  },
  { kind: 'address', words: /\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi },
  {
    kind: 'host',
    words:
      /(?<![\w.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:internal|local|localdomain|corp|lan|intra|prod|svc|cluster|com|net|org|io|cloud|dev|app|co|de|fr|cn|uk|eu|example|test|invalid)\b(?::\d{2,5})?/gi,
    isExempt: /^(?:e\.g|i\.e|node\.js|asp\.net|draw\.io|next\.js|vue\.js)$/i,
  },
  {
    kind: 'host',
    words: new RegExp(
      String.raw`(?<![\w.-])(?=[\w-]*\d)(?:${infra})\d{0,3}(?:-[a-z0-9]+)*-(?:[a-z]{0,3}\d{1,4}[a-z]?)(?:\.[a-z0-9-]+)*(?![\w-])|(?<![\w.-])[a-z]{2,}(?:-[a-z0-9]+){2,}-?\d{1,4}[a-z]?(?![\w-])|(?<![\w.-])(?:${infra})\d{2,4}(?![\w-])|(?<![\w.-])[a-z]{2,12}-0\d{1,2}(?![\w-])`,
      'g',
    ),
    isExempt: publicNames,
  },
  {
    kind: 'ticket',
    words:
      /(?<![\w-])[A-Z][A-Z0-9]{1,9}-\d{1,7}(?![\w-])|(?<=\b(?:PR|MR|issue|ticket|pull request|case|CR|change) )#?\d{2,7}\b|(?<![\w&])#\d{3,7}\b/g,
    isExempt: publicNames,
  },
  { kind: 'channel', words: /(?<![\w&/])#(?=[a-z])[a-z0-9_-]{2,}\b/g },
  {
    kind: 'handle',
    words: /(?<![\w.])@(?!\d)[\w][\w.-]*\w|<@[A-Z0-9]+>/g,
    isExempt: /^@(?:channel|here|all|everyone)$/i,
  },
  { kind: 'phone', words: /(?<![\w.])\+\d{1,3}[\s-]?(?:\(?\d{1,4}\)?[\s-]?){2,5}\d{2,}(?!\w)/g },
];

const moneyWords =
  /\b(?:USD|EUR|GBP|CHF|CNY|RMB|JPY|INR)\s?\d[\d,.]*\s?(?:k|m|bn|million|billion|thousand)?\b|\b(?<!\d[,.]{0,3})\d[\d,.]*\s?(?:k|m|bn|million|billion|thousand)?\s?(?:dollars?|euros?|pounds?|francs|yuan|rupees|USD|EUR|GBP|CHF|CNY|RMB)\b|(?<!\d[,.]{0,3})\d[\d,.]*\s?[万亿]?\s?(?:元|美元|欧元|人民币)|(?<!\d[,.]{0,3})\d[\d.,]*\s?(?:k|m)?\s?[€£¥]/gi;

/** Words as a pattern that matches them across any white space. */
export const toPattern = (words: string) =>
  words
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\s+/g, String.raw`[\s\u00A0]+`);
const isHan = (words: string) => /\p{Script=Han}/u.test(words);

/**
 * Where a name occurs as a full word: Chinese has no spaces, other names must not be inside a word
 * or a longer identifier.
 */
function places(text: string, words: string, flags: string): Range[] {
  const bounded = isHan(words)
    ? toPattern(words)
    : String.raw`(?<![\p{L}\p{N}_])${toPattern(words)}(?![\p{L}\p{N}_])`;
  return Array.from(text.matchAll(new RegExp(bounded, flags)), (found) => ({
    start: found.index,
    end: found.index + found[0].length,
  }));
}

const months = new Set(['may', 'april', 'june', 'august']);

/**
 * A part of a name that is also a word (*Will*, *May*): a name if it is capitalized where the word
 * would not be.
 */
function isSurelyName(text: string, { start, end }: Range): boolean {
  const word = text.slice(start, end).toLowerCase();
  const [before, behind] = [text.slice(Math.max(0, start - 24), start), text.slice(end, end + 24)];
  if (
    months.has(word) &&
    (/\b(?:in|since|on|by|of|from|until|till|last|next|this|early|late|mid|\d{1,2}(?:st|nd|rd|th)?)[\s-]$/i.test(
      before,
    ) ||
      /^,?\s\d/.test(behind))
  )
    return false;
  const isSentenceStart = /(?:^|[.!?:\n•*-]\s*|\d\.\s)$/.test(before);
  return (
    !isSentenceStart ||
    /^(?:['’]s|\s(?:and (?:I|me)|\w+ed|was|had|has|is|said|told|found|saw|took|made|ran|wrote|gave|knew|came|went|did|then|also|from)\b)/.test(
      behind,
    )
  );
}

/**
 * A team called *search* is a name next to the word team, or capitalized within a sentence;
 * elsewhere search is an activity.
 */
function isCalled(text: string, { start, end }: Range): boolean {
  if (/^\s(?:team|squad|guild|service)\b/i.test(text.slice(end))) return true;
  return (
    /^\p{Lu}/u.test(text.slice(start, end)) &&
    !/(?:^|[.!?:\n•*-]\s*|\d\.\s)$/.test(text.slice(Math.max(0, start - 8), start))
  );
}

const isOrdinaryTrade = (name: string) =>
  name
    .toLowerCase()
    .split(/\s+/)
    .every((word) => ordinaryTrade.has(word));

/** The role of the person that this text names, by any of their names; empty if unknown. */
export function roleNamed(text: string, names: Names): string {
  const said = text.toLowerCase();
  const isCalled = (one: Named) =>
    [one.name, ...(one.also ?? []), ...splitName(one.name)].some((name) =>
      said.endsWith(name.toLowerCase()),
    );
  return (names.people ?? []).map(toNamed).find(isCalled)?.role ?? '';
}

function splitName(name: string): string[] {
  const split = name
    .split(/\s+/)
    .filter((word) => /^\p{Lu}[\p{L}'’-]+$/u.test(word) && word.length > 2);
  return split.length > 1 ? split : [];
}

function findListedNames(text: string, names: Names): Sensitive[] {
  return (Object.keys(nameKinds) as (keyof typeof nameKinds)[]).flatMap((list) =>
    (names[list] ?? []).flatMap((entry) => {
      const of = toNamed(entry);
      const kind = nameKinds[list];
      const whole = [of.name, ...(of.also ?? [])]
        .filter((name) => name.trim() !== '')
        .flatMap((name) => {
          if ((kind === 'team' || kind === 'service') && isOrdinaryTrade(name))
            return places(text, name, 'giu').filter((place) => isCalled(text, place));
          const isWord = ordinaryNames.has(name.toLowerCase());
          return isWord
            ? places(text, name, 'gu').filter((place) => isSurelyName(text, place))
            : places(text, name, 'giu');
        });
      const alone =
        kind === 'person'
          ? splitName(of.name).flatMap((word) =>
              places(text, word, 'gu').filter(
                (place) => !ordinaryNames.has(word.toLowerCase()) || isSurelyName(text, place),
              ),
            )
          : [];
      return [...whole, ...alone].map(({ start, end }): Sensitive => ({
        start,
        end,
        text: text.slice(start, end),
        kind,
        of,
      }));
    }),
  );
}

function byPattern(text: string): Sensitive[] {
  return patterns.flatMap(({ kind, words, isExempt }) =>
    Array.from(text.matchAll(words), (found): Sensitive => {
      const said = found[0].replace(/[.,;:!?]+$/, '');
      return { start: found.index, end: found.index + said.length, text: said, kind, of: null };
    }).filter((one) => one.text !== '' && isExempt?.test(one.text) !== true),
  );
}

function money(text: string): Sensitive[] {
  const written = Array.from(text.matchAll(moneyWords), (found) => ({
    start: found.index,
    end: found.index + found[0].trimEnd().length,
  }));
  const signed = findQuantities(text).flatMap((one) =>
    one.dimension === 'money' ? [{ start: one.start, end: one.end }] : [],
  );
  return [...signed, ...written].map(({ start, end }): Sensitive => ({
    start,
    end,
    text: text.slice(start, end),
    kind: 'money',
    of: null,
  }));
}

/**
 * Of overlapping matches the longer one stays: a link contains hosts, an address contains a name.
 * Of equals, the listed name.
 */
export function withoutOverlap(all: readonly Sensitive[]): Sensitive[] {
  const kept: Sensitive[] = [];
  const longestFirst = all.toSorted(
    (a, b) => b.end - b.start - (a.end - a.start) || Number(b.of !== null) - Number(a.of !== null),
  );
  for (const one of longestFirst)
    if (!kept.some((other) => one.start < other.end && other.start < one.end)) kept.push(one);
  return kept.toSorted((a, b) => a.start - b.start);
}

/**
 * What in a text should not be shared unchanged, in order and without overlap: listed names,
 * identifiers, absolute amounts of money.
 */
export function findSensitive(text: string, names: Names = {}): Sensitive[] {
  return withoutOverlap([...findListedNames(text, names), ...byPattern(text), ...money(text)]);
}
