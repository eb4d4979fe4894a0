import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitClaims, buildStoryText, toStoryText } from './claims.ts';

describe('splitClaims', () => {
  it('gives bullets and sentences with their labels and offsets', () => {
    const text =
      'ACTION:\n1. **Fix:** Moved the alias. Told the team.\n2. 2:45 AM: Tried again → still failed\n- Note that it\n  wraps over two lines\n\nThen I wrote a runbook, e.g. for the alias.';
    const claims = splitClaims(text, { start: 7, end: text.length }, 'A');
    expect(claims.map((claim) => [claim.label, claim.said, claim.isBullet])).toEqual([
      ['Fix', 'Moved the alias.', true],
      [null, 'Told the team.', true],
      ['2:45 AM', 'Tried again → still failed', true],
      [null, 'Note that it   wraps over two lines', true],
      [null, 'Then I wrote a runbook, e.g. for the alias.', false],
    ]);
    for (const claim of claims)
      expect(text.slice(claim.saidStart, claim.end).replaceAll('\n', ' ')).toBe(claim.said);
  });

  it.each(['o\t', '\uF0B7\t', '§\t', '–\t', '▪\t', '•\u00A0', 'o   ', '· ', '➢ '])(
    'reads %j of a word processor as a bullet',
    (mark) => {
      const text = `${mark}I failed over\n${mark}I told support`;
      const said = splitClaims(text, { start: 0, end: text.length }, 'A');
      expect(said.map((one) => [one.said, one.isBullet])).toEqual([
        ['I failed over', true],
        ['I told support', true],
      ]);
    },
  );

  it('does not treat the start of a sentence as a label', () => {
    const text = 'I said: this is it.';
    expect(splitClaims(text, { start: 0, end: text.length }, 'A')[0]?.label).toBeNull();
  });

  it('reads Chinese sentences', () => {
    expect(
      toStoryText('情境：搜索没有结果。客户投诉了！\n行动：我回滚了。').claims.map(
        (claim) => `${claim.part} ${claim.said} ${claim.language}`,
      ),
    ).toEqual(['S 搜索没有结果。 zh', 'S 客户投诉了！ zh', 'A 我回滚了。 zh']);
  });
});

it('buildStoryText gives each claim its place in the text', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ part: fc.constantFrom('S', 'A', 'R'), text: fc.string({ minLength: 1 }) }),
      ),
      (kept) => {
        const story = buildStoryText(kept);
        expect(story.claims.map((claim) => story.text.slice(claim.start, claim.end))).toEqual(
          kept.map((one) => one.text),
        );
        for (const claim of story.claims)
          expect(story.text.slice(claim.saidStart).startsWith(claim.said)).toBe(true);
      },
    ),
  );
});
