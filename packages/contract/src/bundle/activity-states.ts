import { EntryType } from '../words.ts';

/** Which states, if any, an activity of this kind holds before and after: those that undoing writes back. */
export function statesIn(kind: string): 'event' | 'entry' | 'follow-up' | null {
  const [thing, what] = kind.split('.');
  if (thing === 'event' || thing === 'follow-up') return thing;
  const isEntry = thing === 'inquiry' || EntryType.options.some((type) => type === thing);
  return isEntry && what !== 'linked' && what !== 'unlinked' ? 'entry' : null;
}
