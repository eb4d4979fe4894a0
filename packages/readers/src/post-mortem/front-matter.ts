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

const languages: Record<string, string> = { '---': 'yaml', '+++': 'toml', '{': 'json' };

/** The block between two lines of --- or +++ at the start, or the JSON object there, as text. */
export function readFrontMatter(text: string): FrontMatter | null {
  const found =
    /^(---|\+\+\+)[ \t]*\r?\n([\s\S]*?)\r?\n\1[ \t]*(?:\r?\n|$)/.exec(text) ??
    /^(\{)[ \t]*\r?\n(\s*"[\s\S]*?)\r?\n\}[ \t]*(?:\r?\n|$)/.exec(text);
  const body = found?.[2];
  if (found === null || body === undefined || !/^[ \t]*["']?[\w-]+["']?[ \t]*[:=]/m.test(body))
    return null;
  const from = found[0].indexOf(body);
  const value = (key: string): string | null =>
    new RegExp(`^[ \\t]*["']?${key}["']?[ \\t]*[:=][ \\t]*["']?(.+)$`, 'im')
      .exec(body)?.[1]
      ?.trim()
      .replace(/["']?,?$/, '') || null;
  const isPost =
    /^[ \t]*["']?(layout|authors?|path|slug|tags|categories|template)["']?[ \t]*[:=]/im.test(body);
  const own = value(
    '(?:(?:incident|impact|outage)[-_ ]?(?:date|day|start(?:ed)?)|date[-_ ]of[-_ ]incident|day|datum|(?:occurred|started|detected|start|begin)(?:[-_ ]?(?:at|on|time|date))?)',
  );
  const date = value('date') ?? value('published') ?? value('path');
  return {
    part: {
      type: 'code',
      language: languages[found[1] ?? ''] ?? null,
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
