import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useDeferredValue, useRef, useState } from 'react';
import { api } from '../../api.ts';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { queries } from '../../data/queries.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Field } from '../../ui/field.tsx';
import { focusField } from '../../ui/focus-field.ts';
import { useActions } from '../../ui/keys.ts';
import { useRunWhenSettled } from '../../ui/use-run-when-settled.ts';
import { ReadProblem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { CompareStack, CompareTable } from './compare-table.tsx';
import { splitList, toggleName } from './library-search.ts';

const route = getRouteApi('/inside/library/compare');
const most = 5;

export function Compare() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/library/compare' });
  const refs = splitList(search.incidents).slice(0, most);
  const compared = useQuery(queries.compared(refs));
  const isNarrow = useMedia('(max-width: 767px)');
  const field = useRef<HTMLInputElement>(null);
  const set = (incidents: string) =>
    void navigate({ search: incidents === '' ? {} : { incidents }, replace: true });
  useActions('Compare', [
    { label: 'Add an incident', keys: '/', run: () => focusField(field.current) },
  ]);
  return (
    <>
      <PageHead
        isWide
        title="Compare incidents"
        before={
          <p className="text-sm text-ink-soft">
            <Link to="/library" className="touch">
              Library
            </Link>
          </p>
        }
        lead="Compare how each incident was investigated. Higher numbers aren't better."
      />
      <Column isWide>
        <div className="mb-4 flex flex-wrap items-end gap-2">
          {refs.map((ref) => (
            <span
              key={ref}
              className="inline-flex h-8 items-center gap-1 rounded-md border border-line bg-wash pl-2.5 text-sm"
            >
              {ref}
              <IconButton
                small
                label={`Remove ${ref}`}
                icon={<X size={13} />}
                onClick={() => set(toggleName(search.incidents, ref))}
              />
            </span>
          ))}
          {refs.length < most && (
            <AddIncident
              field={field}
              without={refs}
              onAdd={(ref) => set([...refs, ref].join(','))}
            />
          )}
        </div>
        <ReadProblem error={compared.error} />
        {refs.length < 2 && (
          <EmptyState
            title={refs.length === 0 ? 'Select two to five incidents' : 'Select one more'}
          >
            For example, two incidents that looked the same to customers: how long did each take,
            who was heard, and what made it hard?
          </EmptyState>
        )}
        {refs.length > 1 && compared.isPending && <Skeleton lines={8} />}
        {compared.data &&
          (isNarrow ? (
            <CompareStack incidents={compared.data.items} />
          ) : (
            <CompareTable incidents={compared.data.items} />
          ))}
      </Column>
    </>
  );
}

interface AddIncidentProps {
  field: React.RefObject<HTMLInputElement | null>;
  without: readonly string[];
  onAdd: (ref: string) => void;
}

function AddIncident({ field, without, onAdd }: AddIncidentProps) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const { data, isPlaceholderData, isLoading } = useQuery({
    queryKey: ['incidents', 'compare', wanted],
    queryFn: ({ signal }) =>
      api.incident.list(
        { limit: 10, ...(wanted === '' ? {} : { text: wanted.slice(0, 200) }) },
        { signal },
      ),
    placeholderData: (before) => before,
  });
  const offered = (data?.items ?? []).filter(({ ref }) => !without.includes(ref));
  const named = /^\s*(INC-[1-9]\d{0,8})\b/i.exec(text)?.[1]?.toUpperCase();
  const isSettled =
    named !== undefined || (wanted === text.trim() && !isPlaceholderData && !isLoading);
  const add = useRunWhenSettled(isSettled, text, () => {
    const ref = named ?? (wanted === '' ? undefined : offered[0]?.ref);
    if (!ref) return;
    onAdd(ref);
    setText('');
  });
  return (
    <form className="flex items-end gap-2" onSubmit={(event) => (event.preventDefault(), add())}>
      <Field
        ref={field}
        label="Add an incident"
        hideLabel
        placeholder="INC-12, or words from its title"
        suggestions={offered.map(({ ref, title }) => `${ref} ${title}`)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="w-72 max-w-full"
        autoComplete="off"
      />
      <Button type="submit" disabled={text.trim() === ''}>
        Add
      </Button>
    </form>
  );
}
