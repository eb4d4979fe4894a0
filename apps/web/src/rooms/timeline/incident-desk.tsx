import type { Evidence, Precision } from '@debrief/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { nowMs } from '../../clock.ts';
import { queries } from '../../data/queries.ts';
import { useActions } from '../../ui/keys.ts';
import { lazyPart } from '../../ui/lazy-part.ts';
import { useKnown, useMaskedIncident } from '../../ui/known-time.tsx';
import { showToast, showProblem } from '../../ui/toast.tsx';
import {
  emptySelection,
  RecordPanel,
  useLatest,
  type ItemSelection,
  type ScrollTarget,
  type SelectedQuote,
} from '../evidence/record/index.ts';
import { toCitationInputs, toCitation, uniqueCitations } from '../evidence/cite/index.ts';
import { claimNumbers, newFinding, type FindingPlace } from '../investigation/index.ts';
import { askToChange, askToAdd, type RequestContext } from './event-requests.ts';
import { mapCitedItems, listCitedPlaces } from './cited-items.ts';
import { DeskContext, focusEvent, focusRecord, type Desk } from './desk.ts';
import { patchSearch, type DeskPatch } from './desk-search.ts';
import { SplitPane } from './split-pane.tsx';
import { TimelinePanel } from './timeline-panel.tsx';
import { useIsTyping, useMedia } from '../../ui/use-media.ts';
import { useDeskInvestigation, createFindingAdder } from './use-desk-investigation.ts';
import { useOpening } from './use-opening.ts';
import { useInstantSearch } from '../../ui/use-instant-search.ts';
import { useTimeline } from './use-timeline.ts';
import type { EventRequest } from './event-requests.ts';

const NarrowDesk = lazyPart(() => import('./narrow-desk.tsx'), 'NarrowDesk');

const route = getRouteApi('/inside/incidents/$ref/');

