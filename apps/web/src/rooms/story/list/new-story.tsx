import type { Pasted } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { useDraft } from '../../../data/draft.ts';
import { Field } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { IncidentPicker } from './incident-picker.tsx';
import { PasteForm } from './paste-form.tsx';
import { PastedStories } from './pasted-stories.tsx';

const ways = [
  { how: 'incident', label: 'From an incident' },
  { how: 'nothing', label: 'From scratch' },
  { how: 'paste', label: 'Paste a story' },
] as const;
type How = (typeof ways)[number]['how'];

/**
 * How a story starts: from an incident, empty, or pasted. `how` is one of these, or an incident.
 */
export function NewStory({ how, onClose }: { how: string; onClose: () => void }) {
  const asked = ways.find((way) => way.how === how)?.how;
  const [way, setWay] = useState<How>(asked ?? 'incident');
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const showPasted = (found: Pasted) => {
    void queryClient.invalidateQueries({ queryKey: ['stories', 'list'] });
    setPasted(found);
  };
  if (pasted)
    return (
      <Dialog
        isOpen
        size="broad"
        title="Review the parts"
        lead="Check the parts. You can change them here or later."
        onClose={onClose}
      >
        <PastedStories pasted={pasted} onClose={onClose} />
      </Dialog>
    );
  return (
    <Dialog
      isOpen
      size={way === 'nothing' ? 'narrow' : 'wide'}
      title="New story"
      lead="Private to you unless you share it."
      onClose={onClose}
    >
      <fieldset className="mb-4 flex flex-wrap gap-x-5 gap-y-1">
        <legend className="sr-only">Start from</legend>
        {ways.map(({ how, label }) => (
          <label key={how} className="flex min-h-6 cursor-pointer items-center gap-2 text-sm">
            <input
              type="radio"
              name="how"
              checked={way === how}
              onChange={() => setWay(how)}
              className="size-4 accent-accent"
            />
            {label}
          </label>
        ))}
      </fieldset>
      {way === 'paste' ? (
        <PasteForm onPasted={showPasted} onClose={onClose} />
      ) : (
        <Begin
          key={way}
          incident={way === 'incident' ? (asked ? '' : how) : null}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

/** `incident` is null for an empty story, and an empty string if none is selected yet. */
function Begin({ incident, onClose }: { incident: string | null; onClose: () => void }) {
  const navigate = useNavigate();
  const [title, setTitle, forget] = useDraft('story.new', '');
  const [chosen, setChosen] = useState(incident ?? '');
  const [id] = useState(() => crypto.randomUUID());
  const begin = useMutation({
    mutationFn: () =>
      api.story.add({
        id,
        title,
        ...(incident === null || chosen === '' ? {} : { incident: chosen }),
      }),
    onSuccess: ({ story }) => {
      forget();
      void queryClient.invalidateQueries({ queryKey: ['stories', 'list'] });
      void navigate({
        to: '/stories/$id',
        params: { id: story.id },
        search: incident === null ? {} : { side: 'suggested-evidence' },
      });
    },
  });
  return (
    <Form
      label="New story"
      save={begin}
      submit="Create story"
      isDisabled={title.trim() === '' || (incident !== null && chosen === '')}
      onCancel={onClose}
    >
      <div className="flex flex-col gap-3">
        {incident !== null && <IncidentPicker value={chosen} onChoose={setChosen} />}
        <Field
          label="Title"
          autoFocus
          required
          maxLength={300}
          value={title}
          placeholder="The night that search lost two days"
          name="title"
          hint={
            incident === null
              ? "For an incident that isn't in Debrief, write from memory. You can add dates and facts later."
              : undefined
          }
          onChange={(event) => setTitle(event.target.value)}
        />
      </div>
    </Form>
  );
}
