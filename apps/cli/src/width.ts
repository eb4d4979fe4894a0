import { createRequire } from 'node:module';

/** Text of which each character is one column wide: most of what is printed. */
const narrow = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff]*$/;

const require = createRequire(import.meta.url);

/** The columns that text takes on a terminal. What knows of wide characters is loaded at the first one: that takes longer than most commands. */
export function textWidth(text: string): number {
  return narrow.test(text) ? text.length : loadWidth()(text);
}

let width: ((text: string) => number) | undefined;

/** The cast holds because this is what the package exports. */
function loadWidth(): (text: string) => number {
  return (width ??= (require('string-width') as typeof import('string-width')).default);
}
