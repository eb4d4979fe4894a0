import { Participant, SetRoles, type People } from '@debrief/contract';
import { z } from 'zod';
import { api } from '../../api.ts';
import { openWrites, type WriteRoom } from '../../data/open-writes.ts';
import { patchRead, queries } from '../../data/queries.ts';
import { showToast } from '../../ui/toast.tsx';

const RolesAsk = z.object({ verb: z.literal('set'), input: SetRoles, name: z.string() });
type RolesAsk = z.infer<typeof RolesAsk>;

/** A person's roles have their own version. */
const RolesOf = z.object({ id: z.string(), version: z.int(), person: Participant });
const Current = z.preprocess(
  (value) => toVersionedRoles(Participant.safeParse(value).data),
  RolesOf,
);

function toVersionedRoles(person: Participant | undefined) {
  return person && { id: person.personId, version: person.rolesVersion, person };
}

const rolesRoom: WriteRoom<RolesAsk, Participant, z.infer<typeof RolesOf>> = {
  name: 'roles',
  ask: RolesAsk,
  object: z.union([RolesOf, Current]),
  touches: ({ input }) => [{ id: input.personId, version: input.version }],
  against: ({ input, ...ask }, versionOf) => ({
    ...ask,
    input: { ...input, version: versionOf({ id: input.personId, version: input.version }) },
  }),
  send: ({ input }) => api.people.setRoles(input),
  objects: (person) => [{ id: person.personId, version: person.rolesVersion, person }],
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
