const start = 'debrief.draft.';

export function keyFor(accountId: string | null, place: string): string {
  return `${start}${accountId ?? 'nobody'}:${place}`;
}

/** Whether a key of the browser's storage holds words that somebody typed. An earlier Debrief kept some without saying whose they are: questions
 * of one's own, changes under way, what was meant in a story, words beside a report. Nobody can say whose they are now, so they go. */
export function isWords(key: string): boolean {
  return (
    key.startsWith(start) || /^debrief\.(own-questions$|unsaved\.|story\.meant\.|read\.)/.test(key)
  );
}

/** Whether a key holds words of anybody but this account. What was typed before the sign-in belongs to nobody, and stays. */
export function belongsToOther(key: string, accountId: string): boolean {
  return (
    isWords(key) && !key.startsWith(keyFor(accountId, '')) && !key.startsWith(keyFor(null, ''))
  );
}
