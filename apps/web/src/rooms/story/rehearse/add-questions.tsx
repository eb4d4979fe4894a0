import { readBank, type BankError } from '@debrief/craft/story';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Buttons, Dialog } from '../../../ui/dialog.tsx';
import { useDraft } from '../../../ui/draft.ts';
import { Select, TextArea } from '../../../ui/field.tsx';
import { countText } from '../../../ui/time-words.ts';
import { say } from '../../../ui/toast.tsx';
import { keepOwnQuestions, removeOwnQuestions, useBank } from './own-questions.ts';

const formats = [
  { value: 'yaml', label: 'YAML' },
  { value: 'csv', label: 'CSV' },
] as const;
const examples = {
  yaml: '- text: Tell me about a night on call that changed how you work\n  competency: learning\n  difficulty: medium\n  round: panel',
  csv: 'text,competency,difficulty,role,round\n"When did you say no, and why?",judgement,hard,lead,panel',
};

/** Questions of one's own, as a list in YAML or CSV; what could not be read is told with its line. */
export function AddQuestions({ onClose }: { onClose: () => void }) {
  const [format, setFormat] = useState<'yaml' | 'csv'>('yaml');
  const [text, setText, forget] = useDraft('practice.questions', '');
  const [errors, setErrors] = useState<readonly BankError[]>([]);
  const { own } = useBank();
  const add = async () => {
    const read = await readBank(text, format);
    setErrors(read.errors);
    if (read.questions.length > 0) {
      keepOwnQuestions(read.questions);
      say({ title: `${countText(read.questions.length, 'question')} added` });
    }
    if (read.errors.length > 0) return;
    forget();
    onClose();
  };
  return (
    <Dialog isOpen onClose={onClose} title="Add questions of my own" lead="They are kept in this browser, for you alone." size="wide">
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Select label="Format" value={format} choices={formats} onChoose={setFormat} />
        <TextArea label="Questions" rows={8} value={text} placeholder={examples[format]} onChange={(event) => setText(event.target.value)} />
        {errors.length > 0 && (
          <ul role="alert" className="list-disc pl-5 text-sm text-danger">
            {errors.map((one, index) => (
              <li key={index}>
                Line {one.line}: {one.words}
              </li>
            ))}
          </ul>
        )}
        <Buttons>
          <Button type="submit" look="primary" disabled={text.trim() === ''}>
            Add
          </Button>
          {own.length > 0 && (
            <Button look="danger" onClick={removeOwnQuestions}>
              Remove my {countText(own.length, 'question')}
            </Button>
          )}
        </Buttons>
      </form>
    </Dialog>
  );
}
