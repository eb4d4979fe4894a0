import { expect, test } from 'vitest';
import { documentText } from './document-text.ts';
import { parseHtml } from './parse-html.ts';

const repeat = (count: number, make: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join('');

test.each([
  ['different formatting tags', repeat(1_000, (at) => `<b id=${at}>`) + '<p>x'.repeat(1_000)],
  ['twice as many', repeat(2_000, (at) => `<font color=${at}>`) + '<p>x'.repeat(4_000)],
  ['formatting in tables', repeat(900, (at) => `<i x=${at}>`) + '<table><tr><td>x'.repeat(900)],
  ['megabytes of blocks', '<div>'.repeat(1_000_000)],
  ['links in links', '<a><p>'.repeat(40_000)],
])('HTML with far more elements than tags is rejected immediately: %s', (_, html) => {
  expect(() => parseHtml(html)).toThrow('takes too long to read');
  expect(() => documentText('page.html', html)).toThrow();
});

test.each([
  ['open font tags', '<font color=red>a<p>'.repeat(2_000)],
  ['a long page', '<p>one <b>two</b> <a href="https://x.example">three</a></p>\n'.repeat(5_000)],
  ['crossed tags', '<b>one <i>two</b> three</i><p>'.repeat(1_000)],
])('ordinary HTML is read: %s', (_, html) => {
  expect(parseHtml(html).children.length).toBeGreaterThan(0);
});
