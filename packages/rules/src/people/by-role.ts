import { getRoleRank } from './roles.ts';

export interface InRole<Person> {
  role: string;
  people: Person[];
}

/**
 * People by role, in the order of the known roles and then alphabetically; a person with two roles
 * is listed under both. `others` have none.
 */
export function byRole<Person extends { roles?: readonly string[] | undefined }>(
  people: readonly Person[],
): { roles: InRole<Person>[]; others: Person[] } {
  const found = new Map<string, InRole<Person>>();
  for (const person of people)
    for (const role of person.roles ?? []) {
      const group = found.get(role.toLowerCase()) ?? { role, people: [] };
      group.people.push(person);
      found.set(role.toLowerCase(), group);
    }
  return {
    roles: [...found.values()].toSorted(
      (a, b) => getRoleRank(a.role) - getRoleRank(b.role) || a.role.localeCompare(b.role, 'en'),
    ),
    others: people.filter((person) => (person.roles ?? []).length === 0),
  };
}
