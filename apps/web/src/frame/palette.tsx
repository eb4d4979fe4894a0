import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import { api } from '../api.ts';
import { Combobox } from '../ui/combobox.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useAllActions, type Action } from '../ui/keys.ts';
import { takeEarlyKeys } from './early-keys.ts';
import { rankActions } from './rank-actions.ts';
import { useMorePlaces } from './use-more-places.ts';

export function Palette({ onClose }: { onClose: () => void }) {
  useMorePlaces();
  const [text, setText] = useState('');
  const actions = useAllActions();
  const own = rankActions(actions, text);
  const incidents = useIncidentActions(text);
  const library = useLibraryAction(text);
  // A query that names an action needs no other results.
  const found = [...own, ...incidents.actions, ...(own.length === 0 ? library : [])];
  const run = (action: Action) => {
    onClose();
    // After the dialog has returned the focus, so that the action can set it.
    setTimeout(action.run, 0);
  };
  // An action of the page is found immediately; incidents arrive later.
  const isSettled = incidents.isSettled || own.length > 0;
  useEffect(() => () => void takeEarlyKeys(), []);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 bg-black/25" />
        <Dialog.Viewport className="fixed inset-0 flex items-start justify-center p-3 sm:pt-[12vh]">
          <Dialog.Popup
            data-shares-keys=""
            className="flex max-h-[70vh] w-full max-w-160 flex-col overflow-hidden rounded-lg border border-line bg-sheet shadow-float"
          >
            <Dialog.Title className="sr-only">Search or run a command</Dialog.Title>
            <Combobox
              label="Search incidents, pages and commands"
              hasHiddenLabel
              listLabel="Results"
              text={text}
              onTextChange={setText}
              items={found}
              isSettled={isSettled}
              onSelect={run}
              group={(action) => action.group}
              note={
                own.length + incidents.actions.length === 0 && (
                  <p role="status" className="px-4 pt-3 text-sm text-ink-soft">
                    No matches.
                  </p>
                )
              }
              input={{
                placeholder: 'Search incidents, pages and commands',
                onFocus: () => setText(text + takeEarlyKeys()),
                className:
                  'h-12 w-full shrink-0 border-b border-line bg-transparent px-4 text-lg outline-none',
              }}
              listClass="overflow-y-auto py-1.5"
              optionClass="mx-1.5 flex min-h-8 items-center gap-3 rounded-md px-2.5 text-base"
            >
              {(action) => (
                <>
                  <span className="min-w-0 flex-1 truncate">{action.label}</span>
                  {action.keys && <Kbd keys={action.keys} />}
                </>
              )}
            </Combobox>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Anything that matches no name here can still be in a review, a factor or the record. */
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
