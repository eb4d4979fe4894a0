import { ReadOptions } from '@debrief/contract';
import { expect, test } from 'vitest';
import { generic } from './generic.ts';

const stream = { key: 'e', name: 'Pumps' };
const saved = {
  name: 'Pump log',
  options: ReadOptions.parse({
    map: 'at=data.when,text=data.what,author=who,key=nr',
    zone: 'Europe/Berlin',
    kind: 'log',
  }),
};
const read = (body: unknown, by = saved) =>
  generic.parse(Buffer.from(JSON.stringify(body)), stream, by);
const pump = { nr: 7, who: 'ada', data: { when: '2026-03-02 09:00:00', what: 'Pump 1 is off' } };

test('a record is read by the columns of the mapping, and by no others', () => {
  const [one] = read({ ...pump, time: '2020-01-01T00:00:00Z', text: 'other', title: 'Title' });
  expect(one).toMatchObject({
    type: 'record',
    record: {
      key: '7',
      kind: 'log',
      text: 'Pump 1 is off',
      occurredAt: new Date('2026-03-02T08:00:00Z'),
      zoneOffset: 60,
      author: { name: 'ada' },
      stream,
    },
  });
  expect(one?.type === 'record' && one.record.details.title).toBeUndefined();
});

test('records in a list, several in a body, and those of another form', () => {
  expect(read({ pumps: [pump, { ...pump, nr: 8 }] })).toMatchObject([
    { record: { key: '7' } },
    { record: { key: '8' } },
  ]);
  const [first, second, third, fourth] = read([
    pump,
    { time: '2026-03-02T08:00:00Z', text: 'the usual form' },
    { ...pump, data: { when: '2026-03-02 09:00:00' } },
    { ...pump, data: { when: 'soon', what: 'x' } },
  ]);
  expect(first?.type).toBe('record');
  expect(second).toMatchObject({
    type: 'rejected',
    reason: 'It has no "data.when", which the mapping "Pump log" reads.',
  });
  expect(third).toMatchObject({ reason: expect.stringContaining('no "data.what"') });
  expect(fourth).toMatchObject({ type: 'rejected', reason: expect.stringContaining('soon') });
});

test('a mapping without a time reads nothing', () => {
  const options = ReadOptions.parse({ map: 'text=what' });
  expect(() => read(pump, { name: 'Old', options })).toThrow('does not name a time');
});
