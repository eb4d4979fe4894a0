import { expect, test } from 'vitest';
import { addsToText, joinLines } from './suggestion-text.ts';

test('lines that a source wrapped are joined; paragraphs and lists stay', () => {
  expect(joinLines('The alias was\nnot updated.\n\nNobody saw\n  it.\n- one\n- two')).toBe(
    'The alias was not updated.\n\nNobody saw it.\n- one\n- two',
  );
});

test('a quote is shown only if it says more than the suggestion', () => {
  const factor = (text: string, quote: string) =>
    addsToText({ content: { kind: 'factor', text, factor: 'contributor' }, quote });
  expect(factor('The alias was not updated', '* The alias was\n  not updated.')).toBe(false);
  expect(factor('The alias was not updated', 'Because of a rename, it was not updated')).toBe(true);
});
