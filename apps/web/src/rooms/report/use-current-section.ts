import { useEffect, useState } from 'react';
import type { WritingDesk } from './use-desk.ts';
import { useObservable } from './writing/observable-value.ts';

/** Below the editor's toolbar. */
const lineAt = 170;

/** The section being read: the last one that starts above the first visible lines. */
export function useCurrentSection(desk: WritingDesk): string | null {
  const sections = useObservable(desk.sections);
  const [id, setId] = useState<string | null>(null);
  const ids = sections.map((one) => one.id).join(' ');
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const all = ids.split(' ').flatMap((one) => {
        const element = document.getElementById(`section-${one}`);
        return element && !element.classList.contains('is-removed')
          ? [{ id: one, top: element.getBoundingClientRect().top }]
          : [];
      });
      const above = all.filter((one) => one.top <= lineAt).toSorted((a, b) => b.top - a.top)[0];
      setId((above ?? all.toSorted((a, b) => a.top - b.top)[0])?.id ?? null);
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    soon();
    document.addEventListener('scroll', soon, { passive: true, capture: true });
    globalThis.addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('scroll', soon, { capture: true });
      globalThis.removeEventListener('resize', soon);
    };
  }, [ids]);
  return id;
}
