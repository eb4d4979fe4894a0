import { StoryOutcome, type Story } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Checkbox, Field, Select } from '../../ui/field.tsx';
import { IncidentChoice } from './list/incident-choice.tsx';
import type { StoryVerbs } from './use-story.ts';
import { outcomeWords } from './words.ts';

const outcomes = [
  { value: '', label: 'Not set' },
  ...StoryOutcome.options.map((value) => ({ value, label: outcomeWords[value] })),
] as const;

export function StoryDetails({
  story,
  verbs,
  onClose,
}: {
  story: Story;
  verbs: StoryVerbs;
  onClose: () => void;
}) {
  const [title, setTitle] = useState(story.title);
  const [incident, setIncident] = useState(story.incident?.ref ?? '');
  const [day, setDay] = useState(story.happenedOn ?? '');
  const [outcome, setOutcome] = useState<StoryOutcome | ''>(story.outcome ?? '');
  const [shown, setShown] = useState<readonly string[]>(story.competencies);
  const frameworks = useQuery({
    queryKey: ['stories', 'frameworks'],
    queryFn: ({ signal }) => api.story.frameworks(undefined, { signal }),
  });
  const save = useMutation({
    mutationFn: () =>
      verbs.changeStory(() => ({
        title,
        outcome: outcome === '' ? null : outcome,
        happenedOn: day === '' ? null : day,
        competencies: [...shown],
        // A hidden incident is kept, unless another one is named.
        ...(incident === (story.incident?.ref ?? '')
          ? {}
          : { incident: incident === '' ? null : incident }),
      })),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      size="wide"
      title="Story details"
      onClose={onClose}

      label="Story details"
      save={save}
      submit="Save"
      isDisabled={title.trim() === ''}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label="Title"
          required
          value={title}
          name="title"
          className="sm:col-span-2"
          onChange={(event) => setTitle(event.target.value)}
        />
        <div className="sm:col-span-2">
          <IncidentChoice
            value={incident}
            onChoose={setIncident}
            hint="Evidence is suggested from this incident."
          />
        </div>
        <DateField label="Date" value={day} name="happenedOn" onChoose={setDay} />
        <Select label="How it ended" value={outcome} choices={outcomes} onChoose={setOutcome} />
      </div>
      {frameworks.data?.items.map((framework) => (
        <fieldset key={framework.id} className="mt-4">
          <legend className="text-sm font-medium">
            Competencies, by framework {framework.name}
          </legend>
          <div className="mt-1 grid gap-x-4 sm:grid-cols-2">
            {framework.competencies.map((one) => (
              <Checkbox
                key={one.key}
                label={one.name}
                title={one.hint}
                checked={shown.includes(one.key)}
                onChange={(event) =>
                  setShown(
                    event.target.checked
                      ? [...shown, one.key]
                      : shown.filter((key) => key !== one.key),
                  )
                }
              />
            ))}
          </div>
        </fieldset>
      ))}
    </FormDialog>
  );
}
