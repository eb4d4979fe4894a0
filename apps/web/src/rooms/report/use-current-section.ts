import { useEffect, useState } from 'react';
import type { WritingDesk } from './use-desk.ts';
import { sectionAttrs } from './schema/nodes.ts';
import { useObservable } from './writing/observable-value.ts';
import { sectionAround } from './writing/sections.ts';

/** Below the editor's toolbar. */
const lineAt = 170;

/**
 * The section with the caret, else the one being read: the last that starts above the first visible
 * lines.
 */
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
      if (desk.editor?.isFocused !== true) frame ||= requestAnimationFrame(look);
    };
    const follow = () => {
      const { doc, selection } = desk.editor?.state ?? {};
      const here = doc && selection && sectionAround(doc, selection.from);
      if (here) setId(sectionAttrs(here.node.attrs).id);
    };
    soon();
    const { editor } = desk;
    editor?.on('selectionUpdate', follow).on('focus', follow);
    document.addEventListener('scroll', soon, { passive: true, capture: true });
    globalThis.addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(frame);
      editor?.off('selectionUpdate', follow).off('focus', follow);
      document.removeEventListener('scroll', soon, { capture: true });
      globalThis.removeEventListener('resize', soon);
    };
  }, [ids, desk]);
  return id;
}
