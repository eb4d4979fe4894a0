import type { Evidence } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { queries } from '../../../data/queries.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { ReadProblem } from '../../../ui/problem.tsx';
import { Time } from '../../../ui/time.tsx';

interface EvidencePickerProps {
  incident: string;
  /** What is already cited is marked. */
  cited: ReadonlySet<string>;
  onPick: (item: Evidence) => void;
}

/** Finds evidence by its words on screens without the record: type, arrow down, Enter. */
export function EvidencePicker({ incident, cited, onPick }: EvidencePickerProps) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const { data, error, isPlaceholderData, isLoading } = useQuery({
    ...queries.find(incident, wanted),
    enabled: wanted.length > 1,
    placeholderData: (before) => before,
  });
  const items = wanted.length > 1 ? (data?.items ?? []) : [];
  const isOpen = text.trim().length > 1;
  return (
    <>
      <ReadProblem error={error} />
      <Combobox
        label="Find evidence to cite"
        hasHiddenLabel
        listLabel="Evidence found"
        text={text}
        onTextChange={setText}
        items={items}
        isOpen={isOpen}
        isSettled={wanted === text.trim() && !isPlaceholderData && !isLoading}
        onSelect={(item) => {
          onPick(item);
          setText('');
        }}
        onEscape={isOpen ? () => setText('') : undefined}
        input={{ placeholder: 'Find evidence to cite' }}
        note={
          items.length === 0 && (
            <p role="status" className="mt-1 px-2 py-1.5 text-sm text-ink-soft">
              {data ? 'No evidence matches' : 'Searching…'}
            </p>
          )
        }
        listClass="mt-1 max-h-64 overflow-y-auto rounded-md border border-line"
      >
        {(item) => (
          <>
            <span className="line-clamp-2 font-serif wrap-anywhere">
              {item.text || '(no text)'}
            </span>
            <span className="text-xs text-ink-soft">
              {item.author?.name ?? item.streamName} ·{' '}
              <Time at={item.occurredAt} precision={item.precision} />
              {cited.has(item.itemId) && ' · already cited'}
            </span>
          </>
        )}
      </Combobox>
    </>
  );
}
