import { useEffect, useState } from 'react';
import { belongsToOther, isWords, keyFor } from './draft-keys.ts';
import { upgradeDrafts } from './old-drafts.ts';

let owner: string | null = null;

/**
 * Sets whose drafts this tab stores from now on, and deletes drafts of other accounts in this
 * browser. Null before sign-in.
 */
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
    // Storage is blocked, so nothing was stored in it.
  }
}

/** Signing out leaves no drafts in this browser. */
export function forgetDrafts(): void {
  forgetWhere(isWords);
}

/** Deletes drafts whose place contains this id: what they were about was deleted permanently. */
export function forgetDraftsAbout(id: string): void {
  forgetWhere((key) => isWords(key) && key.includes(id));
}

/** Whether another account has signed in to this browser. */
export function isOtherAccount(accountId: string | null): boolean {
  return owner !== accountId;
}

function forgetWhere(isGone: (key: string) => boolean): void {
  try {
    for (const storage of [sessionStorage, localStorage])
      for (const key of Object.keys(storage).filter(isGone)) storage.removeItem(key);
  } catch {
    // Storage is blocked, so nothing was stored in it.
  }
}

/** The storage key of a draft of the signed-in account; no one else's code path uses it. */
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
    // The draft was stored under the same place, so it has the type of `initial`.
    return kept === null ? initial : (JSON.parse(kept) as T);
  } catch {
    return initial;
  }
}

/**
 * State that survives a reload, only for the account that typed it. `place` identifies the field,
 * for example `incident.INC-2.edit`; never use it for passwords. The third result deletes the
 * draft: call it when the server has the value.
 */
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
