const start = 'debrief.draft.';

export function keyFor(accountId: string | null, place: string): string {
  return `${start}${accountId ?? 'nobody'}:${place}`;
}

/**
 * Whether a storage key contains typed text. Older versions stored some without an owner: a user's
 * own questions, pending changes, dismissals in a story, notes on a report. Their owner is unknown
 * now, so they are deleted.
 */
export function isWords(key: string): boolean {
  return (
    key.startsWith(start) || /^debrief\.(own-questions$|unsaved\.|story\.meant\.|read\.)/.test(key)
  );
}

/**
 * Whether a key contains text of another account. Text typed before sign-in belongs to no one and
 * stays.
 */
export function belongsToOther(key: string, accountId: string): boolean {
  return (
    isWords(key) && !key.startsWith(keyFor(accountId, '')) && !key.startsWith(keyFor(null, ''))
  );
}
