import { isObject, type JsonObject } from '../row.ts';

/** What is needed to turn Slack's ids into names. */
export interface SlackNames {
  user(id: string): string | null;
  channel(id: string): string | null;
}

export type SlackLink = { url: string; title?: string };

/** Slack's markup as readable text; links are collected in the process. */
export function readableText(text: string, names: SlackNames, links: SlackLink[]): string {
  const replaced = text.includes('<')
    ? text.replaceAll(/<([^<>]+)>/g, (_, inner: string) => reference(inner, names, links))
    : text;
  return unescapeText(replaced);
}

function unescapeText(text: string): string {
  return text.includes('&')
    ? text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    : text;
}

function reference(inner: string, names: SlackNames, links: SlackLink[]): string {
  const bar = inner.indexOf('|');
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? '' : inner.slice(bar + 1);
  if (target.startsWith('@'))
    return `@${names.user(target.slice(1)) ?? (label.replace(/^@/, '') || target.slice(1))}`;
  if (target.startsWith('#'))
    return `#${label || (names.channel(target.slice(1)) ?? target.slice(1))}`;
  if (target.startsWith('!')) return command(target.slice(1), label);
  return link(target, label, links);
}

function command(target: string, label: string): string {
  const [name = '', ...rest] = target.split('^');
  if (name === 'here' || name === 'channel' || name === 'everyone') return `@${name}`;
  if (name === 'subteam')
    return label === '' ? `@${rest[0] ?? name}` : `@${label.replace(/^@/, '')}`;
  return label || name;
}

function link(target: string, label: string, links: SlackLink[]): string {
  const url = unescapeText(target);
  if (/^mailto:/i.test(url)) return label || url.slice('mailto:'.length);
  const title = unescapeText(label);
  const isOwnTitle =
    title === '' ||
    url === title ||
    url.replace(/^[a-z]+:\/\//i, '').replace(/\/$/, '') === title.replace(/\/$/, '');
  links.push(isOwnTitle ? { url } : { url, title });
  return isOwnTitle ? target : `${label} (${target})`;
}

/** The text of Block Kit blocks, for messages without other text. */
export function blocksText(blocks: unknown, names: SlackNames, links: SlackLink[]): string {
  if (!Array.isArray(blocks)) return '';
  return blocks
    .filter(isObject)
    .map((block) => blockText(block, names, links))
    .filter((text) => text !== '')
    .join('\n');
}

function blockText(block: JsonObject, names: SlackNames, links: SlackLink[]): string {
  const parts = (list: unknown): string[] =>
    Array.isArray(list)
      ? list.filter(isObject).map((part) => compositeText(part, names, links))
      : [];
  switch (block['type']) {
    case 'rich_text':
      return richText(block['elements'], names, links, '\n');
    case 'section':
      return [...parts([block['text']]), ...parts(block['fields'])]
        .filter((text) => text !== '')
        .join('\n');
    case 'context':
      return parts(block['elements']).join(' ');
    case 'divider':
    case 'actions':
    case 'input':
      return '';
    default:
      return [
        ...parts([block['title'], block['text'], block['description']]),
        asString(block['alt_text']),
      ]
        .filter((text) => text !== '')
        .join('\n');
  }
}

function compositeText(part: JsonObject, names: SlackNames, links: SlackLink[]): string {
  const text = asString(part['text']);
  if (part['type'] === 'mrkdwn') return readableText(text, names, links);
  return text || asString(part['alt_text']);
}

function richText(
  elements: unknown,
  names: SlackNames,
  links: SlackLink[],
  separator: string,
  depth = 0,
): string {
  if (!Array.isArray(elements) || depth > 10) return '';
  return elements
    .filter(isObject)
    .map((element, index) => {
      const inner = (separator: string): string =>
        richText(element['elements'], names, links, separator, depth + 1);
      switch (element['type']) {
        case 'rich_text_list': {
          const lines = Array.isArray(element['elements'])
            ? element['elements'].map((item) => richText([item], names, links, '', depth + 1))
            : [];
          return lines
            .map(
              (line, number) =>
                `${element['style'] === 'ordered' ? `${number + 1}.` : '•'} ${line}`,
            )
            .join('\n');
        }
        case 'rich_text_quote':
          return `> ${inner('')}`;
        case 'rich_text_section':
        case 'rich_text_preformatted':
          return inner('').replace(index === elements.length - 1 ? /$^/ : /\n$/, '');
        default:
          return richElement(element, names, links);
      }
    })
    .join(separator);
}

function richElement(element: JsonObject, names: SlackNames, links: SlackLink[]): string {
  const text = asString(element['text']);
  switch (element['type']) {
    case 'link': {
      const url = asString(element['url']);
      return link(url, text, links);
    }
    case 'user':
      return `@${names.user(asString(element['user_id'])) ?? asString(element['user_id'])}`;
    case 'channel':
      return `#${names.channel(asString(element['channel_id'])) ?? asString(element['channel_id'])}`;
    case 'usergroup':
      return `@${asString(element['usergroup_id'])}`;
    case 'broadcast':
      return `@${asString(element['range'])}`;
    case 'emoji':
      return `:${asString(element['name'])}:`;
    case 'date':
      return asString(element['fallback']);
    default:
      return text;
  }
}

/** A string, or the empty one. */
export function asString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
