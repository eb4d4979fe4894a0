import {
  type Finding,
  type Evidence,
  type Precision,
  type TimelineEvent,
  type EventType,
  eventTypes,
} from '@debrief/contract';
import { Suspense, useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../data/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { lazyPart } from '../../ui/lazy-part.ts';
import { ReadProblem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { cx } from '../../ui/cx.ts';
import { readDroppedItems, isDraggingItems, useLatest } from '../evidence/record/index.ts';
import type { EventToTake } from '../incident/milestones/index.ts';
import { isOnAxis } from '../incident/milestones/on-axis.ts';
import { askToChange, askToMerge } from './event-requests.ts';
import { useKnown } from '../../ui/known-time.tsx';
import { makeTimeAxis, type TimeAxis } from '../../ui/time-axis.ts';
import { listEventTimes } from './lane-layout.ts';
import { focusEvent, useDesk, eventRowId } from './desk.ts';
import { EventEditor, loadEditorSoon } from './lazy-editor.tsx';
import { Milestones } from './lazy-milestones.tsx';
import type { EventAct } from './event-row.tsx';
import { findTagged, useItemTags } from '../tag/item-tags.ts';
import { FindingKinds } from './finding-kinds.tsx';
import { Lanes } from './lanes.tsx';
import { parseNewType, startAccounts, UnsavedFindings } from '../investigation/index.ts';
import { showProblem, showToast } from '../../ui/toast.tsx';
import { NewFinding } from './new-finding.tsx';
import { blankEvent } from './new-event.ts';
import { findUnconfirmed, parseKinds, mergeRows } from './rows.ts';
import {
  filterByPerspectives,
  filterByTypes,
  filterByView,
  moveEvent,
  parsePerspective,
  toPerspectiveKey,
} from './event-order.ts';
import { TimelineHead } from './timeline-head.tsx';
import { TimelineList } from './timeline-list.tsx';
import { UnsavedEvents } from './unsaved-events.tsx';
import { useTimelineKeys } from './use-timeline-keys.ts';

const OrphanDraft = lazyPart(() => import('./orphan-draft.tsx'), 'OrphanDraft');
const EmptyTimeline = lazyPart(() => import('./empty-timeline.tsx'), 'EmptyTimeline');
const TagFilter = lazyPart(() => import('./tag-filter.tsx'), 'TagFilter');
const MaskedImpact = lazyPart(() => import('./known/masked-impact.tsx'), 'MaskedImpact');

interface TimelinePanelProps {
  hasKeys: boolean;
  near: { at: string; precision: Precision } | null;
  onDrop: (items: readonly Evidence[]) => void;
}

export function TimelinePanel({ hasKeys, near, onDrop }: TimelinePanelProps) {
  const desk = useDesk();
  const { incident, search, timeline } = desk;
  const view = parsePerspective(search.view) ?? 'all';
  const compared = parsePerspective(search.compare);
  const columns =
    compared === null ? null : ([view === 'all' ? 'shared' : view, compared] as const);
  const shownTypes = eventTypes.filter((type) => search.type?.split(',').includes(type));
  const all = timeline.events ?? noEvents;
  const inView = columns ? filterByPerspectives(all, columns) : filterByView(all, view, []);
  const tags = useItemTags();
  const tagged = useKnown().at === null ? findTagged(tags.used, search.tag) : null;
  const events = filterByTypes(inView, shownTypes).filter(({ id }) => tagged?.has(id) ?? true);
  const { data: set } = useQuery(queries.milestones(incident.ref));
  const { data: investigation } = useQuery(queries.investigation(incident.ref));
  // The axis stays while a mask moves: what is not known yet leaves its place empty.
  const isMasked = useKnown().at !== null;
  const axis = useAxis(
    isMasked ? timeline.saved : inView,
    set?.milestones.filter(({ kind }) => isOnAxis(kind)) ?? noMilestones,
  );
  const findings = (desk.place.investigation.findings ?? noFindings).filter(
    ({ id }) => tagged?.has(id) ?? true,
  );
  // A filter by type hides findings, unless they are also selected.
  const kinds =
    search.type !== undefined && search.finding === undefined ? [] : parseKinds(search.finding);
  const rows = mergeRows(events, findings, kinds);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const standing = new Set([...chosen].filter((id) => events.some((event) => event.id === id)));
  const [isDropping, setDropping] = useState(false);
  const [taken, setTaken] = useState<EventToTake | null>(null);
  const [isSetting, setSetting] = useState(false);

  const selected = events.filter((event) => standing.has(event.id));
  const addAccounts = async () => {
    await startAccounts(selected, { ...desk.asker(), zone: incident.zone });
    setChosen(new Set());
    desk.edit('new-contradiction');
  };
  const merge = () => {
    if (new Set(selected.map(toPerspectiveKey)).size > 1)
      return showToast({
        title: 'These events are different perspectives',
        detail: 'Keep them, and add conflicting accounts if they differ.',
      });
    desk.ask(askToMerge(selected, desk.asker()), `Merged ${standing.size} events`);
    setChosen(new Set());
  };
  const openTags = (id: string, kind: 'event' | 'finding') =>
    tags.open(
      standing.has(id)
        ? selected.map((event) => ({ kind: 'event', id: event.id }))
        : [{ kind, id }],
    );
  const goToUnconfirmed = (id: string) => {
    const next = findUnconfirmed(rows, id);
    if (!next) return showToast({ title: 'All times are confirmed, or have no proposal' });
    desk.setSearch({ event: next.id });
    focusEvent(next.id);
  };
  const actOnFinding = (act: EventAct, finding: Finding) => {
    if (act === 'focus' && search.event !== finding.id) desk.setSearch({ event: finding.id });
    if (act === 'tag') openTags(finding.id, 'finding');
    if (act === 'edit' || act === 'step') desk.edit(finding.id, act === 'step');
    if (act === 'confirm')
      void desk.place.investigation
        .change(finding, { knownAt: finding.knownSince.at })
        .catch(showProblem);
    if (act === 'unconfirmed') goToUnconfirmed(finding.id);
    if (act !== 'remove') return;
    const at = rows.indexOf(finding);
    const next = rows[at + 1] ?? rows[at - 1];
    desk.place.investigation.remove(finding);
    if (next) focusEvent(next.id);
  };
  const onAct = useLatest((act: EventAct, id: string) => {
    const finding = findings.find((one) => one.id === id);
    if (finding) return actOnFinding(act, finding);
    const event = all.find((one) => one.id === id);
    if (!event || act === 'step') return;
    if (act === 'focus') return void (search.event !== id && desk.setSearch({ event: id }));
    if (act === 'choose')
      return setChosen(
        chosen.has(id)
          ? new Set([...chosen].filter((one) => one !== id))
          : new Set([...chosen, id]),
      );
    if (act === 'edit') return desk.edit(id);
    if (act === 'tag') return openTags(id, 'event');
    if (act === 'milestone') return setTaken({ id, title: event.title, at: event.at });
    if (act === 'unconfirmed') return goToUnconfirmed(id);
    if (act === 'confirm')
      return desk.ask(
        askToChange(event, { ...event, knownAt: event.knownSince.at }, event.perspectiveName),
        'Confirmed when this was known',
      );
    if (act === 'merge') return standing.size > 1 && merge();
    if (act === 'accounts') return standing.size > 1 && void addAccounts();
    if (act === 'remove') {
      const at = events.indexOf(event);
      const next = events[at + 1] ?? events[at - 1];
      desk.ask(
        { verb: 'remove', input: { id, version: event.version } },
        `Removed “${event.title}”`,
      );
      return next && focusEvent(next.id);
    }
    const move = moveEvent(events, id, act === 'earlier' ? -1 : 1);
    if (!move) return;
    desk.ask(
      askToChange(event, { ...event, ...move }, event.perspectiveName),
      'Moved; its time is now “about”',
    );
    focusEvent(id);
  });
  const onFollow = desk.showItem;
  const newType = parseNewType(search.edit);
  const onNew = () => desk.edit('new');
  useTimelineKeys({
    rows,
    current: search.event ?? rows[0]?.id ?? null,
    hasKeys,
    canChange: incident.can.change,
    onAct,
    onNew,
  });
  useShownEvent(search.event, timeline.events !== null);
  useEffect(loadEditorSoon, []);

  const press = (event: KeyboardEvent<HTMLElement>) => {
    const id =
      event.target instanceof HTMLElement && event.target.getAttribute('role') === 'row'
        ? event.target.id
        : '';
    const found = rows.find((one) => eventRowId(one.id) === id);
    if (event.key !== 'Enter' || !found?.can.change) return;
    event.preventDefault();
    desk.edit(found.id);
  };
  return (
    <section
      aria-label="Timeline"
      onKeyDown={press}
      onDragOver={(event) =>
        isDraggingItems(event) && incident.can.change && (event.preventDefault(), setDropping(true))
      }
      onDragLeave={(event) =>
        !event.currentTarget.contains(
          event.relatedTarget instanceof Node ? event.relatedTarget : null,
        ) && setDropping(false)
      }
      onDrop={(event) => {
        setDropping(false);
        const items = readDroppedItems(event);
        if (items.length === 0) return;
        event.preventDefault();
        onDrop(items);
      }}
      className={cx(
        'flex h-full min-h-0 flex-col',
        isDropping && 'bg-accent-wash outline-2 -outline-offset-4 outline-accent outline-dashed',
      )}
    >
      <TimelineHead
        events={all}
        shownCount={events.length}
        view={view}
        compared={compared}
        onAccounts={() => void addAccounts()}
        findingCount={rows.length - events.length}
        chosenCount={standing.size}
        onMerge={merge}
        onNew={onNew}
        onMilestone={() => setSetting(true)}
      />
      <div className="flex min-h-0 flex-1 flex-col overscroll-contain tight:overflow-y-auto">
        <Milestones
          incident={incident}
          axis={axis}
          taken={taken}
          isSetting={isSetting}
          onSet={() => setSetting(true)}
          onDone={() => (setTaken(null), setSetting(false))}
        />
        {investigation && investigation.impact.windows.length > 0 && (
          <Suspense>
            <MaskedImpact
              impact={investigation.impact}
              events={all}
              findings={findings}
              axis={axis}
            />
          </Suspense>
        )}
        <UnsavedEvents />
        <UnsavedFindings {...desk.place} />
        {!isMasked &&
          search.edit !== undefined &&
          search.edit !== 'new' &&
          timeline.events !== null &&
          !all.some((event) => event.id === search.edit) && (
            <Suspense>
              <OrphanDraft eventId={search.edit} />
            </Suspense>
          )}
        <Lanes
          events={inView}
          axis={axis}
          shown={shownTypes}
          current={search.event ?? null}
          perspectives={columns ?? (view === 'all' ? [] : [view])}
          by={search.lanes === 'perspective' ? 'perspective' : 'type'}
          onLane={({ types, perspective }) =>
            desk.setSearch(
              perspective === undefined
                ? { type: toggledTypes(shownTypes, types) }
                : { view: perspective === view ? undefined : perspective },
            )
          }
          onGroup={(by) => desk.setSearch({ lanes: by === 'type' ? undefined : by })}
          onEvent={(id) => (desk.setSearch({ event: id }), focusEvent(id))}
        />
        <FindingKinds
          findings={findings}
          shown={kinds}
          onShow={(finding) => desk.setSearch({ finding })}
        />
        {tags.used.length > 0 && (
          <Suspense>
            <TagFilter />
          </Suspense>
        )}
        <div className="roomy:min-h-0 roomy:flex-1 roomy:overflow-y-auto overscroll-contain">
          <ReadProblem error={timeline.error} />
          {timeline.events === null && !timeline.error && (
            <div className="px-4">
              <Skeleton lines={8} />
            </div>
          )}
          {search.edit === 'new' && incident.can.change && (
            <div className="px-2">
              <EventEditor isNew event={blankEvent(desk.asker(), near)} />
            </div>
          )}
          {newType && incident.can.change && (
            <div className="px-2 py-1">
              <NewFinding type={newType} />
            </div>
          )}
          {rows.length > 0 && (
            <TimelineList
              rows={rows}
              columns={columns}
              current={search.event ?? null}
              chosen={standing}
              onAct={onAct}
              onFollow={onFollow}
            />
          )}
          {timeline.events !== null &&
            rows.length === 0 &&
            all.length === 0 &&
            !newType &&
            search.edit !== 'new' &&
            (isMasked ? (
              <EmptyState title="Nothing in the timeline was known yet">
                Move to the next marked moment (]), or show everything.
              </EmptyState>
            ) : (
              <Suspense>
                <EmptyTimeline incident={incident} />
              </Suspense>
            ))}
          {all.length > 0 && rows.length === 0 && (
            <EmptyState title="No events match">
              Select another perspective, or show all event types.
            </EmptyState>
          )}
        </div>
      </div>
    </section>
  );
}

function toggledTypes(shown: readonly EventType[], lane: readonly EventType[]): string | undefined {
  const isOn = lane.some((type) => shown.includes(type));
  const next = isOn ? shown.filter((type) => !lane.includes(type)) : [...shown, ...lane];
  return next.length === 0 ? undefined : next.join(',');
}

const noEvents: readonly TimelineEvent[] = [];
const noFindings: readonly Finding[] = [];
const noMilestones: readonly { at: string }[] = [];

/** One axis for milestones, durations and lanes; it does not change while their times don't. */
function useAxis(
  events: readonly TimelineEvent[],
  milestones: readonly { at: string }[],
): TimeAxis {
  const times = [...listEventTimes(events), ...milestones.map(({ at }) => Date.parse(at))].join(
    ' ',
  );
  return useMemo(() => makeTimeAxis(times.split(' ').filter(Boolean).map(Number)), [times]);
}

function useShownEvent(id: string | undefined, isRead: boolean): void {
  useEffect(() => {
    if (id !== undefined && isRead)
      document.getElementById(eventRowId(id))?.scrollIntoView({ block: 'nearest' });
  }, [id, isRead]);
}
