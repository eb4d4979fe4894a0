import type { Participant } from '@debrief/contract';

export type Order = 'name' | 'appearance';
export const orders = [
  { value: 'name', label: 'Name' },
  { value: 'appearance', label: 'First appearance' },
] as const satisfies { value: Order; label: string }[];

export function readOrder(text: string | undefined): Order {
  return text === 'appearance' ? 'appearance' : 'name';
}

/** People are ordered by name or first appearance, never by activity. */
export function sortPeople(people: readonly Participant[], order: Order): Participant[] {
  const byName = (a: Participant, b: Participant) =>
    a.name.localeCompare(b.name, 'en') || (a.personId < b.personId ? -1 : 1);
  if (order === 'name') return people.toSorted(byName);
  const place = (person: Participant) => person.firstAt ?? '\uffff';
  return people.toSorted((a, b) =>
    place(a) === place(b) ? byName(a, b) : place(a) < place(b) ? -1 : 1,
  );
}
