import { countText } from '@debrief/rules/numbers';
import type { Editor } from '@tiptap/core';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import { buttonClass } from '../../ui/button.tsx';
import { queries } from '../../data/queries.ts';
import { cx } from '../../ui/cx.ts';
import { floatClass } from '../../ui/float-class.ts';
import { floatContainer } from '../../ui/float-container.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { useRunWhenSettled } from '../../ui/use-run-when-settled.ts';
import { Time } from '../../ui/time.tsx';
import { Cited } from './cite-card.tsx';
import { findBlocks, findClaims, toEvidenceItems, rawOffset, type Found } from './finder-items.ts';
import { newId, type WritingDesk } from './use-desk.ts';
import type { Targets } from './use-targets.ts';
import { useObservable } from './writing/observable-value.ts';
import { insertChoice, closeFinder, type FinderRequest } from './writing/finder-trigger.ts';

interface FinderProps {
  desk: WritingDesk;
  incident: string;
  targets: Targets;
}

/**
 * What can be cited or inserted, while typing: arrows select, Enter inserts, Esc continues writing.
 */
export function Finder({ desk, incident, targets }: FinderProps) {
  const asked = useObservable(desk.asked);
  if (!asked || !desk.editor) return null;
  return (
    <OpenFinder
      key={`${asked.sign}${asked.hasSign}`}
      {...{ desk, incident, targets, asked }}
      editor={desk.editor}
    />
  );
}

function useFound(
  incident: string,
  targets: Targets,
  asked: FinderRequest,
  desk: WritingDesk,
): { found: Found[]; isLooking: boolean; isSettled: boolean } {
  const text = useDeferredValue(asked.query.trim());
  const isCiting = asked.sign === '[';
  const { data, isFetching, isPlaceholderData, isLoading } = useQuery({
    ...queries.find(incident, text),
    enabled: isCiting && text.length > 1,
    placeholderData: (before) => before,
  });
  if (!isCiting) return { found: findBlocks(asked.query), isLooking: false, isSettled: true };
  const claims = findClaims(targets, text, (attrs) => desk.cites.numberOf(attrs));
  const isSettled = text === asked.query.trim() && !isPlaceholderData && !isLoading;
  return {
    found: [...claims, ...(text.length > 1 ? toEvidenceItems(data?.items ?? []) : [])],
    isLooking: isFetching,
    isSettled,
  };
}

