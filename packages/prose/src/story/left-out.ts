import { splitSentences } from '../report/index.ts';
import type { Range } from './parts.ts';

/** The first line of a table whose rows are the parts. */
const tableHeading = /^\|\s*(?:part|step|section|element|letter|star)\s*\|/i;

/** A line of a template that asks for text: `[Describe the situation]`, `_What did you do?_`. */
const hint =
  /^\s*(?:[-•>]\s+)?(?:\[[^[\]\n]{4,300}\]|<[A-Za-z][^<>/\n]{8,300}>|\{[^{}\n]{4,300}\}|([_*]{1,2})(?![\s_*])[^\n_*]{4,300}[?？…]\1|\([^()\n]{4,300}[?？]\))\s*$/;

/** Comments of HTML, hints of templates and the bars of table rows: they say nothing. */
export function findMarkup(text: string): Range[] {
  const found: Range[] = [];
  for (let at = text.indexOf('<!--'); at !== -1; at = text.indexOf('<!--', at)) {
    const close = text.indexOf('-->', at + 4);
    if (close === -1) break;
    found.push({ start: at, end: close + 3 });
    at = close + 3;
  }
  let start = 0;
  for (const line of text.split('\n')) {
    const isRow = line.startsWith('|');
    const bar = line.trimEnd().length - 1;
    if (isRow && (/^[|:\s-]+$/.test(line) || tableHeading.test(line)))
      found.push({ start, end: start + line.length });
    else if (isRow && bar > 0 && line[bar] === '|')
      found.push({ start: start + bar, end: start + bar + 1 });
    else if (hint.test(line)) found.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  return joinRanges(found);
}

/** In order, without overlaps. */
export function joinRanges(ranges: readonly Range[]): Range[] {
  const joined: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && range.start < last.end) last.end = Math.max(last.end, range.end);
    else joined.push({ ...range });
  }
  return joined;
}

/** The text with spaces in place of these ranges, so that offsets do not change. */
export function blankRanges(text: string, ranges: readonly Range[]): string {
  let at = 0;
  const kept: string[] = [];
  for (const { start, end } of ranges) {
    kept.push(text.slice(at, start), text.slice(start, end).replaceAll(/[^\n]/g, ' '));
    at = end;
  }
  return kept.join('') + text.slice(at);
}

/** The index of the first range that ends after an offset. */
function findFirstAfter(ranges: readonly Range[], offset: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A range without those to leave out; both are in order. */
export function subtractRanges(range: Range, out: readonly Range[]): Range[] {
  const kept: Range[] = [];
  let at = range.start;
  for (let index = findFirstAfter(out, at); index < out.length; index += 1) {
    const { start, end } = out[index] ?? range;
    if (start >= range.end) break;
    if (start > at) kept.push({ start: at, end: start });
    at = end;
  }
  if (at < range.end) kept.push({ start: at, end: range.end });
  return kept;
}

/** What an interviewer or a template asks. */
const request =
  /^[\s>*_"“„«]*(?:(?:please |can you |could you )?(?:tell me|tell us|describe|give (?:me |us )?an example|share (?:an|a)|talk (?:me|us)? ?(?:about|through)|walk (?:me|us) through)\b|erzählen sie|beschreiben sie|nennen sie|cuénteme|cuéntame|describa|describe |parlez[- ]moi|racontez|décrivez|请(?:讲|描述|说|谈|举)|说说|讲述?一|举一?个)/i;

/** The end of the questions at the start of a range. */
export function skipRequests(text: string, { start, end }: Range, isTemplate: boolean): number {
  let after = start;
  for (const sentence of splitSentences(text.slice(start, end))) {
    const isQuestion = isTemplate && /[?？]\s*$/.test(sentence.text);
    if (!isQuestion && !request.test(sentence.text)) break;
    after = start + sentence.end;
  }
  return after;
}
