import { expect, it } from 'vitest';
import { mapCitedItems, listCitedPlaces } from './cited-items.ts';
import { citation, event } from './event.fixture.ts';
import { citationNumbers } from '../evidence/cite/citations.ts';

const whole = citation({
  id: 'x',
  itemId: 'item',
  evidenceId: 'first',
  occurredAt: '2022-12-06T14:40:00.000Z',
});
const events = [
  event({
    id: 'a',
    title: 'one',
    citations: [whole, { ...whole, id: 'y', quoteStart: 2, quoteEnd: 5 }],
  }),
  event({ id: 'b', title: 'two', citations: [{ ...whole, id: 'z' }, citation({ id: 'early' })] }),
];

it('shows which events cite an item, with their number and the quoted words', () => {
  const marks = mapCitedItems(events, [], citationNumbers(events));
  expect(marks.get('item')).toEqual({
    number: 1,
    events: [
      { id: 'a', title: 'one' },
      { id: 'b', title: 'two' },
    ],
    findings: [],
    quotes: [{ evidenceId: 'first', start: 2, end: 5 }],
  });
});

it('lists the cited items in time order', () => {
  expect(listCitedPlaces(events, []).map((place) => place.itemId)).toEqual(['i-early', 'item']);
});
