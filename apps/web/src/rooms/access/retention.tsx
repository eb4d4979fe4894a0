import type { SourceRetention } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { findIssue } from '../../ui/problem.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { Time } from '../../ui/time.tsx';
import { showToast } from '../../ui/toast.tsx';

/** How long the evidence of each source is kept, and what the next run removes. */
export function Retention() {
  const { data, error } = useQuery(queries.retentions());
  const [changing, setChanging] = useState<SourceRetention | null>(null);
  return (
    <>
      <p className="mb-3 text-sm text-ink-soft">
        Evidence is kept forever, unless you set a number of days after its import. What is cited
        and the evidence of open incidents stay.
      </p>
      <QueryState of={{ data, error }} lines={3} />
      {data?.items.length === 0 && <p className="text-sm text-ink-soft">No sources yet.</p>}
      {data && data.items.length > 0 && (
        <ul className="border-t border-line">
          {data.items.map((source) => (
            <SourceRow key={source.sourceId} source={source} onChange={() => setChanging(source)} />
          ))}
        </ul>
      )}
      {changing && <RetentionDialog source={changing} onClose={() => setChanging(null)} />}
    </>
  );
}

function SourceRow({ source, onChange }: { source: SourceRetention; onChange: () => void }) {
  const { name, incidents, items, days, lastRun, oldestAt } = source;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2">
      <div className="min-w-0 flex-1 basis-40">
        <p className="font-medium wrap-anywhere">{name}</p>
        <p className="tabular text-xs text-ink-soft">
          {[countText(items, 'item'), ...incidents.slice(0, 3)].join(' · ')}
          {incidents.length > 3 && ` and ${incidents.length - 3} more`}
          {oldestAt !== null && (
            <>
              {' · since '}
              <Time at={oldestAt} />
            </>
          )}
          {lastRun && (
            <>
              {` · ${numberText(lastRun.items)} removed `}
              <Time at={lastRun.at} />
            </>
          )}
        </p>
      </div>
      <span className="tabular shrink-0 text-sm text-ink-soft">
        {days === null ? 'Forever' : countText(days, 'day')}
      </span>
      <Button small aria-label={`Change how long ${name} is kept`} onClick={onChange}>
        Change
      </Button>
    </li>
  );
}

function RetentionDialog({ source, onClose }: { source: SourceRetention; onClose: () => void }) {
  const [text, setText] = useState(source.days === null ? '' : String(source.days));
  const isForever = text.trim() === '';
  const days = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  const preview = useQuery({
    ...queries.retention(source.sourceId, days),
    enabled: days > 0,
    placeholderData: keepPreviousData,
  });
  const save = useMutation({
    mutationFn: () =>
      api.evidence.setRetention({ id: source.sourceId, days: isForever ? null : days }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['retention'] });
      onClose();
      showToast({
        title: isForever
          ? `${source.name} is kept forever`
          : `${source.name} is kept for ${countText(days, 'day')}`,
      });
    },
  });
  return (
    <FormDialog
      title="How long is it kept?"
      lead={source.name}
      onClose={onClose}
      save={save}
      submit="Save"
      isDisabled={!isForever && days === 0}
    >
      <Field
        label="Days after the import"
        inputMode="numeric"
        autoFocus
        value={text}
        maxLength={5}
        onChange={(event) => setText(event.target.value)}
        hint="Leave it empty to keep the evidence forever."
        error={
          findIssue(save.error, 'days') ??
          (isForever || days > 0 ? undefined : 'Enter a number of days, at least 1')
        }
      />
      {days > 0 && preview.data && (
        <div role="status" className="flex flex-col gap-1 text-sm">
          <p>
            The next run, <Time at={preview.data.nextRunAt} />, removes{' '}
            <strong className="font-semibold">{countText(preview.data.removes, 'item')}</strong>{' '}
            imported before <Time at={preview.data.before} />.
            {preview.data.removes > 0 && " You can't undo it."}
          </p>
          <Kept keeps={preview.data.keeps} />
        </div>
      )}
    </FormDialog>
  );
}

function Kept({ keeps }: { keeps: { open: number; cited: number; redacted: number } }) {
  const reasons = [
    [keeps.open, 'in an incident that is not closed'],
    [keeps.cited, 'cited, commented on or named in a report'],
    [keeps.redacted, 'redacted or removed'],
  ] as const;
  const kept = reasons.filter(([count]) => count > 0);
  if (kept.length === 0) return null;
  return (
    <>
      <p className="text-ink-soft">Older evidence that stays:</p>
      <ul className="ml-4 list-disc text-ink-soft">
        {kept.map(([count, why]) => (
          <li key={why}>
            {countText(count, 'item')} {why}
          </li>
        ))}
      </ul>
    </>
  );
}
