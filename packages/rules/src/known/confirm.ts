import { DomainError } from '@debrief/contract';

/** A confirmed time in UTC. Errors: `invalid` before what it is about. */
export function readKnownAt(knownAt: string | null, at: string): string | null {
  if (knownAt === null) return null;
  const known = new Date(knownAt).toISOString();
  if (known >= at) return known;
  throw new DomainError('invalid', 'No one could know this before it happened.', {
    issues: [{ at: 'knownAt', message: 'Enter a time at or after its own time' }],
  });
}
