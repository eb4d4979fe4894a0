import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';

export function CustomReplacement({
  onAdd,
  onClose,
}: {
  onAdd: (words: string) => void;
  onClose: () => void;
}) {
  const [words, setWords] = useState('');
  return (
    <form
      className="mt-3 flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== '') onAdd(words.trim());
      }}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <Field
        label="Other words to replace"
        hint="Exactly as they appear in the story, such as a customer's name."
        className="flex-1"
        autoFocus
        value={words}
        maxLength={200}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="submit" look="primary" disabled={words.trim() === ''}>
        Replace
      </Button>
    </form>
  );
}
