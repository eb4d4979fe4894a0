import type { Participant, People } from '@debrief/contract';
import { api } from '../../api.ts';
import { patchRead, queries, queryClient } from '../../data/queries.ts';
import { say } from '../../ui/toast.tsx';

async function save(
  ref: string,
  person: Pick<Participant, 'personId' | 'rolesVersion'>,
  roles: readonly string[],
): Promise<Participant> {
  const saved = await api.people
    .setRoles({
      incident: ref,
      personId: person.personId,
      version: person.rolesVersion,
      roles: [...roles],
    })
    .catch((error: unknown) => {
      // Somebody else said something meanwhile: the page shows it, so that it can be looked at.
      void queryClient.invalidateQueries({ queryKey: queries.people(ref).queryKey });
      throw error;
    });
  patchRead<People>(
    queries.people(ref).queryKey,
    (read) =>
      read && {
        ...read,
        participants: read.participants.map((one) =>
          one.personId === saved.personId ? saved : one,
        ),
      },
  );
  return saved;
}

/** Says what somebody was in the incident; saved at once, with Undo. */
export async function setRoles(
  ref: string,
  person: Participant,
  roles: readonly string[],
): Promise<void> {
  const saved = await save(ref, person, roles);
  const title =
    saved.roles.length > 0
      ? `${saved.name}: ${saved.roles.join(', ')}`
      : `${saved.name} has no role any more`;
  say({ title, undo: () => save(ref, saved, person.roles) });
}
