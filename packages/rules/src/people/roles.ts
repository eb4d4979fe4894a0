interface KnownRole {
  /** As in a sentence: “she was the scribe”. */
  role: string;
  /** What they do. */
  does: string;
}

/**
 * The roles of people in a response and its review, in the order of a report. Sources: the incident
 * command of the Google SRE workbook (chapter 9) and of PagerDuty’s response guide; the reviewers
 * of Howie.
 */
export const knownRoles: readonly KnownRole[] = [
  { role: 'incident commander', does: 'coordinates the response' },
  { role: 'deputy commander', does: 'supports the commander and takes over if needed' },
  { role: 'operations lead', does: 'leads the people who change the system' },
  { role: 'on-call engineer', does: 'was on call for the affected service' },
  { role: 'subject-matter expert', does: 'knows the affected part' },
  { role: 'decision maker', does: 'decides what costs money, time or trust' },
  { role: 'communications lead', does: 'keeps everyone informed' },
  { role: 'customer liaison', does: 'speaks with and for customers' },
  { role: 'internal liaison', does: 'coordinates with other teams' },
  { role: 'scribe', does: 'takes notes' },
  { role: 'observer', does: 'follows without taking part' },
  { role: 'investigator of the review', does: 'reads the evidence and asks questions' },
  { role: 'facilitator of the review', does: 'leads the review meeting' },
];

const orderOf = new Map(knownRoles.map(({ role }, index) => [role, index]));

/** The rank of a role: known ones first, in their order. */
export function getRoleRank(role: string): number {
  return orderOf.get(role.toLowerCase()) ?? orderOf.size;
}

/** At the start of a line: `On-call engineer`. */
export function asTitle(role: string): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}

/** Roles as stored: each once in any spelling, known ones in their own spelling. */
export function asRoles(written: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const one of written) {
    const role = one
      .trim()
      .replaceAll(/\s+/g, ' ')
      .replace(/^(?:an?|the) /i, '');
    const key = role.toLowerCase();
    if (role !== '' && !found.has(key)) found.set(key, orderOf.has(key) ? key : role);
  }
  return [...found.values()];
}
