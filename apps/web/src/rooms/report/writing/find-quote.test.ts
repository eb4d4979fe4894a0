import { expect, test } from 'vitest';
import { findQuote } from './find-quote.ts';
import { cite, createId, createReport, paragraph } from './report.fixture.ts';

test('quoted words are found where they moved to, across citations, and not when they are gone', () => {
  const doc = createReport(
    { id: 1, blocks: [paragraph('New start.'), paragraph('The graph', cite(9), ' was  flat.')] },
    { id: 2, blocks: [paragraph('Elsewhere')] },
  );
  const range = findQuote(doc, createId(1), 'graph was flat');
  expect(range && doc.textBetween(range.from, range.to)).toBe('graph was  flat');
  expect(findQuote(doc, createId(2), 'graph was flat')).toBeNull();
  expect(findQuote(doc, createId(1), 'graph was steep')).toBeNull();
  expect(findQuote(doc, createId(7), 'graph')).toBeNull();
});
