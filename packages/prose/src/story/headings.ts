import { bulletMarks, inlineNames, partNamed, type Part, type Range } from './parts.ts';

export interface Line extends Range {
  text: string;
  /** Inside a fenced block, which shows how something is written and is no content. */
  isFenced: boolean;
}

/**
 * A heading of a part: from the mark or name to its colon; content starts at `end`. `part` is null
 * for one of the same form without a known name.
 */
export interface Label extends Range {
  part: Part | null;
  name: string;
  isInline: boolean;
  /** Only `S:`; counts if another letter is used in the same way. */
  isLetter: boolean;
}

export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let isFenced = false;
  for (const piece of text.split('\n')) {
    const isFence = /^\s*(```|~~~)/.test(piece);
    lines.push({ start, end: start + piece.length, text: piece, isFenced: isFenced || isFence });
    if (isFence) isFenced = !isFenced;
    start += piece.length + 1;
  }
  return lines;
}

const mark = String.raw`(?:\d\uFE0F?\u20E3|[\p{Extended_Pictographic}\uFE0F\u20E3\u200D\s]|#{1,6}\s|>\s|(?!\p{Extended_Pictographic})${bulletMarks}\s|\||\*\*|__|\d{1,2}[.)]\s|[【\[「“„«"‘]|[*_](?=\p{L}))*`;
/**
 * The name of a part between any marks and its end: a colon, a dash, closing marks, or the end of
 * the line.
 */
const labelLine = new RegExp(
  String.raw`^(?<mark>${mark})(?:(?<letter>[STARL])\s*[—–:-]\s*)?(?<name>\p{L}[\p{L}\p{M} /&+]{0,40}?)(?<aside>\s*[(（][^)）\n]{0,60}[)）])?\??(?:\*{1,3}|_{1,3}|[】\]」”“»"’])?\s*(?:(?<end>[:：\t|=→⇒]|->|\s[—–-](?=\s)|[—–])\s*(?:\*{1,3}|_{1,3}|[”»"’](?=\s))?[ \u00a0]*|(?<alone>(?:\*{1,3}|_{1,3}|[】\]」”»"’])?\s*$))`,
  'u',
);
const letterLine = new RegExp(
  String.raw`^(?<mark>${mark})[(（]?(?<name>[STARL])(?:\*\*|__)?\s*(?:[:：)）\]】．|\t=→⇒]|->|\.(?=\s)|\s[—–-](?=\s))\s*(?:\*\*|__)?`,
  'u',
);
const boldLine = /^(?:#{3,6}\s+)?\*\*(?<name>[^*\n]{2,40}?):?\*\*:?\s*$/u;
const inline = new RegExp(
  String.raw`(?<=^|[.!?。！？)\]”"；;\s])(?:\*\*|__)?(?<name>${inlineNames.flatMap((name) => [name, name.toUpperCase()]).join('|')})(?:\*\*|__)?\s?[:：](?:\*\*|__)?\s*`,
  'gu',
);

const strictNames = new Set(
  inlineNames
    .slice(0, 9)
    .map((name) => name.toLowerCase())
    .concat(inlineNames.filter((name) => /\p{Script=Han}/u.test(name))),
);

const listed = new RegExp(String.raw`${bulletMarks}\s|\d[.)]\s`, 'u');

const stepStart = new RegExp(String.raw`^\s*(?:${bulletMarks}\s|\d{1,2}[.)]\s)`, 'u');

function readLabel(line: Line): Label | null {
  const found = labelLine.exec(line.text);
  const name = found?.groups?.['name'];
  const part = name ? partNamed(name) : null;
  // In a list, "1. Problem: …" is a step of what was done; only the strict names are headings
  // there.
  const isListed = listed.test(found?.groups?.['mark'] ?? '');
  if (
    found &&
    name &&
    part &&
    (name.length > 1 ||
      partNamed(found.groups?.['aside']?.replaceAll(/[\s()（）]/g, '') ?? '') === part) &&
    (!isListed || strictNames.has(name.toLowerCase()))
  ) {
    return {
      start: line.start,
      end: line.start + found[0].length,
      part,
      name,
      isInline: false,
      isLetter: false,
    };
  }
  const letter = letterLine.exec(line.text);
  const letterName = letter?.groups?.['name'];
  if (letter && letterName) {
    return {
      start: line.start,
      end: line.start + letter[0].length,
      part: partNamed(letterName),
      name: letterName,
      isInline: false,
      isLetter: true,
    };
  }
  const bold = boldLine.exec(line.text);
  const boldName = bold?.groups?.['name'];
  if (bold && boldName && /:/.test(line.text)) {
    return {
      start: line.start,
      end: line.end,
      part: null,
      name: boldName,
      isInline: false,
      isLetter: false,
    };
  }
  return null;
}

export function lineAt(lines: readonly Line[], offset: number): Line | undefined {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.end ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return lines[low];
}

/** Those of a list in order that start in a range. */
export function selectWithin<T extends Range>(sorted: readonly T[], range: Range): T[] {
  return sorted.slice(findFirstFrom(sorted, range.start), findFirstFrom(sorted, range.end));
}

/** The index of the first that starts at an offset or after it. */
function findFirstFrom(sorted: readonly Range[], offset: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last line before an offset that has text. */
export function lineBefore(lines: readonly Line[], offset: number): Line | undefined {
  let index = findFirstFrom(lines, offset) - 1;
  while (index >= 0) {
    const line = lines[index];
    if (line && line.end < offset && line.text.trim() !== '') return line;
    index -= 1;
  }
  return undefined;
}

/**
 * All headings of parts in a text, in order, outside fenced blocks. Names in the middle of a line
 * count if at least two parts are named like this.
 */
export function findLabels(text: string, lines: readonly Line[]): Label[] {
  const labels = lines.filter((line) => !line.isFenced).flatMap((line) => readLabel(line) ?? []);
  const letters = new Set(labels.filter((one) => one.isLetter).map((one) => one.name));
  const ofLines = labels.filter((one) => !one.isLetter || letters.size > 1);
  const headingEnds = new Map(ofLines.map((one) => [one.start, one.end]));
  const inlines: Label[] = [];
  for (const found of text.matchAll(inline)) {
    const name = found.groups?.['name'] ?? '';
    const [start, end] = [found.index, found.index + found[0].length];
    const line = lineAt(lines, start);
    const isKnown = start < (headingEnds.get(line?.start ?? -1) ?? 0);
    const isStep = stepStart.test(line?.text ?? '') && !strictNames.has(name.toLowerCase());
    if (!isKnown && !isStep && !line?.isFenced)
      inlines.push({ start, end, part: partNamed(name), name, isInline: true, isLetter: false });
  }
  const named = new Set([...ofLines, ...inlines].map((one) => one.part));
  return (named.size > 1 ? [...ofLines, ...inlines] : ofLines).toSorted(
    (a, b) => a.start - b.start,
  );
}

/** A line that is a title: a Markdown heading, a numbered question, a part or a story. */
export function isTitle(line: Line): boolean {
  if (line.isFenced || !line.text.trim()) return false;
  return (
    /^\s*#{1,6}\s+\S/.test(line.text) ||
    /^\s*(?:\*\*|__)?(?:Q|Question|Story|Part|Example|Answer|问题|故事|例子|第)\s*\d+(?!\d)[^.]{0,120}$/iu.test(
      line.text,
    ) ||
    /^\s*(?:\*\*|__)?(?:Q|Question)[ \t]{0,10}\d{0,6}[ \t]{0,10}[:：.]/i.test(line.text)
  );
}

const listedHeading = new RegExp(String.raw`^\s*${bulletMarks}\s`, 'u');
const afterList = new RegExp(String.raw`\n(?=[^\s\d])(?!${bulletMarks})`, 'u');

/** A heading in a list item applies only to that item, not to what follows the list. */
export function findContentEnd(text: string, label: Label, end: number): number {
  if (!listedHeading.test(text.slice(label.start, label.end))) return end;
  const after = afterList.exec(text.slice(label.end, end));
  return after ? label.end + after.index + 1 : end;
}