export function IncidentDesk() {
  const { ref } = route.useParams();
  const [search, announce] = useInstantSearch(route.useSearch());
  const navigate = route.useNavigate();
  const router = useRouter();
  const { data: stored } = useSuspenseQuery(queries.incident(ref));
  const incident = useMaskedIncident(stored);
  const { data: session } = useQuery(queries.session());
  // Only the editor needs everyone who could have this perspective: counting their messages takes
  // time.
  const { data: people } = useQuery({ ...queries.people(ref), enabled: search.edit !== undefined });
  const timeline = useTimeline(incident);
  const lastDone = useRef<'timeline' | 'investigation'>('timeline');
  const investigation = useDeskInvestigation(incident, () => (lastDone.current = 'investigation'));
  const isNarrow = useMedia('(max-width: 767px)');
  const isTyping = useIsTyping();
  const [pane, setPane] = useState<'record' | 'timeline'>(
    search.pane === 'timeline' || search.edit !== undefined ? 'timeline' : 'record',
  );
  const keysAt = isNarrow ? (search.pane === 'timeline' ? 'timeline' : 'record') : pane;
  const [chosen, setChosen] = useState<ItemSelection>(emptySelection);
  const { at: knownAt } = useKnown();
  const [jump, setJump] = useState<ScrollTarget | null>(() =>
    search.item
      ? { n: 1, item: search.item }
      : (search.at ?? knownAt)
        ? { n: 1, at: search.at ?? knownAt ?? '' }
        : null,
  );
  const [near, setNear] = useState<{ at: string; precision: Precision } | null>(null);
  const citeInto = useRef<Desk['citeInto']['current']>(null);

  const setSearch = useLatest((patch: DeskPatch) => {
    // Navigation to another tab is not interrupted by a pending update of the URL.
    if (router.latestLocation.pathname !== `/incidents/${ref}`) return;
    announce((now) => patchSearch(now, patch));
    void navigate({ search: (now) => patchSearch(now, patch), replace: true, resetScroll: false });
  });
  const goTo = useLatest((to: Omit<ScrollTarget, 'n'>) =>
    setJump({ ...to, n: (jump?.n ?? 1) + 1 }),
  );
  const lastKnown = useRef(knownAt);
  useEffect(() => {
    // The record is asked again when the mask rests: it opens at its end.
    if (knownAt !== null && knownAt !== lastKnown.current) goTo({ at: knownAt });
    lastKnown.current = knownAt;
  }, [knownAt, goTo]);
  const open = (at: string) => setJump((before) => before ?? { n: 1, at });
  const places = useOpening(ref, search, open, goTo);
  const asker = (): RequestContext => ({
    incident,
    actor: session?.actor ?? { type: 'account', id: null, name: 'You' },
    nowMs: nowMs(),
    newId: () => crypto.randomUUID(),
  });
  const undo = useLatest((key?: string) => {
    if (key === undefined && lastDone.current === 'investigation')
      return void investigation.undo().catch(showProblem);
    timeline
      .undo(key)
      .then((what) =>
        showToast(what === null ? { title: 'Nothing to undo' } : { title: 'Undone', detail: what }),
      )
      .catch(showProblem);
  });
  const ask = useLatest((wanted: EventRequest | null, said: string | null) => {
    if (!wanted) return;
    lastDone.current = 'timeline';
    const key = timeline.writes.add(wanted);
    if (said !== null) showToast({ title: said, undo: () => undo(key) });
  });
  const showItem = useLatest((itemId: string) => {
    if (isNarrow) setSearch({ item: itemId, pane: undefined });
    setPane('record');
    goTo({ item: itemId });
  });
  const edit = useLatest((id: string | null, isStepping = false) =>
    setSearch({
      edit: id ?? undefined,
      step: isStepping ? '1' : undefined,
      ...(isNarrow && id !== null ? { pane: 'timeline' as const } : {}),
      ...(id === null || id.startsWith('new') ? {} : { event: id }),
    }),
  );

  const addToTimeline = useLatest((items: readonly Evidence[], quote: SelectedQuote | null) => {
    const wanted = askToAdd(items, quote, { value: { type: 'shared' }, name: null }, asker());
    if (wanted?.verb !== 'add') return;
    ask(
      wanted,
      items.length === 1
        ? 'Added to the timeline'
        : `Added ${items.length} items to the timeline as one event`,
    );
    setSearch({ event: wanted.input.id });
  });
  const cite = useLatest((items: readonly Evidence[], quote: SelectedQuote | null) => {
    const citations = items.map((item) => toCitation(item, quote, crypto.randomUUID.bind(crypto)));
    const said = citations.length === 1 ? 'Cited' : `Cited ${citations.length} items`;
    if (citeInto.current) {
      citeInto.current(citations);
      return showToast({ title: `${said} into what is open` });
    }
    const finding = investigation.findings?.find((one) => one.id === search.event);
    if (finding) {
      const all = uniqueCitations([...finding.citations, ...citations]);
      const given = { citations: toCitationInputs({ citations: all }) };
      return void investigation.change(finding, given, all).catch(showProblem);
    }
    const event = timeline.events?.find((one) => one.id === search.event);
    if (!event)
      return showToast({
        title: 'No event is open',
        detail: 'Select an event first, then press c to cite evidence in it.',
      });
    ask(
      askToChange(
        event,
        { ...event, citations: uniqueCitations([...event.citations, ...citations]) },
        event.perspectiveName,
      ),
      `${said} into “${event.title}”`,
    );
  });

  const propose = useLatest(
    createFindingAdder({ zone: incident.zone, asker, edit, open: search.edit, citeInto }),
  );
  const events = timeline.events;
  const { findings } = investigation;
  const numbers = useMemo(() => claimNumbers(events ?? [], findings ?? []), [events, findings]);
  const cited = useMemo(
    () => mapCitedItems(events ?? [], findings ?? [], numbers),
    [events, findings, numbers],
  );
  const inOrder = useMemo(() => listCitedPlaces(events ?? [], findings ?? []), [events, findings]);
  const participants = people?.participants ?? [];
  const personName = (id: string) =>
    participants.find((person) => person.personId === id)?.name ?? 'one person';
  useActions('Timeline', [
    { label: 'Undo', keys: 'u', isDisabled: knownAt !== null, run: () => undo() },
    {
      label: 'Undo',
      keys: 'mod+z',
      isKeyOnly: true,
      isDisabled: isTyping || knownAt !== null,
      run: () => undo(),
    },
    {
      label: 'Go to the timeline',
      keys: 'g 2',
      run: () => (setPane('timeline'), setSearch({ pane: 'timeline' }), focusFirst()),
    },
  ]);
  useActions('Record', [
    {
      label: 'Go to the record',
      keys: 'g 1',
      run: () => (setPane('record'), setSearch({ pane: undefined }), focusRecord()),
    },
  ]);
  const focusFirst = () => {
    const first = search.event ?? events?.[0]?.id;
    if (first !== undefined) focusEvent(first);
  };

  const place: FindingPlace = { incident, investigation, numbers, onShowItem: showItem, citeInto };
  const blankFinding: Desk['blankFinding'] = (type) =>
    newFinding(type, incident, asker().actor, near?.at);
  const shared = {
    incident,
    timeline,
    search,
    setSearch,
    numbers,
    asker,
    ask,
    undo,
    showItem,
    edit,
    citeInto,
    place,
    blankFinding,
  };
  const desk: Desk = { ...shared, people: participants, personName };
  const record = (
    <div
      data-has-keys={keysAt === 'record' || undefined}
      className="desk-pane h-full"
      onFocusCapture={() => setPane('record')}
      onPointerDownCapture={() => setPane('record')}
    >
      <RecordPanel
        incident={incident}
        search={search}
        onSearch={setSearch}
        cited={cited}
        citedInOrder={inOrder}
        moments={events ?? []}
        places={places}
        hasKeys={keysAt === 'record'}
        jump={jump}
        chosen={chosen}
        onChoose={setChosen}
        onJump={goTo}
        onStand={setNear}
        onAddToTimeline={addToTimeline}
        onCite={cite}
        onFinding={propose}
        onEvent={(eventId) => {
          setSearch({ event: eventId, ...(isNarrow ? { pane: 'timeline' } : {}) });
          focusEvent(eventId);
        }}
      />
    </div>
  );
  const story = (
    <div
      data-has-keys={keysAt === 'timeline' || undefined}
      className="desk-pane h-full"
      onFocusCapture={() => setPane('timeline')}
      onPointerDownCapture={() => setPane('timeline')}
    >
      <TimelinePanel
        hasKeys={keysAt === 'timeline'}
        near={near}
        onDrop={(items) => (addToTimeline(items, null), setChosen(emptySelection))}
      />
    </div>
  );
  return (
    <DeskContext value={desk}>
      <div className="relative min-h-80 flex-1">
        {isNarrow ? (
          <Suspense>
            <NarrowDesk
              pane={search.pane === 'timeline' ? 'timeline' : 'record'}
              onPane={(next) => setSearch({ pane: next === 'timeline' ? next : undefined })}
              record={record}
              timeline={story}
              eventCount={events?.length ?? 0}
            />
          </Suspense>
        ) : (
          <SplitPane left={record} right={story} />
        )}
      </div>
    </DeskContext>
  );
}
