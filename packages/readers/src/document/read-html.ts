import { DomainError } from '@debrief/contract';
import { pageText } from './page-text.ts';
import { parseHtml } from './parse-html.ts';

/** The words of HTML within a record; text that is too nested to read stays as it is written. */
export function readHtml(html: string): string {
  if (!/[<&]/.test(html)) return html;
  try {
    return pageText(parseHtml(html, { fragment: true })).text.trim();
  } catch (error) {
    if (error instanceof DomainError || error instanceof RangeError) return html;
    throw error;
  }
}
