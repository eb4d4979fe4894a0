import type { TextMark } from '@debrief/contract';
import { linkTo } from './leaves.ts';
import type { Inline } from './parts.ts';

export type Dialect = 'mediawiki' | 'jira' | 'asciidoc' | 'org';

/** What a piece of markup shows: `text`, perhaps as a link or in bold. */
interface Shown {
  text: string;
  link?: string | undefined;
  isBold?: boolean;
}

/** The groups of a token: `text`, `link`, `bold`, `at` (a person); without any it shows nothing. */
const matchQuoted = (signs: string): string =>
  String.raw`(?<![\p{L}\p{N}])(?<sign>[${signs}])(?<text>[^\s${signs}](?:[^\n]{0,200}?[^\s])?)\k<sign>(?![\p{L}\p{N}])`;
const tokens: Record<Dialect, RegExp> = {
  mediawiki:
    /<!--[^]{0,1000}?-->|'{3}(?<bold>[^'\n]{1,200})'{3}|'{2,5}|\[\[(?<page>[^\]|\n]{1,200})(?:\|(?<text>[^\]\n]{1,200}))?\]\]|\[(?<link>https?:[^\s\]]{1,2000})(?: (?<label>[^\]\n]{1,200}))?\]|\{\{(?<template>[^{}\n]{1,200})\}\}|<\/?[a-z][^<>\n]{0,200}>/gu,
  jira: new RegExp(
    String.raw`\[~(?<at>[\w.-]{1,60})\]|\[(?:(?<label>[^\]|\n]{1,200})\|)?(?<link>https?:[^\]\s]{1,2000})\]|\{(?:color|anchor|panel)[^{}\n]{0,100}\}|\{\{(?<template>[^{}\n]{1,200})\}\}|${matchQuoted('*_+^-')}`,
    'gu',
  ),
  asciidoc: new RegExp(
    String.raw`(?<link>https?:[^\s[\]]{1,2000})\[(?<label>[^\]\n]{0,200})\]|<<(?<page>[^<>,\n]{1,200})(?:,(?<page2>[^<>\n]{1,200}))?>>|\[\[[\w-]{1,100}\]\]|${matchQuoted('*_`+#')}`,
    'gu',
  ),
  org: new RegExp(
    String.raw`\[\[(?<link>[^\]\n]{1,2000})\](?:\[(?<label>[^\]\n]{1,200})\])?\]|[<[](?<template>\d{4}-\d\d-\d\d[^<>[\]\n]{0,40})[>\]]|${matchQuoted('*/_=~+')}`,
    'gu',
  ),
};

function show(groups: Partial<Record<string, string>>): Shown {
  const { text, bold, page, page2, link, label, template, at, sign } = groups;
  if (at !== undefined) return { text: `@${at}` };
  if (link !== undefined) return { text: label || link, link };
  return {
    text: bold ?? text ?? page2 ?? page ?? template?.replaceAll('|', ' ') ?? '',
    isBold: bold !== undefined || sign === '*',
  };
}

/** The words of a line without its markup, each with its position; links and bold words are marked. */
export function readMarkup(line: string, from: number, dialect: Dialect): Inline[] {
  const inlines: Inline[] = [];
  let at = 0;
  const plain = (to: number): void => {
    inlines.push({ text: line.slice(at, to), marks: [], from: from + at, to: from + to });
  };
  for (const found of line.matchAll(tokens[dialect])) {
    const { text, link, isBold } = show(found.groups ?? {});
    plain(found.index);
    at = found.index + found[0].length;
    const bold: TextMark[] = isBold === true ? [{ type: 'bold' }] : [];
    const mark = link === undefined ? null : linkTo(link);
    const marks = mark === null ? bold : [mark];
    inlines.push({ text, marks, from: from + found.index, to: from + at });
  }
  plain(line.length);
  return inlines;
}
