import { everywhere } from './similarity.ts';
import { isUnspaced, spacedLetter, splitWords } from './words.ts';

/** What stays the same each time that an error is logged. */
export interface ErrorSignature {
  /** Its words in order, with `#` for what differs from time to time. */
  text: string;
  /** The longest specific words: other logs of the error contain all of them. */
  words: string[];
}

/** The rest of a long text, such as a stack trace, is not compared. */
const mostText = 4_000;
const mostWords = 60;
const mostSearched = 6;
const leastWords = 3;
/** The index leaves out words of more than 2 KB. */
const longestWord = 200;

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const units =
  'ns|us|µs|μs|ms|s|sec|secs|m|min|mins|h|hr|hrs|d|b|kb|mb|gb|tb|kib|mib|gib|tib|bytes?|nanoseconds?|microseconds?|milliseconds?|seconds?|minutes?|hours?|days?';
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';

/**
 * Applied in this order; each match becomes `#`. Repetitions are bounded, so that a hostile line is
 * read as fast as others.
 */
const folds: readonly RegExp[] = [
  // Quoted paths: "/var/lib/orders", 'C:\orders', `s3://bucket/key`
  /(?<![\p{L}\p{N}])(["'`])(?=[^"'`\s]{0,300}[/\\])[^"'`\s]{1,300}\1/gu,
  // Email addresses
  /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g,
  // The host of a URL
  /(?<=:\/\/)[^/\s"'`,;)\]]{1,253}/g,
  // Durations and sizes with a separate unit, and times with AM or a zone: 30 seconds, 08:00 UTC
  new RegExp(
    String.raw`\d[\d.,:]{0,20}\s(?:${units}|am|pm|utc|gmt|cet|cest|est|edt|pst|pdt)\b`,
    'gi',
  ),
  // IPv6 addresses
  /(?<![\w:])(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}(?![\w:])/gi,
  // Hosts with a usual ending, and those with a port: db.orders.internal, broker.eu.corp:9092
  new RegExp(
    String.raw`(?<![\w.-])(?:${label}\.){1,8}(?:com|net|org|io|dev|app|cloud|local|localdomain|internal|intern|lan|corp|svc|cluster|example|test|invalid)(?![\w-]|\.\w)`,
    'gi',
  ),
  new RegExp(String.raw`(?<![\w.-])(?:${label}\.){2,8}[a-z]{2,20}(?=:\d)`, 'g'),
  // Days and months next to a number: Mon, 02 Mar 2026; Mar 2 08:00
  new RegExp(
    String.raw`(?:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s{1,3})?(?:\b\d{1,2}[\s/-](?:${months})[a-z]{0,6}\b|\b(?:${months})[a-z]{0,6}\s{1,3}\d{1,2}\b)`,
    'gi',
  ),
  // Identifiers in hexadecimal without a digit
  /(?<![\p{L}\p{N}])[a-f]{8,64}(?![\p{L}\p{N}])/giu,
];
/** A number that says which error it is stays: HTTP 503, status=404, exit code 137, ORA-00942. */
const codes: readonly RegExp[] = [
  /(?<=\b(?:http|status|code|errno|exit|sqlstate|signal)["']?[ :=]{1,2})\d[\dA-Z]{0,5}\b/gi,
  /\b(?:ORA|TNS|SQL|ERR|AADSTS)-?\d{3,6}\b/g,
];
/** Any other piece with a digit: numbers, times, UUIDs, versions, worker-3a, web-7f9c6d4b8-x2x4z. */
const alphanumeric = String.raw`(?:${spacedLetter}|\p{N})+`;
const piece = new RegExp(`${alphanumeric}(?:[-_.]${alphanumeric})*`, 'gu');

const levels = new Set(
  'trace debug info notice warn warning err error errors crit critical alert emerg fatal panic severe level msg message'.split(
    ' ',
  ),
);
const quiet = /^(?:trace|debug|info|notice)$/i;

/**
 * The signature of an error, so that the same error is found in other logs. Two lines are the same
 * error if their signatures have the same text. Null if fewer than three specific words of letters
 * remain, or for a level below a warning: such lines occur when nothing is wrong.
 */
export function readErrorSignature(text: string, level = ''): ErrorSignature | null {
  if (quiet.test(level)) return null;
  let rest = text.slice(0, mostText);
  for (const fold of folds) rest = rest.replaceAll(fold, ' # ');
  const kept = new Set(codes.flatMap((one) => [...rest.matchAll(one)].map(({ index }) => index)));
  rest = rest.replaceAll(piece, (found, index: number) =>
    /\p{N}/u.test(found) && !kept.has(index) ? ' # ' : found,
  );
  const pieces = rest
    .split('#')
    .flatMap((part, index) => [
      ...(index > 0 ? ['#'] : []),
      ...splitWords(part).map(({ word }) => word),
    ])
    .filter((found, index, all) => found !== '#' || all[index - 1] !== '#')
    .slice(0, mostWords);
  const words = [...new Set(pieces)].filter(isSpecific);
  if (words.length < leastWords) return null;
  const searched = words.toSorted((a, b) => b.length - a.length).slice(0, mostSearched);
  return { text: pieces.join(' '), words: searched };
}

function isSpecific(word: string): boolean {
  if (!/^\p{L}+$/u.test(word) || word.length > longestWord) return false;
  if (isUnspaced(word)) return Array.from(word).length === 2;
  return word.length > 2 && !levels.has(word) && !everywhere.has(word);
}
