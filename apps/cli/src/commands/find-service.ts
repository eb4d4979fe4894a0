import type { Service } from '@debrief/contract';
import type { Client } from '@debrief/client';
import { createServiceMatcher } from '@debrief/rules/catalog';
import { CliError } from '../errors.ts';
import { oneLine } from '../text.ts';

/** Errors: `not-found`, `invalid` if several services have the name. */
export async function findService(client: Client, name: string): Promise<{ service: Service }> {
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(name)) return client.catalog.get({ id: name });
  const { items } = await client.catalog.list({ text: name, limit: 200 });
  const service = createServiceMatcher(items)(name);
  if (!service)
    throw new CliError(
      'not-found',
      `The catalog has no service, or several, named "${name}". List them: debrief services --text "${name}"`,
    );
  return { service };
}

export const toUndoHint = (text: string, activityId: string | null) =>
  activityId === null
    ? `${oneLine(text)}\n`
    : `${oneLine(text)} Undo: debrief services undo ${activityId}\n`;
