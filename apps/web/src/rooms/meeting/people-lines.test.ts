import { expect, test } from 'vitest';
import { readPeople, writePeople } from './people-lines.ts';

test('people are read from lines, with or without a name, and written back', () => {
  const { people, unread } = readPeople('Jon Deer <jon@example.org>\n\n ada@example.org ; x');
  expect(people).toEqual([
    { type: 'person', name: 'Jon Deer', email: 'jon@example.org' },
    { type: 'person', name: 'ada', email: 'ada@example.org' },
  ]);
  expect(unread).toBe('x');
  const invited = people.map(({ name, email }) => ({ accountId: null, name, email }));
  expect(readPeople(writePeople(invited)).people).toEqual(people);
});
