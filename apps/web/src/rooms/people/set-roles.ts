import type { Participant, People, SetRoles } from '@debrief/contract';
import { api } from '../../api.ts';
import { openWrites, type WriteRoom } from '../../data/open-writes.ts';
import { patchRead, queries } from '../../data/queries.ts';
import { showToast } from '../../ui/toast.tsx';

interface RolesAsk {
  verb: 'set';
  input: SetRoles;
  name: string;
}

/** A person's roles have their own version. */
function toVersionedRoles(person: Participant) {
  return { id: person.personId, version: person.rolesVersion, person };
}

const rolesRoom: WriteRoom<RolesAsk, Participant, ReturnType<typeof toVersionedRoles>> = {
  name: 'roles',
  touches: ({ input }) => [{ id: input.personId, version: input.version }],
  against: ({ input, ...ask }, versionOf) => ({
    ...ask,
    input: { ...input, version: versionOf({ id: input.personId, version: input.version }) },
  }),
  send: ({ input }) => api.people.setRoles(input),
  objects: (person) => [toVersionedRoles(person)],
  // The server answers a conflict of roles with the person who has them.
  current: (current) => (current ? toVersionedRoles(current as Participant) : undefined),
  answerWith: ({ person }) => person,
  merge: () => null,
  place: (ref) => `unsaved.roles.${ref}`,
  queryKey: (ref) => queries.people(ref).queryKey,
  take(ref, saved) {
    const newest = (one: Participant) => (one.personId === saved.personId ? saved : one);
    patchRead<People>(
      queries.people(ref).queryKey,
      (read) => read && { ...read, participants: read.participants.map(newest) },
    );
  },
};

export const openRoles = openWrites(rolesRoom);

export async function setRoles(
  ref: string,
  { personId, name, rolesVersion, roles: before }: Participant,
  roles: string[],
): Promise<void> {
  const writes = openRoles(ref);
  const ask = (version: number, next: string[]): RolesAsk => ({
    verb: 'set',
    name,
    input: { incident: ref, personId, version, roles: next },
  });
  const saved = await writes.attend(ask(rolesVersion, roles));
  if (!saved) return;
  showToast({
    title:
      saved.roles.length > 0 ? `${name}: ${saved.roles.join(', ')}` : `Roles of ${name} cleared`,
    undo: () => writes.attend(ask(saved.rolesVersion, before)),
  });
}
