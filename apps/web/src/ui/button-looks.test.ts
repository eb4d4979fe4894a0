import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const sources = join(import.meta.dirname, '..');

interface Control {
  place: string;
  name: string;
  text: string;
}

/** The opening tags of all buttons and their inner ones, with the classes in them. */
function listControls(path: string, source: string): Control[] {
  const found: Control[] = [];
  new Visitor({
    JSXOpeningElement({ name, start, end }) {
      if (name.type !== 'JSXIdentifier' || !/^(button|Button|IconButton)$/.test(name.name)) return;
      const place = `${path}:${source.slice(0, start).split('\n').length}`;
      found.push({ place, name: name.name, text: source.slice(start, end) });
    },
  }).visit(parseSync(path, source).program);
  return found;
}

const controls = globSync('**/*.tsx', { cwd: sources }).flatMap((path) =>
  listControls(path, readFileSync(join(sources, path), 'utf8')),
);

/** What a link looks like. */
const isLikeLink = ({ text }: Control) => /(?<!no-)underline/.test(text);

/** A frame of its own, without being one of the buttons, a choice that is on or off, or a chip. */
const hasOwnFrame = ({ name, text }: Control) =>
  name === 'button' &&
  /["' ]border[ "']/.test(text) &&
  !/buttonClass\(|rowButtonClass|aria-pressed|rounded-full|aria-label=/.test(text);

describe('buttons', () => {
  it('are found in the sources', () => expect(controls.length).toBeGreaterThan(200));
  it('do not look like links', () =>
    expect(controls.filter(isLikeLink).map(({ place }) => place)).toEqual([]));
  it('have one of three looks', () => {
    expect(controls.filter(hasOwnFrame).map(({ place }) => place)).toEqual([]);
    const looks = controls.flatMap(({ text }) => /\blook="(\w+)"/.exec(text)?.[1] ?? []);
    expect([...new Set(looks)].toSorted()).toEqual(['danger', 'plain', 'primary', 'quiet']);
  });
  it('fail the checks that they should', () => {
    const [linkLike, framed] = listControls(
      'x.tsx',
      '[<button className="text-accent underline" />, <button className="border px-2" />]',
    );
    expect(linkLike && isLikeLink(linkLike)).toBe(true);
    expect(framed && hasOwnFrame(framed)).toBe(true);
  });
});
