import type { Invited } from '@debrief/contract';

interface InvitedPerson {
  type: 'person';
  name: string;
  email: string;
}

const line = /^(?:(.*?)\s*<([^<>\s]+@[^<>\s]+)>|([^<>\s]+@[^<>\s]+))$/;

/** The people of a list of email addresses, and the first line that has none. */
export function readPeople(text: string): { people: InvitedPerson[]; unread: string | null } {
  const people: InvitedPerson[] = [];
  let unread: string | null = null;
  for (const written of text.split(/[\n;]/).map((one) => one.trim())) {
    if (written === '') continue;
    const [, name = '', withName, plain] = line.exec(written) ?? [];
    const email = withName ?? plain;
    if (email === undefined) unread ??= written;
    else people.push({ type: 'person', name: name || (email.split('@')[0] ?? email), email });
  }
  return { people, unread };
}

export function writePeople(invited: readonly Invited[]): string {
  return invited
    .flatMap(({ name, email }) => (email === null ? [] : [`${name} <${email}>`]))
    .join('\n');
}

/** The lines with one more person; the same if their address is there. */
export function addPerson(text: string, person: { name: string; email: string }): string {
  const has = readPeople(text).people.some(
    ({ email }) => email.toLowerCase() === person.email.toLowerCase(),
  );
  if (has) return text;
  return [text.trimEnd(), `${person.name} <${person.email}>`].filter(Boolean).join('\n');
}
