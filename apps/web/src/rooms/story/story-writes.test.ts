import type { StoryClaim } from '@debrief/contract';
import { expect, test } from 'vitest';
import { makeClaim } from './claim.fixture.ts';
import { pickFields, storyRoom, type ClaimFields, type StoryAsk } from './story-writes.ts';

const citationId = '018f0000-0000-7000-8000-00000000000';
const citations = [1, 2].map((place) => ({
  id: `${citationId}${place}`,
  target: 'evidence' as const,
  targetId: 'x',
  stance: 'supports' as const,
  quoteStart: null,
  quoteEnd: null,
  state: 'visible' as const,
  label: '',
  incident: null,
  words: null,
  kind: null,
  occurredAt: null,
  precision: null,
  isDocumented: true,
  hasChangedSince: false,
  confirmedBy: 0,
}));
const claim = (fields: Partial<StoryClaim> = {}) => makeClaim({ citations, ...fields });

function change(fields: Partial<ClaimFields>): StoryAsk {
  const base = pickFields(claim());
  const input = { id: 'story', claimId: 'claim', version: 1, ...fields };
  return { verb: 'change', input, base, guess: { ...base, ...fields } };
}

test('a sentence that both windows changed is for a person to decide, unless both wrote the same', () => {
  const mine = change({ text: 'I looked at the log.' });
  expect(storyRoom.merge(mine, claim({ version: 2, text: 'I looked at a graph.' }))).toBeNull();
  const same = claim({ version: 2, text: 'I looked at the log.' });
  expect(storyRoom.merge(mine, same)).toBe('same');
});

test('text is sent again over a change of something else', () => {
  const mine = change({ text: 'I looked at the log.' });
  expect(storyRoom.merge(mine, claim({ version: 4, part: 'result', citations: [] }))).toMatchObject(
    {
      input: { version: 4, text: 'I looked at the log.' },
      base: { part: 'result', citations: [] },
    },
  );
});

test('citations and dismissed questions of both windows are kept, and removed ones stay removed', () => {
  const [first, second] = pickFields(claim()).citations;
  const added = { incident: 'INC-1', target: 'event' as const, targetId: 'event' };
  const mine = change({ citations: [...(second ? [second] : []), added], meant: ['vague'] });
  const theirs = claim({
    version: 2,
    meant: ['numbers'],
    citations: claim().citations.slice(0, 2),
  });
  expect(first).toEqual({ id: `${citationId}1` });
  expect(storyRoom.merge(mine, theirs)).toMatchObject({
    input: { version: 2, citations: [second, added], meant: ['numbers', 'vague'] },
  });
});

test('a removal of a sentence that changed elsewhere is refused', () => {
  const input = { id: 'story', claimId: 'claim', version: 1 };
  expect(storyRoom.merge({ verb: 'remove', input, text: '' }, claim({ version: 2 }))).toBeNull();
});
