import { SetRoles, type Participant, DomainError } from '@debrief/contract';
import { asRoles } from '@debrief/rules/people';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { participantById } from './participants.ts';
import { saveRoles } from './roles.ts';
import { verb } from '../verb.ts';

/**
 * Sets a person's roles in an incident, predefined or free text; none clears them. They apply to
 * this incident only. Errors: `invalid`, `not-found`, `forbidden`, `conflict` with the current
 * person.
 */
export const setRoles = verb(SetRoles, async (ctx, input): Promise<Participant> => {
  const incident = await authorize(ctx, 'people:write', incidentByRef(ctx, input.incident));
  const before = await participantById(ctx, incident.id, input.personId);
  if (
    !(await saveRoles(
      ctx,
      { incidentId: incident.id, personId: before.personId },
      asRoles(input.roles),
      input.version,
    ))
  )
    throw new DomainError(
      'conflict',
      `Someone else changed the roles of ${before.name} while you were editing. Reload them, then try again.`,
      {
        current: await participantById(ctx, incident.id, input.personId),
      },
    );
  const after = await participantById(ctx, incident.id, input.personId);
  await record(ctx, {
    kind: 'person.roles-set',
    incidentId: incident.id,
    subjectId: input.personId,
    before: [before],
    after: [after],
  });
  return after;
});
