import { findChanges } from './arithmetic.ts';
import { findQuantities } from './numbers.ts';
import { toNamed, type Names } from './names.ts';
import type { Grammar } from './grammar.ts';
import { findSensitiveOrUnknown } from './sensitive-or-unknown.ts';
import { toPattern, findSensitive, type Sensitive, type SensitiveKind } from './sensitive.ts';
import { periodSeconds, plain } from './units.ts';
import type { Range } from './parts.ts';

/** A suggestion to say something in general terms. No text is changed before it is approved. */
export interface Replacement extends Range {
  text: string;
  kind: SensitiveKind;
  replacement: string;
  why: string;
}

const general: Record<
  Exclude<SensitiveKind, 'money'>,
  { article: string; noun: string; why: string }
> = {
  person: {
    article: 'a',
    noun: 'colleague',
    why: 'Others appear as roles unless they agree to be named.',
  },
  host: { article: 'a', noun: 'host', why: 'Host names show how your systems are laid out.' },
  customer: { article: 'a', noun: 'customer', why: 'Who your customers are is theirs to say.' },
  service: {
    article: 'a',
    noun: 'service',
    why: 'Names of internal services mean nothing outside, and show how your systems are laid out.',
  },
  team: { article: 'a', noun: 'team', why: 'Names of teams mean nothing outside.' },
  product: { article: 'a', noun: 'product', why: 'Unannounced products stay private.' },
  'e-mail': {
    article: 'an',
    noun: 'email address',
    why: 'An address identifies a person or one of your systems.',
  },
  link: { article: 'an', noun: 'internal page', why: 'Links lead into your systems.' },
  address: {
    article: 'a',
    noun: 'network address',
    why: 'Addresses show how your network is laid out.',
  },
  ticket: { article: 'a', noun: 'ticket', why: 'Ticket numbers lead into your tracker.' },
  account: {
    article: 'an',
    noun: 'account',
    why: 'Account numbers lead to a customer or into your systems.',
  },
  handle: { article: 'a', noun: 'colleague', why: 'A handle is a person.' },
  channel: { article: 'a', noun: 'chat channel', why: 'Channel names show how you work.' },
  key: {
    article: 'a',
    noun: 'credential',
    why: 'A key must not appear in any text. Rotate it.',
  },
  name: {
    article: '',
    noun: '[name withheld]',
    why: 'A name that we do not know: a customer, a person or a product? Only you know whether it can stay.',
  },
  organisation: {
    article: 'an',
    noun: 'organisation',
    why: 'The name of your company leads to all else. Leave it where it is known that you worked there.',
  },
  identifier: {
    article: 'an',
    noun: 'internal name',
    why: 'A name out of your code or configuration: it means nothing outside, and shows how your systems are laid out.',
  },
  phone: { article: 'a', noun: 'phone number', why: 'A number is a person.' },
};

const hostRoles: readonly [RegExp, string][] = [
  [/(?:^|[-.])(?:db|pg|postgres|mysql|mongo)\d*(?:[-.]|$)/i, 'database host'],
  [/(?:^|[-.])(?:es|search|index)\d*(?:[-.]|$)/i, 'host of the search cluster'],
  [/(?:^|[-.])(?:kafka|broker|queue|mq)\d*(?:[-.]|$)/i, 'message broker'],
  [/(?:^|[-.])(?:web|nginx|lb|proxy|edge|gw|gateway)\d*(?:[-.]|$)/i, 'web host'],
  [/(?:^|[-.])(?:redis|cache)\d*(?:[-.]|$)/i, 'cache host'],
];

const ordinals = [
  '',
  'another',
  'a third',
  'a fourth',
  'a fifth',
  'a sixth',
  'a seventh',
  'an eighth',
  'a ninth',
  'a tenth',
];
const determiner = /\b(?:the|a|an|our|their|my|his|her|this|each|one|another)\s$/i;
/** The kind can already be in the text: *customer Acme*, *host db-3*. */
const kindWords: Partial<Record<SensitiveKind, string>> = {
  customer: 'customer|client|account',
  host: 'host|server|node|machine|box|instance|broker',
  service: 'service|system|application|app',
  team: 'team|group',
  ticket: 'ticket|issue|PR|MR|pull request|case|change',
  account: 'account|customer|user|tenant|order|merchant|client',
  address: 'IP|IP address|address',
  person: 'colleague|engineer|manager|teammate',
  channel: 'channel',
  identifier:
    'alias|table|topic|index|collection|column|field|file|job|queue|function|method|script|parameter|setting|variable|bucket|branch|flag|class|module|package|schema|view|partition|database',
  link: 'page|link|dashboard',
};

