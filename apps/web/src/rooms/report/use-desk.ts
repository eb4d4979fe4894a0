import type { Incident, Report, SessionView } from '@debrief/contract';
import type { Editor } from '@tiptap/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { showToast } from '../../ui/toast.tsx';
import type { CiteAttrs } from './schema/nodes.ts';
import { CiteViews, type CiteCardAt } from './writing/cite-view.ts';
import { pickColor } from './writing/colors.ts';
import { connect, type Connection } from './writing/connection.ts';
import { liveBlockTexts } from './live/live-block-texts.ts';
import { makeEditor } from './writing/editor.ts';
import type { LiveHandle } from './writing/live-view.ts';
import type { SectionHandle } from './writing/section-view.ts';
import { ObservableValue } from './writing/observable-value.ts';
import type { FinderRequest } from './writing/finder-trigger.ts';
import type { SectionNote } from './writing/section-notes.ts';

type FinderKeys = ((event: KeyboardEvent) => boolean) | null;

export interface WritingDesk {
  editor: Editor | null;
  connection: Connection | null;
  sections: ObservableValue<readonly SectionHandle[]>;
  live: ObservableValue<readonly LiveHandle[]>;
  notes: ObservableValue<readonly SectionNote[]>;
  asked: ObservableValue<FinderRequest | null>;
  card: ObservableValue<CiteCardAt | null>;
  cites: CiteViews;
  /** The keys of the finder while it is open; the finder sets this. */
  keys: ObservableValue<FinderKeys>;
}

/** Ids are created here, so that writing does not wait for the server. Version 7, as everywhere. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = performance.timeOrigin + performance.now();
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

const focusable = 'a[href], button:not(:disabled), input, select, [tabindex="0"]';

/**
 * Tab in the text moves to the margin, and back to the toolbar: controls inside the text are for
 * the mouse and the palette.
 */
function leaveText(by: 1 | -1): boolean {
  const find = (place: string) =>
    [...document.querySelectorAll<HTMLElement>(`${place} :is(${focusable})`)].filter((one) =>
      one.checkVisibility(),
    );
  const margin = document.querySelector<HTMLElement>('.report-right');
  const next = by === 1 ? (find('.report-right')[0] ?? margin) : find('.report-bar').at(-1);
  next?.focus();
  return Boolean(next);
}

interface DeskOptions {
  incident: Incident;
  report: Pick<Report, 'can'>;
  session: Pick<SessionView, 'account'>;
  /** Where the text goes. */
  place: HTMLElement | null;
  onFollow: (attrs: CiteAttrs) => void;
}

export function useDesk({ incident, report, session, place, onFollow }: DeskOptions): WritingDesk {
  const follow = useEffectEvent(onFollow);
  const [fixed] = useState(() => {
    const card = new ObservableValue<CiteCardAt | null>(null);
    return {
      card,
      sections: new ObservableValue<readonly SectionHandle[]>([]),
      live: new ObservableValue<readonly LiveHandle[]>([]),
      notes: new ObservableValue<readonly SectionNote[]>([]),
      asked: new ObservableValue<FinderRequest | null>(null),
      keys: new ObservableValue<FinderKeys>(null),
      onFollow: { current: (_: CiteAttrs): void => undefined },
    };
  });
  const [cites] = useState(
    () =>
      new CiteViews(
        (card) => fixed.card.set(card),
        (attrs) => fixed.onFollow.current(attrs),
      ),
  );
  const [open, setOpen] = useState<{ editor: Editor | null; connection: Connection } | null>(null);
  const accountId = session.account?.id ?? 'nobody';
  const name = session.account?.name ?? 'Someone';
  const canWrite = report.can.write;
  useEffect(() => {
    fixed.onFollow.current = (attrs) => follow(attrs);
    if (place === null) return;
    const connection = connect(incident.id, accountId, canWrite);
    let editor: Editor | null = null;
    const begin = () => {
      if (editor || !connection.isOpen.get()) return;
      editor = makeEditor({
        element: place,
        doc: connection.doc,
        provider: connection.provider,
        writer: { id: accountId, name, color: pickColor(accountId) },
        canWrite,
        newId,
        sections: fixed.sections,
        live: fixed.live,
        cites,
        onNotes: (notes) => fixed.notes.set(notes),
        onAsked: (asked) => fixed.asked.set(asked),
        onAskedKey: (event) => fixed.keys.get()?.(event) ?? false,
        onLiveRemoved: (kinds, undo) =>
          showToast({
            title: `Removed ${kinds.map((kind) => liveBlockTexts[kind].name).join(', ')}`,
            undo,
          }),
        onLeave: (by) => fixed.keys.get() === null && leaveText(by),
        onRefused: () =>
          showToast({
            title: 'Sections stay when their text is deleted',
            detail: 'To remove a section, select “Remove” in the menu next to its title.',
          }),
      });
      setOpen({ editor, connection });
    };
    setOpen({ editor: null, connection });
    begin();
    const stop = connection.isOpen.watch(begin);
    return () => {
      stop();
      editor?.destroy();
      connection.close();
      setOpen(null);
    };
  }, [incident.id, accountId, name, canWrite, place, fixed, cites]);
  return { editor: open?.editor ?? null, connection: open?.connection ?? null, cites, ...fixed };
}
