import { useEffect, useState } from 'react';
import { belongsToOther, isWords, keyFor } from './draft-keys.ts';
import { upgradeDrafts } from './old-drafts.ts';

let owner: string | null = null;

/** Whose words this tab keeps from now on; what other accounts left in this browser is forgotten. Null before the sign-in. */
export function setDraftOwner(accountId: string | null): void {
  if (owner === accountId) return;
  owner = accountId;
  if (accountId !== null) upgradeDraftsOnce();
  if (accountId !== null) forgetWhere((key) => belongsToOther(key, accountId));
}

/** Drafts of the version before an upgrade are found again. */
function upgradeDraftsOnce(): void {
  try {
    for (const storage of [sessionStorage, localStorage]) upgradeDrafts(storage);
  } catch {
    // Storage is blocked: then nothing was kept in it.
  }
}

/** Who signs out leaves none of their words in this browser. */
export function forgetDrafts(): void {
  forgetWhere(isWords);
}

/** Forgets the words whose place holds this id: what they were about is gone for good. */
export function forgetDraftsAbout(id: string): void {
  forgetWhere((key) => isWords(key) && key.includes(id));
}

/** Whether somebody else than this tab works for has come into the browser. */
export function isSomebodyElse(accountId: string | null): boolean {
  return owner !== accountId;
}

function forgetWhere(isGone: (key: string) => boolean): void {
  try {
    for (const storage of [sessionStorage, localStorage])
      for (const key of Object.keys(storage).filter(isGone)) storage.removeItem(key);
  } catch {
    // Storage is blocked: then nothing was kept in it.
  }
}

/** The key in the browser's storage for words of whoever is signed in; nobody else finds them under it. */
export function draftKey(place: string): string {
  return keyFor(owner, place);
}

export function hasDraft(place: string): boolean {
  return sessionStorage.getItem(draftKey(place)) !== null;
}

export function keepDraft(place: string, value: unknown): void {
  sessionStorage.setItem(draftKey(place), JSON.stringify(value));
}

export function readDraft<T>(place: string, initial: T): T {
  try {
    const kept = sessionStorage.getItem(draftKey(place));
    // The draft was written under this very place, so it has the shape of `initial`.
    return kept === null ? initial : (JSON.parse(kept) as T);
  } catch {
    return initial;
  }
}

/** State that survives a reload, for the account that wrote it alone. `place` is the address of the field, such as `incident.INC-2.edit`;
 * passwords are no drafts. The third result forgets it: call it once the server has the value. */
export function useDraft<T>(place: string, initial: T): [T, (value: T) => void, () => void] {
  const key = draftKey(place);
  const [value, setValue] = useState(() => readDraft(place, initial));
  const [isTouched, setTouched] = useState(false);
  useEffect(() => {
    if (!isTouched) return;
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Storage is full or blocked: the draft then lives as long as the page.
    }
  }, [key, value, isTouched]);
  const change = (next: T) => {
    setTouched(true);
    setValue(next);
  };
  const forget = () => {
    setTouched(false);
    setValue(initial);
    sessionStorage.removeItem(key);
  };
  return [value, change, forget];
}
