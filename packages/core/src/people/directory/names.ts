import type { Participant } from '@debrief/contract';
import { comparableNames } from './rows.ts';

/** The email addresses of a person's identities, in lowercase. */
export function listEmails(person: Participant): Set<string> {
  return new Set(person.identities.flatMap((one) => one.email?.toLowerCase() ?? []));
}

/** The names of a person, as they can be compared with those of the directory and of schedules. */
export function listNames(person: Participant): Set<string> {
  return new Set([
    ...comparableNames(person.name, null),
    ...person.identities.flatMap((one) => comparableNames(one.name, one.email)),
  ]);
}
