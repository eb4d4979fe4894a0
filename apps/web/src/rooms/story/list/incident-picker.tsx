import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { queries } from '../../../queries.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { ProblemNote } from '../../../ui/problem.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { countText } from '../../../ui/time-words.ts';

interface Props {
  value: string;
  onChoose: (ref: string) => void;
}

/** The incident that a story is to tell: first those in which I took part, each with by what; the others that I may see are one step away. */
export function IncidentPicker({ value, onChoose }: Props) {
  const taken = useInfiniteQuery(queries.storyIncidents());
  const mine = taken.data?.pages.flatMap((page) => page.items) ?? [];
  const [wantsOthers, setWantsOthers] = useState(value !== '');
  const isNone = taken.data !== undefined && mine.length === 0;
  const hasOthers = wantsOthers || isNone;
  return (
    <div className="flex flex-col gap-3">
      <fieldset className="min-w-0">
        <legend className="mb-1 text-sm font-medium">Incidents that you took part in</legend>
        <ProblemNote error={taken.error} />
        {taken.isPending && <Skeleton lines={3} />}
        {isNone && (
          <p className="text-sm text-pretty text-ink-soft">
            None that Debrief knows of. What you write, own and declare here counts, and what you wrote in a record once you have said in the material of a
            story who of that record you are.
          </p>
        )}
        {mine.length > 0 && (
          <div className="max-h-64 overflow-y-auto rounded-md border border-line-strong">
            {mine.map((one) => (
              <Choice key={one.id} isChosen={value === one.ref} incident={one} onChoose={onChoose}>
                {one.by.join(' · ')}
                {one.stories > 0 && (
                  <span className="block">
                    {countText(one.stories, 'story')} of yours {one.stories === 1 ? 'tells' : 'tell'} it already
                  </span>
                )}
              </Choice>
            ))}
            {taken.hasNextPage && (
              <Button small look="quiet" className="m-1" isBusy={taken.isFetchingNextPage} onClick={() => void taken.fetchNextPage()}>
                Show more
              </Button>
            )}
          </div>
        )}
      </fieldset>
      {hasOthers ? (
        <Others value={value} without={new Set(mine.map((one) => one.ref))} onChoose={onChoose} />
      ) : (
        <Button small look="quiet" className="-ml-2 self-start" onClick={() => setWantsOthers(true)}>
          Another incident that I may see …
        </Button>
      )}
    </div>
  );
}

function Others({ value, without, onChoose }: Props & { without: ReadonlySet<string> }) {
  const [text, setText] = useState(without.has(value) ? '' : value);
  const list = useInfiniteQuery(queries.incidents(text === '' ? {} : { text }, 20));
  const found = (list.data?.pages.flatMap((page) => page.items) ?? []).filter((one) => !without.has(one.ref));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">Another incident that you may see</legend>
      <SearchField label="Find an incident" value={text} onSearch={setText} />
      <ProblemNote error={list.error} />
      <div className={cx('mt-2 max-h-48 overflow-y-auto rounded-md border border-line-strong', found.length === 0 && 'border-transparent')}>
        {found.map((one) => (
          <Choice key={one.id} isChosen={value === one.ref} incident={one} onChoose={onChoose} />
        ))}
        {list.data !== undefined && found.length === 0 && <p className="text-sm text-ink-soft">No other incident that you may see is like this.</p>}
        {list.hasNextPage && (
          <Button small look="quiet" className="m-1" isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        )}
      </div>
    </fieldset>
  );
}

interface ChoiceProps {
  isChosen: boolean;
  incident: { ref: string; title: string };
  onChoose: (ref: string) => void;
  children?: ReactNode;
}

function Choice({ isChosen, incident: { ref, title }, onChoose, children }: ChoiceProps) {
  return (
    <label
      className={cx(
        'flex cursor-pointer items-start gap-2 border-b border-line px-2.5 py-1.5 text-sm last:border-b-0',
        isChosen ? 'bg-accent-wash' : 'hover:bg-wash',
      )}
    >
      <input type="radio" name="story-incident" checked={isChosen} onChange={() => onChoose(ref)} className="mt-0.5 size-4 shrink-0 accent-accent" />
      <span className="min-w-0">
        <span className="tabular mr-1.5 text-xs text-ink-soft">{ref}</span>
        <span className="wrap-anywhere">{title}</span>
        {children && <span className="block text-xs text-ink-soft">{children}</span>}
      </span>
    </label>
  );
}