function OpenFinder({
  desk,
  incident,
  targets,
  asked,
  editor,
}: FinderProps & { asked: FinderRequest; editor: Editor }) {
  const id = useId();
  const { found, isLooking, isSettled } = useFound(incident, targets, asked, desk);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const words = useRef<HTMLTextAreaElement>(null);
  const current = found[Math.min(at, found.length - 1)];
  const take = (one: Found | undefined) => {
    if (!one) return false;
    const { insert } = one;
    if (insert.type === 'live')
      insertChoice(editor.view, asked, { type: 'live', attrs: { id: newId(), kind: insert.kind } });
    else insertChoice(editor.view, asked, { type: 'cite', attrs: { ...insert.attrs } });
    return true;
  };
  const enter = useRunWhenSettled(isSettled, asked.query, () => take(current));
  const takeWords = () => {
    const field = words.current;
    if (!field || current?.insert.type !== 'cite' || !current.evidence) return;
    const { text } = current.evidence;
    const [from, until] = [
      rawOffset(text, field.selectionStart),
      rawOffset(text, field.selectionEnd),
    ];
    const quote = until > from ? { quoteStart: from, quoteEnd: until } : {};
    insertChoice(editor.view, asked, {
      type: 'cite',
      attrs: { ...current.insert.attrs, ...quote },
    });
  };
  useEffect(() => setAt(0), [asked.query]);
  useEffect(() => {
    desk.keys.set((event) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        if (found.length === 0) return false;
        setAt((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
      } else if (event.key === 'Enter' && !event.shiftKey) {
        if (isSettled && !current) return false;
        enter();
      } else if (event.key === 'Tab' && !event.shiftKey && words.current) words.current.focus();
      else return false;
      event.preventDefault();
      return true;
    });
    return () => desk.keys.set(null);
  });
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  // A click outside continues writing.
  useEffect(() => {
    const stop = new AbortController();
    const close = (event: Event) => {
      if (event.target instanceof Element && !event.target.closest(`[data-finder], .report-text`))
        closeFinder(editor.view);
    };
    document.addEventListener('pointerdown', close, { signal: stop.signal });
    return () => stop.abort();
  }, [editor]);
  if (!floatContainer.current) return null;
  const what = asked.sign === '[' ? 'something to cite' : 'a block';
  return createPortal(
    <div
      data-finder
      role="group"
      aria-label={`Find ${what}`}
      className={cx(floatClass, 'fixed z-40 flex overflow-hidden')}
      style={positionFinder(editor, asked)}
    >
      <div className="flex min-w-0 flex-1 flex-col">
        <p className="flex items-center gap-2 border-b border-line px-3 py-1.5 text-xs text-ink-soft">
          <span className="min-w-0 flex-1 truncate">
            {asked.query === '' ? (
              `Type to find ${what}`
            ) : (
              <span className="font-medium text-ink">{asked.query}</span>
            )}
            {isLooking && ' · looking…'}
          </span>
          <Kbd keys="↵" /> insert <Kbd keys="escape" /> dismiss
        </p>
        <ul
          ref={list}
          id={id}
          role="listbox"
          aria-label={asked.sign === '[' ? 'What can be cited' : 'Blocks'}
          className="max-h-72 min-h-0 overflow-y-auto py-1"
        >
          {found.map((one, index) => (
            <li
              key={one.key}
              role="option"
              aria-selected={one === current}
              onPointerDown={(event) => (event.preventDefault(), take(one))}
              onPointerMove={() => index !== at && setAt(index)}
              className={cx(
                'cursor-pointer px-3 py-1 text-sm',
                one === current && 'bg-accent-wash',
              )}
            >
              <span className="block truncate">
                <span className="mr-1.5 text-2xs font-semibold text-ink-soft">{one.what}</span>
                {one.words}
              </span>
              <span className="block truncate text-xs text-ink-soft">
                {one.at !== null && <Time at={one.at} />} {one.by}
              </span>
            </li>
          ))}
          {found.length === 0 && (
            <li
              role="option"
              aria-selected="false"
              aria-disabled="true"
              className="px-3 py-1.5 text-sm text-ink-soft"
            >
              {isLooking ? 'Looking…' : 'No matches. Keep typing to continue your text.'}
            </li>
          )}
        </ul>
        <p className="sr-only" aria-live="polite">
          {current
            ? `${current.what}: ${current.words}, ${found.indexOf(current) + 1} of ${countText(found.length, 'found', 'found')}`
            : 'Nothing found'}
        </p>
      </div>
      {current?.insert.type === 'cite' && (
        <div className="hidden w-72 shrink-0 overflow-y-auto border-l border-line p-3 sm:block">
          {current.evidence ? (
            <div className="flex h-full flex-col">
              <label className="flex flex-1 flex-col text-xs text-ink-soft">
                <span className="mb-1">
                  <Kbd keys="tab" /> to select text, <Kbd keys="↵" /> to cite it
                </span>
                <textarea
                  ref={words}
                  aria-readonly="true"
                  onChange={() => undefined}
                  value={current.evidence.text}
                  onKeyDown={(event) => {
                    if (event.key === 'Enter') takeWords();
                    else if (event.key === 'Escape') closeFinder(editor.view);
                    // A read-only field has no caret in some browsers; this one has, and prevents
                    // edits.
                    else if (!changesText(event)) return;
                    else return event.preventDefault();
                    event.preventDefault();
                    event.stopPropagation();
                    editor.view.focus();
                  }}
                  className="min-h-48 w-full flex-1 resize-none rounded-sm border border-line bg-paper p-2 font-serif text-base text-ink"
                />
              </label>
              <button type="button" className={buttonClass('plain', true)} onClick={takeWords}>
                Cite selected text
              </button>
            </div>
          ) : (
            <div className="max-h-72 overflow-y-auto">
              <Cited attrs={current.insert.attrs} incident={incident} targets={targets} />
            </div>
          )}
        </div>
      )}
    </div>,
    floatContainer.current,
  );
}

function changesText({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (
    key === 'Backspace' ||
    key === 'Delete' ||
    (key.length === 1 && !ctrlKey && !metaKey) ||
    ((ctrlKey || metaKey) && /^[xv]$/i.test(key))
  );
}

/** Below the words if there is room, else on the side with more; always inside the window. */
function positionFinder(editor: Editor, asked: FinderRequest): React.CSSProperties {
  const { left, top, bottom } = editor.view.coordsAtPos(
    Math.min(asked.from, editor.state.doc.content.size),
  );
  const width = Math.min(asked.sign === '[' ? 700 : 380, innerWidth - 24);
  const x = Math.max(12, Math.min(left, innerWidth - width - 12));
  const [above, below] = [top - 12, innerHeight - bottom - 12];
  return below > 350 || below > above
    ? { width, left: x, top: bottom + 6, maxHeight: below }
    : { width, left: x, bottom: innerHeight - top + 6, maxHeight: above };
}
