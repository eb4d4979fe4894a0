import type { Suspects } from '@debrief/contract';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { TimeField } from '../../../ui/time-field.tsx';
import { useShownZone } from '../../../ui/time-zone.tsx';
import { readTime, writeTime } from '../../../ui/zoned-time.ts';
import type { SuspectsSearch } from './suspects-search.ts';

/** Another time and other words, kept in the address. */
export function SymptomDialog({
  symptom,
  onClose,
  onSave,
}: {
  symptom: Suspects['symptom'];
  onClose: () => void;
  onSave: (search: SuspectsSearch) => void;
}) {
  const zone = useShownZone();
  const [time, setTime] = useState(() => writeTime(symptom.at, zone));
  const [text, setText] = useState(symptom.text);
  const at = readTime(time, zone);
  const save = () =>
    at !== null &&
    onSave({
      at,
      ...(text.trim() !== symptom.text && text.trim() !== '' && { text: text.trim() }),
    });
  return (
    <FormDialog
      title="Change the symptom"
      lead="Changes are compared with when it started and with its words."
      submit="Rank again"
      isDisabled={at === null}
      save={{ mutate: save, error: null, isPending: false }}
      more={<Button onClick={() => onSave({})}>Use the incident's</Button>}
      onClose={onClose}
    >
      <TimeField label="Started" text={time} onType={setTime} zone={zone} />
      <TextArea
        label="What was seen"
        value={text}
        maxLength={1000}
        onChange={(event) => setText(event.target.value)}
        hint="Names of tables, endpoints, errors and alerts say most."
      />
    </FormDialog>
  );
}
