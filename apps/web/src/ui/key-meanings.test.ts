import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const rooms = join(import.meta.dirname, '..', 'rooms');
const files = globSync(
  '{incident,timeline,evidence,investigation,report,follow-up,library,comment,story}/**/*.{ts,tsx}',
  {
    cwd: rooms,
  },
);

/** The meaning of a letter on every screen. */
const meanings: Record<string, RegExp> = {
  n: /^(Add|Start|Declare|New)/,
  x: /^Select/,
  u: /^Undo/,
  e: /^Add (to timeline|a sentence with it)/,
  c: /^Cite/,
  f: /^Add a factor/,
  o: /^Show raw payload/,
  s: /^(Update|Change|Start the clock)/,
  b: /^Comment/,
  r: /^(Mark as from memory|Replace)/,
  t: /^Replace all/,
  y: /^Copy/,
  q: /^Ask/,
  'shift+x': /^(Select|Extend selection)/,
  'shift+m': /^Set/,
  'shift+i': /^(Import|Paste)/,
  'shift+e': /^(Edit|Change)/,
  'shift+r': /^(Redact|Rehearse)/,
  'shift+c': /^Compare/,
  'shift+y': /^Show mine/,
  'shift+o': /^Show what is overdue/,
  m: /^Merge/,
  a: /^(Accept|Confirm)/,
  l: /^(Link|Keep)/,
  v: /^Show (as|or hide)/,
  'shift+a': /^(Add|Share)/,
  'shift+s': /^Try again/,
  'shift+w': /^Use my own words/,
  w: /^Five whys/,
  i: /^(Write|Edit this|Correct)/,
};

const found = files.flatMap((file) =>
  [
    ...readFileSync(join(rooms, file), 'utf8').matchAll(
      /label:\s*['`]([^'`\n]+)['`],[^{}]*?keys: '((?:shift\+)?[a-z])'/g,
    ),
  ].map(([, label = '', key = '']) => ({ file, label, key })),
);

describe('a letter', () => {
  it('is found in the sources', () => expect(found.length).toBeGreaterThan(15));
  it.each(found)('means one thing everywhere: $key is “$label” in $file', ({ key, label }) => {
    expect(label).toMatch(meanings[key] ?? /a meaning in the table above/);
  });
});
