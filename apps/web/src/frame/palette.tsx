import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useId, useState } from 'react';
import { api } from '../api.ts';
import { cx } from '../ui/cx.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useAllActions, type Action } from '../ui/keys.ts';
import { useOnceSettled } from '../ui/once-settled.ts';
import { takeEarlyKeys } from './early-keys.ts';
import { rankActions } from './rank-actions.ts';

/** Go anywhere, do anything that the page can do. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const actions = useAllActions();
  const own = rankActions(actions, text);
  const incidents = useIncidentActions(text);
  const library = useLibraryAction(text);
  // Who names something to do looks for nothing else.
  const found = [...own, ...incidents.actions, ...(own.length === 0 ? library : [])];
  const chosen = found[Math.min(at, found.length - 1)];
  const run = (action: Action) => {
    onClose();
    // After the dialog has given the focus back, so that what runs can take it.
    setTimeout(action.run, 0);
  };
  const isSettled = incidents.isSettled || (chosen !== undefined && own.includes(chosen));
  const enter = useOnceSettled(isSettled, text, () => chosen && run(chosen));
  useEffect(() => () => void takeEarlyKeys(), []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step =
      { ArrowDown: 1, ArrowUp: -1 }[event.key] ??
      (event.ctrlKey ? ({ n: 1, p: -1 }[event.key] ?? 0) : 0);
    if (step !== 0)
      setAt((found.length + Math.min(at, found.length - 1) + step) % Math.max(1, found.length));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) enter();
    else return;
    event.preventDefault();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 bg-black/25" />
        <Dialog.Viewport className="fixed inset-0 flex items-start justify-center p-3 sm:pt-[12vh]">
          <Dialog.Popup
            data-shares-keys=""
            className="flex max-h-[70vh] w-full max-w-160 flex-col overflow-hidden rounded-lg border border-line bg-sheet shadow-float"
          >
            <Dialog.Title className="sr-only">Find anything, do anything</Dialog.Title>
            <input
              role="combobox"
              aria-label="Find an incident, a page or something to do"
              aria-expanded="true"
              aria-controls={listId}
              aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
              value={text}
              onChange={(event) => (setText(event.target.value), setAt(0))}
              onKeyDown={onKeyDown}
              onFocus={() => setText(text + takeEarlyKeys())}
              placeholder="Find an incident, a page or something to do"
              className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none"
            />
            {own.length + incidents.actions.length === 0 && (
              <p className="px-4 pt-3 text-sm text-ink-soft">Nothing here is called that.</p>
            )}
            <ul id={listId} role="listbox" aria-label="Found" className="overflow-y-auto py-1.5">
              {found.map((action, index) => (
                <Row
                  key={action.id}
                  id={`${listId}-${action.id}`}
                  action={action}
                  isChosen={action === chosen}
                  heading={found[index - 1]?.group !== action.group}
                  onRun={() => run(action)}
                  onPoint={() => setAt(index)}
                />
              ))}
            </ul>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface RowProps {
  id: string;
  action: Action;
  isChosen: boolean;
  heading: boolean;
  onRun: () => void;
  onPoint: () => void;
}

function Row({ id, action, isChosen, heading, onRun, onPoint }: RowProps) {
  return (
    <>
      {heading && (
        <li role="presentation" className="px-4 pt-2 pb-1 text-2xs font-medium text-ink-faint">
          {action.group}
        </li>
      )}
      <li
        id={id}
        role="option"
        aria-selected={isChosen}
        ref={(row) => void (isChosen && row?.scrollIntoView({ block: 'nearest' }))}
        onClick={onRun}
        onPointerMove={onPoint}
        className={cx(
          'mx-1.5 flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2.5 text-base',
          isChosen && 'bg-accent-wash text-accent',
        )}
      >
        <span className="min-w-0 flex-1 truncate">{action.label}</span>
        {action.keys && <Kbd keys={action.keys} />}
      </li>
    </>
  );
}

/** What is called by no name here may still stand in a review, a factor or the record. */
function useLibraryAction(text: string): Action[] {
  const navigate = useNavigate();
  const wanted = text.trim();
  if (wanted === '') return [];
  const run = () => void navigate({ to: '/library', search: { text: wanted } });
  return [
    { id: 'library.words', group: 'Library', label: `Search the library for “${wanted}”`, run },
  ];
}

function useIncidentActions(text: string): { actions: Action[]; isSettled: boolean } {
  const navigate = useNavigate();
  const wanted = useDeferredValue(text.trim());
  const { data, isPlaceholderData, isLoading } = useQuery({
    queryKey: ['incidents', 'palette', wanted],
    queryFn: ({ signal }) =>
      api.incident.list({ limit: 8, ...(wanted === '' ? {} : { text: wanted }) }, { signal }),
    placeholderData: (before) => before,
  });
  const actions = (data?.items ?? []).map((incident) => ({
    id: `incident.${incident.ref}`,
    group: 'Incidents',
    label: `${incident.ref}  ${incident.title}`,
    run: () => void navigate({ to: '/incidents/$ref', params: { ref: incident.ref } }),
  }));
  return { actions, isSettled: wanted === text.trim() && !isPlaceholderData && !isLoading };
}
