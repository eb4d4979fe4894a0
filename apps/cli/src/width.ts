import { createRequire } from 'node:module';

/** Text in which every character is one column wide, as in most output. */
const narrow = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u23ce]*$/;

const require = createRequire(import.meta.url);

/**
 * The number of columns that text takes on a terminal. The library for wide characters is loaded
 * with the first one: that takes longer than most commands.
 */
export function textWidth(text: string): number {
  return narrow.test(text) ? text.length : loadWidth()(text);
}

let width: ((text: string) => number) | undefined;

/** The cast holds because the package exports exactly this. */
function loadWidth(): (text: string) => number {
  return (width ??= (require('string-width') as typeof import('string-width')).default);
}
