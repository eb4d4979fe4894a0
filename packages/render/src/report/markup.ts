import { safeHref } from '@debrief/rules/text';

/** Trusted markup that was built here; everything else is text. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | null | false | undefined | readonly Part[];

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Escapes text for markup, also in attributes. Control characters that are invalid in a page are
 * dropped.
 */
export function escapeHtml(text: string): string {
  return text
    .replaceAll(/[\0-\x08\x0B\x0C\x0E-\x1F]/g, '')
    .replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
}

function toText(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(toText).join('');
  return typeof part === 'string' || typeof part === 'number' ? escapeHtml(String(part)) : '';
}

/** Markup with its values escaped: user text can never become a tag. */
export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(
    strings
      .map((text, index) => text + (index < parts.length ? toText(parts[index]) : ''))
      .join(''),
  );
}

/** Where a link of a report leads: a safe URL, or a place in Debrief or on the page. */
export function reportHref(href: string): string | null {
  const plain = href.replaceAll(/[\0-\x20\x7F]/g, '');
  return /^(\/(?!\/|\\)|#)/.test(plain) ? plain : safeHref(plain);
}
