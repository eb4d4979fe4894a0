import type { EvidenceKind, RecordOutline } from '@debrief/contract';
import { isKnown } from '@debrief/rules/known';
import { numberText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, Search, X } from 'lucide-react';
import { useEffect, useState, type ReactElement, type ReactNode, type RefObject } from 'react';
import { queries } from '../../../data/queries.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/field.tsx';
import { useKnown } from '../../../ui/known-time.tsx';
import { Popover } from '../../../ui/popover.tsx';
import {
  isFiltered,
  splitList,
  noFilters,
  withToggled,
  type RecordSearch,
} from './record-search.ts';
import { useItemTags } from '../../tag/item-tags.ts';
import { kindWords } from './row-words.ts';

interface RecordFiltersProps {
  incident: string;
  outline: RecordOutline | null;
  search: RecordSearch;
  field: RefObject<HTMLInputElement | null>;
  onSearch: (patch: Partial<Record<keyof RecordSearch, string | undefined>>) => void;
  onLeave: () => void;
}

export function RecordFilters({
  incident,
  outline,
  search,
  field,
  onSearch,
  onLeave,
}: RecordFiltersProps) {
  const streams = outline?.streams ?? [];
  const kinds = outline?.kinds ?? [];
  return (
    <div className="flex flex-wrap items-center gap-1 px-2 py-1.5">
      <TextFilter
        value={search.text ?? ''}
        field={field}
        onType={(text) => onSearch({ text: text === '' ? undefined : text })}
        onLeave={onLeave}
      />
      <Choices label="Streams" count={splitList(search.stream).length}>
        {streams.map((stream) => (
          <Choice
            key={stream.streamId}
            label={stream.name}
            count={stream.count}
            isOn={splitList(search.stream).includes(stream.streamId)}
            onToggle={() => onSearch({ stream: withToggled(search.stream, stream.streamId) })}
          />
        ))}
      </Choices>
      <Choices label="Kinds" count={splitList(search.kind).length}>
        {kinds.map(({ kind, count }: { kind: EvidenceKind; count: number }) => (
          <Choice
            key={kind}
            label={kindWords[kind]}
            count={count}
            isOn={splitList(search.kind).includes(kind)}
            onToggle={() => onSearch({ kind: withToggled(search.kind, kind) })}
          />
        ))}
      </Choices>
      <Choices label="Authors" count={splitList(search.author).length}>
        <Authors incident={incident} search={search} onSearch={onSearch} />
      </Choices>
      <TagChoices search={search} onSearch={onSearch} />
      <Choices label="View" count={[search.bots, search.threads].filter(Boolean).length}>
        <Choice
          label="Hide bots"
          isOn={search.bots === 'without'}
          onToggle={() => onSearch({ bots: search.bots === 'without' ? undefined : 'without' })}
        />
        <Choice
          label="Replies in order of time"
          isOn={search.threads === 'flat'}
          onToggle={() => onSearch({ threads: search.threads === 'flat' ? undefined : 'flat' })}
        />
      </Choices>
      {isFiltered(search) && (
        <IconButton
          small
          label="Clear filters"
          icon={<X size={14} />}
          onClick={() => onSearch(noFilters)}
        />
      )}
    </div>
  );
}

/** The tags of items in the record, if it has any. */
function TagChoices({ search, onSearch }: Pick<RecordFiltersProps, 'search' | 'onSearch'>) {
  const { used } = useItemTags();
  const tags = used.filter((tag) => tag.evidence.length > 0);
  if (tags.length === 0) return null;
  return (
    <Choices label="Tags" count={splitList(search.tag).length}>
      {tags.map(({ tagId, name, evidence }) => (
        <Choice
          key={tagId}
          label={name}
          count={evidence.length}
          isOn={splitList(search.tag).includes(tagId)}
          onToggle={() => onSearch({ tag: withToggled(search.tag, tagId) })}
        />
      ))}
    </Choices>
  );
}

interface TextFilterProps {
  value: string;
  field: RefObject<HTMLInputElement | null>;
  onType: (text: string) => void;
  onLeave: () => void;
}

/** Filters shortly after the last keystroke. */
function TextFilter({ value, field, onType, onLeave }: TextFilterProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onType(text), 250);
    return () => clearTimeout(timer);
  }, [text, value, onType]);
  return (
    <label className="flex h-7 pointer-coarse:h-11 min-w-28 flex-1 max-sm:basis-full items-center gap-1.5 rounded-md border border-line-strong bg-sheet px-2 focus-within:outline-2 focus-within:outline-accent">
      <Search size={14} className="shrink-0 text-ink-faint" />
      <span className="sr-only">Find in the record</span>
      <input
        ref={field}
        type="text"
        value={text}
        maxLength={200}
        placeholder="Find  /"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (!['Escape', 'Enter', 'ArrowDown'].includes(event.key)) return;
          event.preventDefault();
          if (event.key === 'Escape' && text !== '') return (setText(''), onType(''));
          if (event.key === 'Enter') onType(text);
          onLeave();
        }}
        className="min-w-0 flex-1 bg-transparent text-sm outline-none"
      />
    </label>
  );
}

function Choices({
  label,
  count,
  children,
}: {
  label: string;
  count: number;
  children: ReactNode;
}): ReactElement {
  return (
    <Popover
      trigger={
        <Button small look={count > 0 ? 'plain' : 'quiet'}>
          {label}
          {count > 0 && <span className="tabular text-accent"> {count}</span>}
          <ChevronDown size={12} />
        </Button>
      }
      title={label}
    >
      <div className="flex max-h-80 min-w-52 flex-col overflow-y-auto pr-2">{children}</div>
    </Popover>
  );
}

function Choice({
  label,
  count,
  isOn,
  onToggle,
}: {
  label: string;
  count?: number;
  isOn: boolean;
  onToggle: () => void;
}) {
  return (
    <Checkbox
      checked={isOn}
      onChange={onToggle}
      label={
        <span className="flex min-w-0 flex-1 items-baseline justify-between gap-4">
          <span className="truncate">{label}</span>
          {count !== undefined && (
            <span className="tabular text-xs text-ink-soft">{numberText(count)}</span>
          )}
        </span>
      }
    />
  );
}

function Authors({
  incident,
  search,
  onSearch,
}: Pick<RecordFiltersProps, 'incident' | 'search' | 'onSearch'>) {
  const { data } = useQuery(queries.people(incident));
  const [find, setFind] = useState('');
  const { time } = useKnown();
  const wrote = (data?.participants ?? []).filter(
    ({ written, firstAt }) =>
      written > 0 && (time.ms === null || (firstAt !== null && isKnown(firstAt, time.ms))),
  );
  const shown = wrote
    .filter((person) => person.name.toLowerCase().includes(find.toLowerCase()))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <>
      {wrote.length > 12 && (
        <input
          aria-label="Find an author"
          placeholder="Find an author"
          value={find}
          onChange={(event) => setFind(event.target.value)}
          className="mb-1 h-7 rounded-md border border-line-strong bg-sheet px-2 text-sm"
        />
      )}
      {shown.slice(0, 200).map((person) => (
        <Choice
          key={person.personId}
          label={person.isBot ? `${person.name} (bot)` : person.name}
          isOn={splitList(search.author).includes(person.personId)}
          onToggle={() => onSearch({ author: withToggled(search.author, person.personId) })}
        />
      ))}
      {wrote.length === 0 && (
        <p className="text-sm text-ink-soft">No one has posted in this record yet.</p>
      )}
    </>
  );
}
