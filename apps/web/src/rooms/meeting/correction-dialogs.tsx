import type { TimelineEvent } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Field, TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { useShownZone } from '../../ui/time-zone.tsx';
import { showToast } from '../../ui/toast.tsx';
import { readTime, writeTime } from '../../ui/zoned-time.ts';

interface Props {
  incident: string;
  onClose: () => void;
}

/** What someone in the meeting said about an event. */
export function CommentDialog({ incident, event, onClose }: Props & { event: TimelineEvent }) {
  const [text, setText] = useState('');
  const save = useMutation({
    mutationFn: () =>
      api.comment.add({ incident, target: { kind: 'event', id: event.id }, text, mentions: [] }),
    onSuccess: () => {
      onClose();
      showToast({ title: 'Comment added' });
    },
  });
  return (
    <FormDialog
      title="Comment on this event"
      lead={event.title}
      submit="Add"
      save={{ ...save, mutate: () => save.mutate() }}
      onClose={onClose}
    >
      <TextArea
        label="Comment"
        name="text"
        required
        maxLength={20_000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </FormDialog>
  );
}

/** An event that is missing in the timeline, from memory. */
export function EventDialog({ incident, at, onClose }: Props & { at: string | null }) {
  const zone = useShownZone();
  const [title, setTitle] = useState('');
  const [time, setTime] = useState(at === null ? '' : writeTime(at, zone));
  const read = readTime(time, zone);
  const save = useMutation({
    mutationFn: () =>
      api.timeline.add({ incident, title, precision: 'about', ...(read !== null && { at: read }) }),
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: queries.timeline(incident).queryKey }),
    onSuccess: () => {
      onClose();
      showToast({ title: 'Added to the timeline' });
    },
  });
  return (
    <FormDialog
      title="Add to timeline"
      lead="It is marked as from memory until it cites evidence."
      submit="Add"
      save={{ ...save, mutate: () => save.mutate() }}
      onClose={onClose}
      isDisabled={read === null}
    >
      <Field
        label="What happened"
        name="title"
        required
        maxLength={500}
        autoComplete="off"
        value={title}
        onChange={({ target }) => setTitle(target.value)}
      />
      <TimeField label="When (about)" text={time} onType={setTime} zone={zone} />
    </FormDialog>
  );
}
