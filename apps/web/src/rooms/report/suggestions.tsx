import type { Suggestion, Suggestions as SuggestionList } from '@debrief/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../api.ts';
import { Column } from '../../frame/page-head.tsx';
import { queries, queryClient } from '../../data/queries.ts';
import { RowCheckbox } from '../../ui/row-checkbox.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useActions } from '../../ui/keys.ts';
import { listBetween } from '../../ui/use-row-selection.ts';
import { useListCursor } from '../../ui/use-list-cursor.ts';
import { ReadProblem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { Time } from '../../ui/time.tsx';
import { showToast, showProblem } from '../../ui/toast.tsx';
import { readTime } from '../../ui/zoned-time.ts';
import { ImportReport } from './import-report.tsx';
import { addsToText, joinLines } from './suggestion-text.ts';

const route = getRouteApi('/inside/incidents/$ref/report/suggestions');
const names = { event: 'Event', factor: 'Factor', 'follow-up': 'Follow-up' } as const;

export function SuggestionsTab() {
  const { ref } = route.useParams();
  const { data: incident } = useSuspenseQuery(queries.incident(ref));
  return (
    <Column>
      <Link
        to="/incidents/$ref/report"
        params={{ ref }}
        className="touch text-sm text-accent underline-offset-2 hover:underline"
      >
        ← The report
      </Link>
      <div className="mt-1 flex items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">Suggestions</h2>
        {incident.can.import && <ImportReport incident={ref} />}
      </div>
      <Suggestions incident={ref} zone={incident.zone} />
    </Column>
  );
}

export function Suggestions({ incident, zone }: { incident: string; zone: string }) {
  const { data, error } = useQuery(queries.suggestions(incident));
  const [at, setAt] = useState(0);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [times, setTimes] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const open = (data?.items ?? []).filter((one) => one.state === 'open');
  const current = open[Math.min(at, open.length - 1)];
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const can = open.some((one) => one.can.change) && !isBusy;
  const chosen =
    selected.size > 0 ? open.filter((one) => selected.has(one.id)) : current ? [current] : [];
  const dated = open.filter((one) => one.content.kind !== 'event' || findTime(one) !== null);

  function findTime(one: Suggestion): string | null {
    return (
      readTime(times[one.id] ?? '', zone) ?? (one.content.kind === 'event' ? one.content.at : null)
    );
  }
  const decide = (which: Suggestion[], what: 'Accepted' | 'Dismissed') => {
    if (!can || which.length === 0) return;
    setBusy(true);
    const ids = which.map((one) => one.id);
    const suggestions = which.map((one) => {
      const typed = readTime(times[one.id] ?? '', zone);
      return { id: one.id, ...(typed !== null && { at: typed }) };
    });
    (what === 'Accepted'
      ? api.report.acceptSuggestions({ incident, suggestions })
      : api.report.dismissSuggestions({ incident, ids })
    )
      .then(() => {
        setSelected(new Set());
        showToast({
          title: `${what} ${ids.length === 1 ? 'one suggestion' : `${ids.length} suggestions`}`,
          undo: () => api.report.reopenSuggestions({ incident, ids }).then(refresh),
        });
        // The next key is for the next suggestion, so the list does not wait for a new read.
        queryClient.setQueryData(
          queries.suggestions(incident).queryKey,
          (before) => before && without(before, ids),
        );
        void refresh();
      })
      .catch(showProblem)
      .finally(() => setBusy(false));
  };
  const refresh = () =>
    queryClient.invalidateQueries({ queryKey: queries.suggestions(incident).queryKey });
  const openIds = open.map((one) => one.id);
  const toggle = (id: string, from: string | null = null) =>
    setSelected((before) =>
      from !== null
        ? new Set([...before, ...listBetween(openIds, from, id)])
        : before.has(id)
          ? new Set([...before].filter((one) => one !== id))
          : new Set([...before, id]),
    );
  useListCursor({
    group: 'Suggestions',
    row: 'suggestion',
    rows: () => open,
    isCurrent: (one) => one === current,
    goTo: (one) => setAt(open.indexOf(one)),
  });
  useActions('Suggestions', [
    {
      label: 'Select the suggestion',
      keys: 'x',
      isDisabled: !current,
      run: () => current && toggle(current.id),
    },
    {
      label: 'Select all',
      keys: 'mod+a',
      isDisabled: !current,
      run: () => setSelected(new Set(openIds)),
    },
    {
      label: 'Clear selection',
      keys: 'escape',
      isKeyOnly: true,
      isDisabled: selected.size === 0,
      run: () => setSelected(new Set()),
    },
    { label: 'Accept', keys: 'a', isDisabled: !can, run: () => decide(chosen, 'Accepted') },
    { label: 'Dismiss', keys: 'delete', isDisabled: !can, run: () => decide(chosen, 'Dismissed') },
  ]);
  if (error && !data) return <ReadProblem error={error} />;
  if (!data) return <Skeleton lines={6} />;
  if (open.length === 0)
    return (
      <EmptyState title="No suggestions">
        Import a postmortem to get suggestions from its timeline, causes and action items.
      </EmptyState>
    );
  return (
    <section aria-label="Open suggestions">
      <div className="my-3 flex flex-wrap gap-2">
        <Button
          look="primary"
          keys="a"
          isBusy={isBusy}
          disabled={!can || selected.size === 0}
          onClick={() => decide(chosen, 'Accepted')}
        >
          Accept
        </Button>
        <Button
          keys="delete"
          disabled={!can || selected.size === 0}
          onClick={() => decide(chosen, 'Dismissed')}
        >
          Dismiss
        </Button>
        <Button
          look="quiet"
          disabled={!can || dated.length === 0}
          onClick={() => decide(dated.slice(0, 200), 'Accepted')}
        >
          Accept all with a time
        </Button>
      </div>
      <p role="status" className="tabular mb-1 text-sm text-ink-soft empty:hidden">
        {selected.size > 0
          ? `${chosen.length} of ${open.length} selected`
          : can && 'Select suggestions to accept or dismiss them.'}
      </p>
      <ul ref={list} className="divide-y divide-line">
        {open.map((one, index) => (
          <li
            key={one.id}
            aria-current={one === current ? 'true' : undefined}
            className={one === current ? 'bg-wash px-2 py-2' : 'px-2 py-2'}
          >
            <div className="flex gap-3">
              <RowCheckbox
                aria-label={`Select “${one.content.text.slice(0, 80)}”`}
                checked={selected.has(one.id)}
                onClick={(event) => toggle(one.id, event.shiftKey ? (current?.id ?? null) : null)}
                onChange={() => undefined}
                onFocus={() => setAt(index)}
                className="mt-1 size-4"
              />
              <span className="min-w-0 flex-1">
                <span className="text-sm text-ink-soft">
                  {names[one.content.kind]} · <When one={one} at={findTime(one)} />
                </span>
                <span className="block whitespace-pre-line">{joinLines(one.content.text)}</span>
                {addsToText(one) && (
                  <q className="block truncate text-sm text-ink-soft">{joinLines(one.quote)}</q>
                )}
              </span>
            </div>
            {one === current && one.content.kind === 'event' && (
              <TimeField
                label="Another time"
                text={times[one.id] ?? ''}
                zone={zone}
                onType={(text) => setTimes({ ...times, [one.id]: text })}
                className="mt-2 ml-7 max-w-72"
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function without(suggestions: SuggestionList, ids: readonly string[]): SuggestionList {
  return { items: suggestions.items.filter((one) => !ids.includes(one.id)) };
}

function When({ one: { content }, at }: { one: Suggestion; at: string | null }) {
  if (content.kind === 'factor') return content.factor;
  if (content.kind === 'follow-up')
    return `${content.intent ?? 'no intent in the report: prevent'}${content.owner === null ? '' : ` · ${content.owner}`}${content.isDone === true ? ' · done' : ''}`;
  if (at === null) return 'no time in the report';
  return (
    <>
      <Time at={at} precision={content.precision} />
      {content.zone === null
        ? ' · no zone in the report: read as UTC'
        : ` · written in ${content.zone}`}
    </>
  );
}
