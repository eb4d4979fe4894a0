import { describe, expect, it } from 'vitest';
import { foldPage, runLabel, type FoldInput } from './row-folding.ts';

let next = 0;
function item(fields: Partial<FoldInput> = {}): FoldInput {
  next += 1;
  return {
    id: `r${next}`,
    itemId: `i${next}`,
    kind: 'message',
    author: null,
    details: {},
    replyCount: 0,
    ...fields,
  };
}
const bot = { identityId: '1', personId: '2', name: 'deploybot', isBot: true };
const join = () => item({ details: { event: 'join' } });
const chatter = () => item({ author: bot });
const none = () => false;
const types = (items: FoldInput[], isOpen = false) =>
  foldPage(items, () => isOpen, none).map((row) => row.type);

describe('foldPage', () => {
  it('folds a run of joins and bots into its first row', () => {
    const page = [item(), join(), chatter(), join(), item()];
    expect(foldPage(page, none, none)).toEqual([
      { type: 'plain' },
      { type: 'fold', length: 3, isOpen: false },
      { type: 'hidden' },
      { type: 'hidden' },
      { type: 'plain' },
    ]);
    expect(types(page, true)).toEqual(['plain', 'fold', 'opened', 'opened', 'plain']);
  });
  it('keeps single items, cited ones, ones with replies, alerts and changes visible', () => {
    expect(types([join(), item(), chatter()])).toEqual(['plain', 'plain', 'plain']);
    expect(
      foldPage(
        [join(), item({ itemId: 'cited', details: { event: 'join' } }), join()],
        none,
        (id) => id === 'cited',
      ).map((row) => row.type),
    ).toEqual(['plain', 'plain', 'plain']);
    expect(types([item({ author: bot, replyCount: 2 }), chatter()])).toEqual(['plain', 'plain']);
    expect(
      types([item({ author: bot, kind: 'alert' }), item({ author: bot, kind: 'change' })]),
    ).toEqual(['plain', 'plain']);
  });
  it('handles runs at both ends and empty pages', () => {
    expect(types([join(), join()])).toEqual(['fold', 'hidden']);
    expect(types([])).toEqual([]);
  });
});

describe('runLabel', () => {
  it('describes the contents of the run', () => {
    expect(runLabel([join(), join(), chatter()])).toBe('2 joins, 1 bot message by deploybot');
    expect(runLabel([chatter(), item({ author: { ...bot, name: 'other' } })])).toBe(
      '2 bot messages',
    );
    expect(
      runLabel([
        join(),
        item({ details: { event: 'topic' } }),
        item({ details: { event: 'leave' } }),
      ]),
    ).toBe('1 join, 1 leave, 1 change of the channel');
  });
});
