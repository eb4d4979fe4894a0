import type { Client } from '@debrief/client';
import { findByName } from '../find-by-name.ts';

/** An endpoint by its name or id. Errors: `not-found`; `invalid` if several have the name. */
export async function findEndpoint(
  calls: Pick<Client['organization-inbound'], 'list'>,
  name: string,
): Promise<{ id: string }> {
  const { items } = await calls.list({});
  return { id: findByName(name, items, 'inbound endpoint', 'here').id };
}
