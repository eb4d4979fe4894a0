import type { Context } from '../context.ts';
import { identitiesByIds } from '../identity/index.ts';

/** One key for everyone who has the same email address, also in incidents that don't share people. */
export interface PersonKeys {
  /** By identity. */
  keys: Map<string, string>;
  /** By person of the evidence. */
  persons: Map<string, string>;
  emails: Map<string, Set<string>>;
  named: { personId: string; name: string; email: string | null }[];
}

/** People with one name but without a common address stay different. */
export async function loadKeys(ctx: Context, identityIds: readonly string[]): Promise<PersonKeys> {
  const identities = (await identitiesByIds(ctx, identityIds)).filter(({ isBot }) => !isBot);
  const persons = new Map<string, string>();
  const byEmail = new Map<string, string>();
  const emails = new Map<string, Set<string>>();
  const sorted = [...Map.groupBy(identities, ({ personId }) => personId)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  for (const [personId, list] of sorted) {
    const own = list.flatMap(({ email }) => email?.toLowerCase() ?? []);
    const key = own.map((email) => byEmail.get(email)).find(Boolean) ?? personId;
    persons.set(personId, key);
    for (const email of own) byEmail.set(email, key);
    emails.set(key, new Set([...(emails.get(key) ?? []), ...own]));
  }
  return {
    keys: new Map(identities.map(({ id, personId }) => [id, persons.get(personId) ?? personId])),
    persons,
    emails,
    named: identities.flatMap(({ personId, name, personName, email }) => [
      { personId, name, email },
      { personId, name: personName, email },
    ]),
  };
}
