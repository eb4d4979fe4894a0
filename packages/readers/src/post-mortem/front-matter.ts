import type { Part } from './parts.ts';

export interface FrontMatter {
  part: Part;
  title: string | null;
  /** The date of the incident, if there is one. */
  day: string | null;
  /** A date near it, such as the publication of a blog post. */
  near: string | null;
  length: number;
}

/** The block between two lines of --- or +++ at the start, as text. */
export function readFrontMatter(text: string): FrontMatter | null {
  const found = /^(---|\+\+\+)[ \t]*\r?\n([\s\S]*?)\r?\n\1[ \t]*(?:\r?\n|$)/.exec(text);
  const body = found?.[2];
  if (found === null || body === undefined || !/^[\w-]+\s*[:=]/m.test(body)) return null;
  const from = found[0].indexOf(body);
  const value = (key: string): string | null =>
    new RegExp(`^${key}\\s*[:=]\\s*["']?(.+?)["']?\\s*$`, 'im').exec(body)?.[1] ?? null;
  const isPost = /^(layout|authors?|path|slug|tags|categories|template)\s*[:=]/im.test(body);
  const own = value('(?:incident[-_ ]date|occurred|started)');
  const date = value('date') ?? value('published') ?? value('path');
  return {
    part: {
      type: 'code',
      language: found[1] === '---' ? 'yaml' : 'toml',
      text: body.replaceAll('\r\n', '\n'),
      from,
      to: from + body.length,
    },
    title: value('title'),
    day: own ?? (isPost ? null : date),
    near: date,
    length: found[0].length,
  };
}
