import type { Client } from '@debrief/client';
import { UsageError } from './errors.ts';

/** IDs of accounts by name, email or ID; the server rejects those that can't see the incident. */
export async function findAccountIds(client: Client, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const { items } = await client.access.accounts({ limit: 200 });
  return names.map((name) => {
    const plain = name.toLowerCase();
    const found = items.filter(
      (one) =>
        one.id === name || one.name.toLowerCase() === plain || one.email.toLowerCase() === plain,
    );
    const [only, other] = found;
    if (!only) throw new UsageError(`No account is called "${name}". Run debrief accounts.`);
    if (other) throw new UsageError(`Several accounts are called "${name}". Write the email.`);
    return only.id;
  });
}
