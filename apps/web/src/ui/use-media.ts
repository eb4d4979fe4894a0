import { useEffect, useState, useSyncExternalStore } from 'react';

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

function isField(element: Element | null): boolean {
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLInputElement && element.type !== 'checkbox')
  );
}

/** Whether a field has the focus: undo is then the field's own. */
export function useIsTyping(): boolean {
  const [isTyping, setTyping] = useState(false);
  useEffect(() => {
    const look = () => setTyping(isField(document.activeElement));
    const stopTyping = () => setTyping(false);
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', stopTyping);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', stopTyping);
    };
  }, []);
  return isTyping;
}
