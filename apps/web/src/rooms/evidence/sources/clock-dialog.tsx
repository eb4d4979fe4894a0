import type { Incident, SourceStream } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Buttons, Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { findIssue, ProblemNote } from '../../../ui/problem.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { offsetWords, readOffset } from './time-range.ts';

interface ClockDialogProps {
  incident: Incident;
  source: SourceStream;
  onClose: () => void;
}

export function ClockDialog({ incident, source, onClose }: ClockDialogProps) {
  const [text, setText] = useState(String(source.clockOffsetMs / 1000));
  const offset = readOffset(text);
  const set = (clockOffsetMs: number) =>
    api.evidence.setClockOffset({
      incident: incident.ref,
      sourceId: source.sourceId,
      clockOffsetMs,
    });
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['incident', incident.ref] });
  const correct = useMutation({
    mutationFn: set,
    onSuccess: (_, ms) => {
      void refresh();
      showToast({
        title: `${source.sourceName}: clock offset ${offsetWords(ms)}`,
        undo: () => set(source.clockOffsetMs).then(refresh),
      });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (offset !== null) correct.mutate(offset);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${source.sourceName} clock`}
      lead="If this source's clock was off, enter the correction. The evidence keeps the original times, and every incident with this source shows the corrected ones."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ProblemNote error={correct.error} />
        <Field
          label="Add to the times"
          mono
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          onFocus={(event) => event.currentTarget.select()}
          hint={
            offset === null
              ? 'Seconds, such as -42, or minutes and seconds, such as 1:30'
              : `Times are shown ${offset === 0 ? 'as written' : offsetWords(offset)}`
          }
          error={
            offset === null
              ? 'Enter seconds such as -42 or 1.5, or 1:30, up to one day'
              : findIssue(correct.error, 'clockOffsetMs')
          }
        />
        <Buttons className="mt-0!">
          <Button
            type="submit"
            look="primary"
            isBusy={correct.isPending}
            disabled={offset === null}
          >
            Correct clock
          </Button>
          {source.clockOffsetMs !== 0 && (
            <Button onClick={() => correct.mutate(0)} disabled={correct.isPending}>
              Reset
            </Button>
          )}
        </Buttons>
      </form>
    </Dialog>
  );
}
