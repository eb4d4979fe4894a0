import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { queries } from '../../../data/queries.ts';
import { ShowMore } from '../../../ui/show-more.tsx';
import { cx } from '../../../ui/cx.ts';
import { ReadProblem } from '../../../ui/problem.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { IncidentOption } from './incident-option.tsx';

interface Props {
  value: string;
  /** Not offered here, because they are already listed elsewhere. */
  without?: ReadonlySet<string>;
  first?: string;
  isFocused?: boolean;
  onChoose: (ref: string) => void;
}

const none: ReadonlySet<string> = new Set();

export function FindIncident({
  value,
  without = none,
  first = '',
  isFocused = false,
  onChoose,
}: Props) {
  const group = useId();
  const [text, setText] = useState(first);
  const list = useInfiniteQuery(queries.incidents(text === '' ? {} : { text }, 20));
  const found = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(
    (one) => !without.has(one.ref),
  );
  return (
    <>
      <SearchField label="Find an incident" isFocused={isFocused} value={text} onSearch={setText} />
      <ReadProblem error={list.error} />
      <div
        role="radiogroup"
        aria-label="Incidents"
        className={cx(
          'mt-2 max-h-48 overflow-y-auto rounded-md border border-line-strong',
          found.length === 0 && 'border-transparent',
        )}
      >
        {found.map((one) => (
          <IncidentOption
            key={one.id}
            group={group}
            isChosen={value === one.ref}
            incident={one}
            onChoose={onChoose}
          />
        ))}
        {list.data !== undefined && found.length === 0 && (
          <p className="text-sm text-ink-soft">No incidents match, or you don't have access.</p>
        )}
        <ShowMore list={list} small look="quiet" className="m-1" />
      </div>
    </>
  );
}
