import { type Participant, DomainError } from '@debrief/contract';
import { isProgram } from '@debrief/rules/people';
import { may } from '../access/index.ts';
import type { Context } from '../context.ts';
import { loadParticipation } from '../evidence/index.ts';
import { identitiesByIds } from '../identity/index.ts';
import { loadRoles } from './roles.ts';

/** By name. The caller has checked that the actor can see the incident. */
export async function loadParticipants(ctx: Context, incidentId: string): Promise<Participant[]> {
  const participation = await loadParticipation(ctx, incidentId);
  const byIdentity = new Map(participation.map((one) => [one.identityId, one]));
  const roles = await loadRoles(ctx, incidentId);
  const persons = new Map<string, Participant>();
  for (const identity of await identitiesByIds(
    ctx,
    participation.map((one) => one.identityId),
  )) {
    const part = byIdentity.get(identity.id);
    if (!part) continue;
    const person = persons.get(identity.personId) ?? {
      personId: identity.personId,
      name: identity.personName,
      isBot: true,
      identities: [],
      written: 0,
      reactions: 0,
      firstAt: null,
      lastAt: null,
      isObserver: false,
      roles: roles.get(identity.personId)?.roles ?? [],
      rolesVersion: roles.get(identity.personId)?.version ?? 0,
      version: identity.personVersion,
      can: { change: may(ctx.actor, 'people:write') },
    };
    const written = person.written + part.written;
    persons.set(identity.personId, {
      ...person,
      isBot: person.isBot && (identity.isBot || isProgram(identity)),
      identities: [
        ...person.identities,
        {
          id: identity.id,
          sourceId: identity.sourceId,
          sourceName: part.sourceName,
          name: identity.name,
          email: identity.email,
          isBot: identity.isBot || isProgram(identity),
        },
      ],
      written,
      reactions: person.reactions + part.reactions,
      firstAt: earlier(person.firstAt, part.firstAt?.toISOString() ?? null),
      lastAt: later(person.lastAt, part.lastAt?.toISOString() ?? null),
      isObserver: written === 0,
    });
  }
  return [...persons.values()].toSorted(
    (a, b) => a.name.localeCompare(b.name, 'en') || (a.personId < b.personId ? -1 : 1),
  );
}

/** Errors: `not-found` for a person who is not in this incident. */
export async function participantById(
  ctx: Context,
  incidentId: string,
  personId: string,
): Promise<Participant> {
  const person = (await loadParticipants(ctx, incidentId)).find((one) => one.personId === personId);
  if (!person) throw new DomainError('not-found', 'Person not found in this incident.');
  return person;
}

function earlier(one: string | null, other: string | null): string | null {
  return one !== null && (other === null || one < other) ? one : other;
}

function later(one: string | null, other: string | null): string | null {
  return one !== null && (other === null || one > other) ? one : other;
}
