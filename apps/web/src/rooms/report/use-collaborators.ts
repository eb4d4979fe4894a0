import type { Awareness } from 'y-protocols/awareness';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { sectionAround } from './writing/sections.ts';
import { useObservable } from './writing/observable-value.ts';
import type { WritingDesk } from './use-desk.ts';

/** What each browser sends to others about its writer. It comes from outside, so it is validated. */
const Told = z.object({
  user: z.object({ name: z.string().max(200), color: z.string().regex(/^#[0-9a-f]{6}$/i) }),
  section: z.string().nullish(),
  removing: z.string().nullish(),
});

export interface Collaborator {
  clientId: number;
  name: string;
  color: string;
  /** Where their caret is; null while they only read. */
  sectionId: string | null;
  /** The section that they removed last. */
  removing: string | null;
}

function othersIn(awareness: Awareness): Collaborator[] {
  return [...awareness.getStates()].flatMap(([clientId, state]): Collaborator[] => {
    const told = Told.safeParse(state).data;
    if (clientId === awareness.clientID || !told) return [];
    return [
      { clientId, ...told.user, sectionId: told.section ?? null, removing: told.removing ?? null },
    ];
  });
}

export function useCollaborators({ editor, connection }: WritingDesk): Collaborator[] {
  const [others, setOthers] = useState<Collaborator[]>([]);
  const awareness = connection?.provider.awareness ?? null;
  useEffect(() => {
    if (!awareness) return;
    const look = () => {
      const next = othersIn(awareness);
      setOthers((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    look();
    awareness.on('change', look);
    return () => awareness.off('change', look);
  }, [awareness]);
  useEffect(() => {
    if (!editor || !awareness) return;
    let told: string | null = null;
    const announce = () => {
      const here = editor.isFocused
        ? String(
            sectionAround(editor.state.doc, editor.state.selection.from)?.node.attrs['id'] ?? '',
          )
        : '';
      if (here === (told ?? '')) return;
      told = here;
      awareness.setLocalStateField('section', here === '' ? null : here);
    };
    editor.on('selectionUpdate', announce);
    editor.on('focus', announce);
    editor.on('blur', announce);
    return () =>
      void [
        editor.off('selectionUpdate', announce),
        editor.off('focus', announce),
        editor.off('blur', announce),
      ];
  }, [editor, awareness]);
  return others;
}

/** Who removed which section, as far as they are or were connected. */
export function useRemovers(
  desk: WritingDesk,
  others: readonly Collaborator[],
): ReadonlyMap<string, string> {
  const sections = useObservable(desk.sections);
  const [removers, setRemovers] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const found = others.filter(
      (one) => one.removing !== null && removers.get(one.removing) !== one.name,
    );
    if (found.length > 0)
      setRemovers(
        new Map([...removers, ...found.map((one) => [one.removing ?? '', one.name] as const)]),
      );
  }, [others, removers]);
  const removed = new Set(sections.filter((one) => one.isRemoved).map((one) => one.id));
  return new Map([...removers].filter(([id]) => removed.has(id)));
}
