import type { Pasted } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { useDraft } from '../../../data/draft.ts';
import { Checkbox, TextArea } from '../../../ui/field.tsx';
import { FileField } from '../../../ui/file-field.tsx';
import { Form } from '../../../ui/form.tsx';
import { IncidentChoice } from './incident-choice.tsx';

/** The raw bytes of a file: the server detects and repairs its encoding. */
async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

export function PasteForm({
  onPasted,
  onClose,
}: {
  onPasted: (pasted: Pasted) => void;
  onClose: () => void;
}) {
  const [text, setText, forget] = useDraft('story.paste', '');
  const [file, setFile] = useState<File | null>(null);
  const [incident, setIncident] = useState('');
  const [isRecollection, setRecollection] = useState(false);
  const paste = useMutation({
    mutationFn: async () =>
      api.story.paste({
        ...(file ? { bytes: await base64Of(file) } : { text }),
        isRecollection,
        ...(incident === '' ? {} : { incident }),
      }),
    onSuccess: (pasted) => {
      forget();
      onPasted(pasted);
    },
  });
  return (
    <Form
      label="Paste a story"
      save={paste}
      submit="Find parts"
      isDisabled={file === null && text.trim() === ''}
      onCancel={onClose}
    >
      <div className="flex flex-col gap-3">
        <TextArea
          label="Text"
          autoFocus
          rows={10}
          value={text}
          disabled={file !== null}
          hint="One story or several, with or without headings, in any language. Debrief finds the parts and drops nothing."
          onChange={(event) => setText(event.target.value)}
        />
        <FileField
          label="Or a file"
          accept=".txt,.md,text/*"
          name={file?.name ?? null}
          onFile={setFile}
        />
        <Checkbox
          label="This is my own account. Mark every sentence as from memory."
          checked={isRecollection}
          onChange={(event) => setRecollection(event.target.checked)}
        />
        <IncidentChoice
          value={incident}
          onChoose={setIncident}
          hint="Optional. Lets sentences cite its evidence."
        />
      </div>
    </Form>
  );
}
