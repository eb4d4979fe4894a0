import { DomainError } from '@debrief/contract';
import type { Context } from '../context.ts';
import { areInSources } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { listIdentityIds } from '../identity/index.ts';
import type { EventState } from '@debrief/rules/timeline';

/** Errors: `invalid` for the perspective of a person who does not appear in the incident's evidence. */
export async function checkPerspective(
  ctx: Context,
  incident: IncidentRow,
  event: EventState,
): Promise<void> {
  if (event.perspective.type !== 'person') return;
  const identities = await listIdentityIds(ctx, [event.perspective.personId]);
  if (await areInSources(ctx, incident.id, identities)) return;
  throw new DomainError('invalid', 'This person does not appear in the incident.', {
    issues: [{ at: 'perspective.personId', message: 'Select a person of this incident' }],
  });
}
