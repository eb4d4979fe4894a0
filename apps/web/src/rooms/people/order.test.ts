import type { Participant } from '@debrief/contract';
import { describe, expect, it } from 'vitest';
import { toInitials } from './initials.ts';
import { sortPeople, readOrder } from './order.ts';

const person = (name: string, firstAt: string | null, written: number): Participant => ({
  personId: name,
  name,
  isBot: false,
  identities: [],
  written,
  reactions: 0,
  firstAt,
  lastAt: firstAt,
  isObserver: false,
  roles: [],
  rolesVersion: 0,
  version: 1,
  can: { change: true },
});
const people = [
  person('Zoë', '2022-01-01T00:00:00.000Z', 900),
  person('ada', '2022-03-01T00:00:00.000Z', 1),
  person('Bo', null, 50),
];
const names = (order: 'name' | 'appearance') => sortPeople(people, order).map((one) => one.name);

describe('people', () => {
  it('are ordered by name or by first appearance, whatever they wrote', () => {
    expect(names('name')).toEqual(['ada', 'Bo', 'Zoë']);
    expect(names('appearance')).toEqual(['Zoë', 'ada', 'Bo']);
    expect(readOrder('written')).toBe('name');
  });
  it('have initials in any script', () => {
    expect(toInitials('Ada Lovelace')).toBe('AL');
    expect(toInitials('engineer.b')).toBe('EB');
    expect(toInitials('李小龙')).toBe('李');
    expect(toInitials('??')).toBe('?');
  });
});
