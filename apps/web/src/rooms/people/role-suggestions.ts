import type { Participant } from '@debrief/contract';
import { asRoles, knownRoles } from '@debrief/rules/people';

export interface RoleSuggestion {
  role: string;
  /** What a person in this role does; empty for free text. */
  does: string;
}

export function listRoleSuggestions(
  people: readonly Pick<Participant, 'roles'>[],
): RoleSuggestion[] {
  const does = new Map(knownRoles.map((one) => [one.role, one.does]));
  return asRoles([...knownRoles.map((one) => one.role), ...people.flatMap((one) => one.roles)]).map(
    (role) => ({ role, does: does.get(role) ?? '' }),
  );
}

export function filterRoleSuggestions(
  all: readonly RoleSuggestion[],
  text: string,
  has: readonly string[],
): RoleSuggestion[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const mine = new Set(has.map((role) => role.toLowerCase()));
  return all.filter(
    ({ role, does }) =>
      !mine.has(role.toLowerCase()) &&
      words.every((word) => `${role} ${does}`.toLowerCase().includes(word)),
  );
}
