import { useEffect, useState } from 'react';

function read<T>(key: string, initial: T): T {
  try {
    const kept = sessionStorage.getItem(key);
    // The draft was written by this very hook under this very place, so it has the shape of `initial`.
    return kept === null ? initial : (JSON.parse(kept) as T);
  } catch {
    return initial;
  }
}

/**
 * State that survives a reload. `place` is the address of the field, such as `incident.INC-2.edit`; passwords are no drafts.
 * The third result forgets it: call it once the server has the value.
 */
export function useDraft<T>(place: string, initial: T): [T, (value: T) => void, () => void] {
  const key = `debrief.draft.${place}`;
  const [value, setValue] = useState(() => read(key, initial));
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
