import type { Inline } from '@debrief/contract';
import { expect, test } from 'vitest';
import { placeChips } from './place-chips.ts';

const id = '01a22500-0000-7000-8000-000000000001';
const toNodes = (text: string): Inline[] =>
  text
    .split(/(⟦\d⟧)/)
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('⟦')
        ? {
            type: 'cite',
            attrs: {
              target: 'evidence',
              targetId: id,
              quoteStart: Number(part[1]),
              quoteEnd: null,
            },
          }
        : { type: 'text', text: part },
    );
const toText = (nodes: readonly Inline[]) =>
  nodes
    .map((node) =>
      node.type === 'cite' ? `⟦${node.attrs.quoteStart}⟧` : node.type === 'text' ? node.text : '',
    )
    .join('');

test.each([
  ['No one found ⟦3⟧ . It was late.', 'No one found.⟦3⟧ It was late.'],
  ['No one found⟦1⟧⟦2⟧, and it was late ⟦3⟧.', 'No one found,⟦1⟧⟦2⟧ and it was late.⟦3⟧'],
  ['The alias ⟦1⟧ was empty', 'The alias⟦1⟧ was empty'],
  ['It was empty. ⟦1⟧', 'It was empty.⟦1⟧'],
  ['Version 2⟦1⟧.5 is older', 'Version 2⟦1⟧.5 is older'],
  ['⟦1⟧. A note without words', '⟦1⟧. A note without words'],
  ['No citation. None', 'No citation. None'],
])('a citation follows the punctuation: %s', (written, shown) => {
  expect(toText(placeChips(toNodes(written)))).toBe(shown);
});
