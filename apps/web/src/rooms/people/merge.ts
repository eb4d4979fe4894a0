import type { OnCallQuestion, Participant } from '@debrief/contract';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { showToast } from '../../ui/toast.tsx';

function refresh(ref: string): void {
  void queryClient.invalidateQueries({ queryKey: ['incident', ref] });
}

/**
 * Merges two people; undo moves the second's identities to a new person with the same name and
 * roles.
 */
export async function mergePersons(
  ref: string,
  into: Participant,
  from: Participant,
): Promise<void> {
  const merged = await api.people.merge({
    incident: ref,
    into: into.personId,
    from: from.personId,
  });
  refresh(ref);
  const undo = async () => {
    const [first, ...rest] = from.identities;
    if (!first) return;
    let back = await api.people.split({ incident: ref, identityId: first.id });
    for (const identity of rest) {
      const alone = await api.people.split({ incident: ref, identityId: identity.id });
      back = await api.people.merge({ incident: ref, into: back.personId, from: alone.personId });
    }
    if (back.name !== from.name)
      await api.people.rename({
        incident: ref,
        personId: back.personId,
        version: back.version,
        name: from.name,
      });
    if (from.roles.length > 0) {
      await api.people.setRoles({
        incident: ref,
        personId: back.personId,
        version: 0,
        roles: from.roles,
      });
      await api.people.setRoles({
        incident: ref,
        personId: merged.personId,
        version: merged.rolesVersion,
        roles: into.roles,
      });
    }
    refresh(ref);
  };
  showToast({ title: `Merged ${from.name} into ${into.name}`, undo });
}

export async function splitOff(
  ref: string,
  person: Participant,
  identityId: string,
  name: string,
): Promise<void> {
  const alone = await api.people.split({ incident: ref, identityId });
  refresh(ref);
  showToast({
    title: `${name} is a separate person now`,
    undo: async () => {
      await api.people.merge({ incident: ref, into: person.personId, from: alone.personId });
      refresh(ref);
    },
  });
}

export async function renamePerson(ref: string, person: Participant, name: string): Promise<void> {
  const renamed = await api.people.rename({
    incident: ref,
    personId: person.personId,
    version: person.version,
    name,
  });
  refresh(ref);
  showToast({
    title: `Renamed ${person.name} to ${renamed.name}`,
    undo: async () => {
      await api.people.rename({
        incident: ref,
        personId: person.personId,
        version: renamed.version,
        name: person.name,
      });
      refresh(ref);
    },
  });
}

export async function declineMatch(ref: string, personIds: [string, string]): Promise<void> {
  await api.people.declineMatch({ incident: ref, personIds });
  refresh(ref);
}

/** Says whether a person is someone in the directory. */
export async function matchProfile(
  ref: string,
  { name, isSame, ...pair }: { personId: string; entryId: string; name: string; isSame: boolean },
): Promise<void> {
  await api.people.matchProfile({ incident: ref, ...pair, isSame });
  refresh(ref);
  showToast({ title: isSame ? `Matched ${name}` : `${name} is someone else` });
}

/** Says whether a person is someone in an on-call schedule. */
export async function matchOnCall(
  ref: string,
  { personId, onCallPersonId, name }: OnCallQuestion,
  isSame: boolean,
): Promise<void> {
  await api.people.matchOnCall({ incident: ref, personId, onCallPersonId, isSame });
  refresh(ref);
  showToast({ title: isSame ? `Matched ${name}` : `${name} is someone else` });
}