function sumInWords(value: number): string {
  const digits = [
    '',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
  ][Math.floor(Math.log10(Math.max(1, value))) + 1];
  return `${digits ?? 'many'}-figure`;
}

const describePeriod = (seconds: number | null) =>
  seconds === null
    ? ''
    : ` a ${['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'].find((name) => periodSeconds(name) === seconds) ?? 'period'}`;

function moneyInGeneral(text: string, one: Sensitive): Replacement {
  const found = findQuantities(one.text)[0];
  const bare = Number(/\d[\d,]*(?:\.\d+)?/.exec(one.text)?.[0].replaceAll(',', '') ?? 0);
  const scale = /\d\s?(?:bn|billion)/i.test(one.text)
    ? 1e9
    : /\d\s?(?:m|million)\b/i.test(one.text)
      ? 1e6
      : /\d\s?(?:k|thousand)/i.test(one.text)
        ? 1e3
        : /万/.test(one.text)
          ? 1e4
          : /亿/.test(one.text)
            ? 1e8
            : 1;
  const value = found?.dimension === 'money' ? found.value : bare * scale;
  const words = sumInWords(value);
  const behind = text.slice(one.end);
  const [isDetermined, isAdjective] = [
    determiner.test(text.slice(0, one.start)),
    /^[ -](?!(?:a|an|the|to|in|of|for|and|or|per|by|on|at|from|vs|than|with|over|each|every|was|is|were|had|before|after|more|less|that|which|when|while|because|as)\b)[a-z]{3,}/i.test(
      behind,
    ),
  ];
  const sum = isAdjective ? words : `${words} sum${describePeriod(found?.perSeconds ?? null)}`;
  const article = isDetermined || isAdjective ? '' : /^[aeiou]/.test(words) ? 'an ' : 'a ';
  return {
    start: one.start,
    end: one.end,
    text: one.text,
    kind: 'money',
    replacement: article + sum,
    why: 'Absolute money shows the size of your business; a ratio or its order says as much about you.',
  };
}

/**
 * Money from one number to another says as much as a share: *from $45K to $15K/month* is *by 67 %*.
 */
function moneyChanges(text: string): Replacement[] {
  return findChanges(text)
    .filter((one) => one.from.dimension === 'money')
    .map((one) => {
      const lead = /\bfrom\s+$/i.exec(text.slice(0, one.start))?.[0].length ?? 0;
      const [start, end] = [one.start - lead, one.end];
      const share = `${plain(Math.abs(Math.round(one.percentLess)))} %`;
      const replacement =
        lead > 0 ? `by ${share}` : `${share} ${one.percentLess >= 0 ? 'less' : 'more'}`;
      return {
        start,
        end,
        text: text.slice(start, end),
        kind: 'money',
        replacement,
        why: 'The share says what changed without the sums.',
      };
    });
}

/**
 * Distinguishes further names. The wording itself shows that something is withheld, so that no one
 * takes it for the author's own words.
 */
const withheld = (count: number) =>
  count === 0
    ? '[name withheld]'
    : `[${(ordinals[count] ?? 'one more').replace(/^an? /, '')} name withheld]`;

const articleFor = (noun: string) => (/^[aeiou]/i.test(noun) ? 'an' : 'a');

/**
 * The roles that replace people, if a role itself names nothing: it can contain the name of a team,
 * a service or a person.
 */
function assignRoles(names: Names) {
  const safe = new Map<string, boolean>();
  const isSafe = (role: string) => {
    const known = safe.get(role) ?? findSensitive(role, names).length === 0;
    safe.set(role, known);
    return known;
  };
  const holders = new Map<string, number>();
  for (const one of names.people ?? []) {
    const role = toNamed(one).role?.toLowerCase();
    if (role) holders.set(role, (holders.get(role) ?? 0) + 1);
  }
  const told = (names.namedRoles ?? []).map((role) => role.toLowerCase());
  return {
    of: (one: Sensitive) =>
      one.kind === 'person' && one.of?.role && isSafe(one.of.role) ? one.of.role : null,
    /** How many people in this role are mentioned by name. */
    named: (role: string) => told.filter((one) => one === role.toLowerCase()).length,
    isOnlyOne: (role: string) =>
      holders.get(role.toLowerCase()) === 1 && !told.includes(role.toLowerCase()),
  };
}

/**
 * The replacement of each name: the same words for the same thing everywhere, and different ones
 * for a second.
 */
