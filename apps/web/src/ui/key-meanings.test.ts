import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const rooms = join(import.meta.dirname, '..', 'rooms');
const files = globSync(
  '{incident,timeline,evidence,investigation,report,follow-up,library,catalog,comment,meeting,story,calibration}/**/*.{ts,tsx}',
  {
    cwd: rooms,
  },
);

/** The meaning of a letter on every screen. */
const meanings: Record<string, RegExp> = {
  j: /^Next/,
  k: /^Previous/,
  n: /^(Add|Start|Declare|New)/,
  x: /^Select/,
  u: /^Undo/,
  e: /^Add (to timeline|a sentence with it)/,
  c: /^Cite/,
  f: /^Add a factor/,
  o: /^Show raw payload/,
  s: /^(Update|Change)/,
  b: /^Comment/,
  r: /^(Mark as from memory|Replace)/,
  t: /^Tag/,
  y: /^Copy/,
  q: /^Ask/,
  'shift+x': /^(Select|Extend selection)/,
  'shift+m': /^Set/,
  'shift+n': /^Take my name off/,
  'shift+i': /^(Import|Paste)/,
  'shift+e': /^(Edit|Change)/,
  'shift+r': /^(Redact|Rehearse)/,
  'shift+c': /^Compare/,
  'shift+d': /^Dismiss/,
  'shift+y': /^Show mine/,
  'shift+o': /^Show what is overdue/,
  m: /^Merge/,
  a: /^(Accept|Confirm)/,
  l: /^Link/,
  v: /^Show (as|or hide)/,
  'shift+a': /^(Add|Share)/,
  'shift+k': /^Show (everything|what was known)/,
  'shift+v': /^Go to the next/,
  'shift+s': /^Try again/,
  'shift+w': /^Use my own words/,
  w: /^Five whys/,
  p: /^Show the person/,
  i: /^(Write|Edit this|Correct)/,
};

/**
 * Stories are their own part of the product: no screen of a story has the keys of an incident, and
 * three letters have another meaning there.
 */
const meaningsInStories: Record<string, RegExp> = {
  s: /^Start the clock/,
  l: /^Keep/,
  t: /^Replace all/,
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
  it.each(found)(
    'means one thing everywhere: $key is “$label” in $file',
    ({ key, label, file }) => {
      const inStories = file.startsWith('story/') ? meaningsInStories[key] : undefined;
      expect(label).toMatch(inStories ?? meanings[key] ?? /a meaning in the table above/);
    },
  );
  it.each(Object.entries(meaningsInStories))(
    '%s means this on a screen of stories',
    (key, says) => {
      const labels = found.filter((one) => one.key === key && one.file.startsWith('story/'));
      expect(labels.map((one) => one.label)).toEqual([expect.stringMatching(says)]);
    },
  );
});
