import type { MatchSuggestion, Participant } from '@debrief/contract';

interface Named {
  personId: string;
  name: string;
  reason: string;
}

/**
 * Normalizes names that two tools write differently: lowercase, no accents, words in alphabetical
 * order.
 */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .toSorted()
    .join(' ');
}

/**
 * Pairs of people who could be the same: the same email, the same name, or an email whose local
 * part is the other's name. Pure; a suggestion is a question and never a merge.
 */
export function proposeMatches(
  participants: readonly Pick<Participant, 'personId' | 'name' | 'identities'>[],
): MatchSuggestion[] {
  const byTrait = new Map<string, Named[]>();
  const add = (trait: string, named: Named) =>
    byTrait.set(trait, [...(byTrait.get(trait) ?? []), named]);
  for (const person of participants) {
    const traits = new Map<string, string>();
    for (const identity of person.identities) {
      const email = identity.email?.toLowerCase();
      if (email) traits.set(`email ${email}`, `same email: ${email}`);
      const local = email && plainName(email.split('@')[0] ?? '');
      if (local && local.includes(' '))
        traits.set(`name ${local}`, `the email address ${email} matches the name`);
      const name = plainName(identity.name);
      if (name.length > 2) traits.set(`name ${name}`, `same name: ${identity.name}`);
    }
    const own = plainName(person.name);
    if (own.length > 2 && !traits.has(`name ${own}`))
      traits.set(`name ${own}`, `same name: ${person.name}`);
    for (const [trait, reason] of traits)
      add(trait, { personId: person.personId, name: person.name, reason });
  }
  const found = new Map<string, MatchSuggestion>();
  for (const named of byTrait.values()) {
    for (const [index, one] of named.entries()) {
      for (const other of named.slice(index + 1)) {
        const pair = [one, other].toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
        const [first, second] = pair;
        if (!first || !second || first.personId === second.personId) continue;
        const key = `${first.personId} ${second.personId}`;
        if (!found.has(key))
          found.set(key, {
            personIds: [first.personId, second.personId],
            names: [first.name, second.name],
            reason: one.reason,
          });
      }
    }
  }
  return [...found.values()];
}