function callings(names: Names) {
  const roles = assignRoles(names);
  const given = new Map<string, string>();
  const counts = new Map<string, number>();
  return (one: Sensitive): string => {
    const key = `${one.kind} ${(one.of?.name ?? one.text).toLowerCase()}`;
    const before = given.get(key);
    if (before) return before;
    const { article, noun } = general[one.kind === 'money' ? 'account' : one.kind];
    const isFile = one.kind === 'identifier' && one.text.includes('.');
    const was = roles.of(one);
    const role =
      was ??
      (one.kind === 'host'
        ? (hostRoles.find(([words]) => words.test(one.text))?.[1] ?? noun)
        : isFile
          ? 'file'
          : noun);
    const count = counts.get(role) ?? (was === null ? 0 : roles.named(was));
    if (!one.of?.as) counts.set(role, count + 1);
    const first = isFile
      ? 'a'
      : was === null
        ? article
        : roles.isOnlyOne(was)
          ? 'the'
          : articleFor(was);
    const calling =
      one.of?.as ??
      (one.kind === 'name'
        ? withheld(count)
        : `${count === 0 ? first : (ordinals[count] ?? 'one more')} ${role}`);
    given.set(key, calling);
    return calling;
  };
}

const withoutArticle = (words: string) =>
  words.replace(
    /^(?:an?|the|another) (?:(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) )?/,
    '',
  );

function inGeneral(text: string, one: Sensitive, calling: string): Replacement {
  const said = kindWords[one.kind];
  const kinds =
    said && one.kind === 'person' && one.of?.role ? `${toPattern(one.of.role)}|${said}` : said;
  const lead = kinds
    ? (new RegExp(String.raw`\b(?:${kinds})\s(?:id |number |no\.? )?#?$`, 'i').exec(
        text.slice(0, one.start),
      )?.[0].length ?? 0)
    : 0;
  const start = one.start - lead;
  // The kind is already in the text: "the alias skus_read" is the alias.
  if (one.kind === 'identifier' && lead > 0)
    return {
      start,
      end: one.end,
      text: text.slice(start, one.end),
      kind: one.kind,
      replacement: text.slice(start, one.start).trimEnd(),
      why: general.identifier.why,
    };
  const before = text.slice(Math.max(0, start - 200), start);
  const isOpening =
    /(?:^|[.!?]\s+|\n\s*(?:[-*•]|\d+[.)])?\s*)$/.test(before) &&
    /^\p{Lu}/u.test(text.slice(start, start + 1));
  // "the search-api team" keeps its article; "(alias of) Acme" gets one.
  const words =
    determiner.test(before) && !calling.startsWith('the ')
      ? withoutArticle(calling)
      : determiner.test(before)
        ? calling.replace(/^the /, '')
        : calling;
  const replacement = isOpening ? words.charAt(0).toUpperCase() + words.slice(1) : words;
  const why = one.kind === 'money' ? '' : general[one.kind].why;
  // "the Heron team" becomes "the team", not "the team team".
  const end =
    one.end +
    (one.kind === 'team' || one.kind === 'service'
      ? (new RegExp(String.raw`^\s(?:${one.kind}|squad|guild)\b`, 'i').exec(
          text.slice(one.end),
        )?.[0].length ?? 0)
      : 0);
  return { start, end, text: text.slice(start, end), kind: one.kind, replacement, why };
}

/**
 * Suggestions for sharing a story outside: names become roles; hosts, customers and services become
 * kinds; money becomes a share or its order of magnitude. Offsets are in the text; a name has the
 * same replacement everywhere. Ordinary words are never changed. Unlisted names are suggested with
 * a question about what they are; with a grammar, also those that only occur at the start of a
 * sentence.
 */
export function generalize(
  text: string,
  names: Names = {},
  grammar: Grammar | null = null,
): Replacement[] {
  const changes = moneyChanges(text);
  const call = callings(names);
  const singles = findSensitiveOrUnknown(text, names, grammar)
    .filter((one) => !changes.some((change) => one.start < change.end && change.start < one.end))
    .map((one) =>
      one.kind === 'money' ? moneyInGeneral(text, one) : inGeneral(text, one, call(one)),
    );
  return [...changes, ...singles].toSorted((a, b) => a.start - b.start);
}

export function applyReplacements(text: string, approved: readonly Replacement[]): string {
  return approved
    .toSorted((a, b) => b.start - a.start)
    .reduce((left, one) => left.slice(0, one.start) + one.replacement + left.slice(one.end), text);
}
