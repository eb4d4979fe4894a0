import { useState } from 'react';
import { api } from '../../api.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useMeetingChange } from './use-meeting-change.ts';

export function AskDialog({ incident, onClose }: { incident: string; onClose: () => void }) {
  const [text, setText] = useState('');
  const save = useMeetingChange(incident, {
    send: () => api.meeting.ask({ incident, text }),
    done: null,
    onDone: onClose,
  });
  return (
    <FormDialog title="Ask a question" submit="Ask" save={save} onClose={onClose}>
      <Field
        label="Question"
        name="text"
        required
        maxLength={2_000}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </FormDialog>
  );
}
