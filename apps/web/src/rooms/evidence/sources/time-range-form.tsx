import type { Incident, SourceStream } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { useDraft } from '../../../data/draft.ts';
import { findIssue, ProblemNote } from '../../../ui/problem.tsx';
import { TimeField } from '../../../ui/time-field.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { readTime, writeTime } from '../../../ui/zoned-time.ts';

interface TimeRangeFormProps {
  incident: Incident;
  stream: SourceStream;
  onClose: () => void;
}

export function TimeRangeForm({ incident, stream, onClose }: TimeRangeFormProps) {
  const { zone } = incident;
  const text = (at: string | null) => (at === null ? '' : writeTime(at, zone));
  const [draft, setDraft, forget] = useDraft(`time-range.${incident.ref}.${stream.streamId}`, {
    from: text(stream.from),
    until: text(stream.until),
  });
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['incident', incident.ref] });
  const set = (range: { from: string | null; until: string | null }) =>
    api.evidence.includeStream({ incident: incident.ref, streamId: stream.streamId, ...range });
  const change = useMutation({
    mutationFn: set,
    onSuccess: () => {
      forget();
      void refresh();
      showToast({
        title: `Time range of ${stream.streamName} changed`,
        undo: () => set({ from: stream.from, until: stream.until }).then(refresh),
      });
      onClose();
    },
  });
  const end = (typed: string) => (typed.trim() === '' ? null : readTime(typed, zone));
  const isReadable = [draft.from, draft.until].every(
    (typed) => typed.trim() === '' || readTime(typed, zone) !== null,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ from: end(draft.from), until: end(draft.until) });
  };
  return (
    <form
      onSubmit={submit}
      aria-label={`Time range of ${stream.streamName}`}
      className="mt-3 flex flex-col gap-3 rounded-md bg-wash p-3"
    >
      <ProblemNote error={change.error} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TimeField
          label="From"
          text={draft.from}
          zone={zone}
          onType={(from) => setDraft({ ...draft, from })}
          hint={
            stream.firstAt
              ? `Empty: from the start, ${writeTime(stream.firstAt, zone)}`
              : 'Empty: from the start'
          }
          error={findIssue(change.error, 'from')}
        />
        <TimeField
          label="Until"
          text={draft.until}
          zone={zone}
          onType={(until) => setDraft({ ...draft, until })}
          hint={
            stream.lastAt
              ? `Empty: to the end, ${writeTime(stream.lastAt, zone)}`
              : 'Empty: to the end'
          }
          error={findIssue(change.error, 'until')}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" small look="primary" isBusy={change.isPending} disabled={!isReadable}>
          Set time range
        </Button>
        <Button
          small
          disabled={change.isPending}
          onClick={() => change.mutate({ from: null, until: null })}
        >
          Clear
        </Button>
        <Button
          small
          look="quiet"
          onClick={() => {
            forget();
            onClose();
          }}
        >
          Cancel
        </Button>
        <p className="self-center text-xs text-ink-soft">Times in {zone}.</p>
      </div>
    </form>
  );
}
