import { countText } from '@debrief/rules/numbers';
import { useState } from 'react';
import { toProblem } from '../../../api.ts';
import { Button } from '../../../ui/button.tsx';
import { Buttons, Dialog } from '../../../ui/dialog.tsx';
import { useDraft } from '../../../data/draft.ts';
import { Select, TextArea } from '../../../ui/field.tsx';
import { Alert, ProblemNote } from '../../../ui/problem.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { addQuestions } from './own-questions.ts';
import { useSend } from '../../../ui/use-send.ts';

const formats = [
  { value: 'yaml', label: 'YAML' },
  { value: 'csv', label: 'CSV' },
] as const;
const examples = {
  yaml: '- text: Tell me about a night on call that changed how you work\n  competency: learning\n  difficulty: medium\n  round: panel',
  csv: 'text,competency,difficulty,role,round\n"When did you say no, and why?",judgement,hard,lead,panel',
};

interface Unread {
  line: number;
  message: string;
}

/** The lines that an error is about; null for any other error. */
function findRejectedLines(error: unknown): Unread[] | null {
  const found = (toProblem(error).issues ?? []).map(({ at, message }) => ({
    line: Number(/^line (\d+)$/.exec(at)?.[1]),
    message,
  }));
  return found.length > 0 && found.every((one) => one.line > 0) ? found : null;
}

export function AddQuestions({ onClose }: { onClose: () => void }) {
  const [format, setFormat] = useState<'yaml' | 'csv'>('yaml');
  const [text, setText, forget] = useDraft('stories.questions', '');
  const [unread, setUnread] = useState<readonly Unread[]>([]);
  const { send, error, isBusy, setError } = useSend((problem) => {
    const lines = findRejectedLines(problem);
    setUnread(lines ?? []);
    if (!lines) setError(problem);
  });
  const add = () =>
    send(async () => {
      const { added, errors } = await addQuestions({ format, text });
      showToast({
        title:
          added.length === 0
            ? 'All of these are already in your question bank'
            : `${countText(added.length, 'question')} added`,
      });
      setUnread(errors);
      if (errors.length > 0) return;
      forget();
      onClose();
    });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Add your own questions"
      lead="Private to your account."
      size="wide"
    >
      <form className="space-y-3" onSubmit={(event) => (event.preventDefault(), add())}>
        <Select
          label="Format"
          value={format}
          choices={formats}
          onChoose={setFormat}
          className="max-w-40"
        />
        <TextArea
          mono
          label="Questions"
          rows={8}
          value={text}
          placeholder={examples[format]}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <div role="alert">
          {unread.length > 0 && (
            <Alert title="Couldn't read these lines">
              <ul className="mt-1 list-disc pl-4">
                {unread.map(({ line, message }) => (
                  <li key={`${line} ${message}`}>
                    Line {line}: {message}
                  </li>
                ))}
              </ul>
              <p className="mt-1">Fix these lines and add again. Duplicates are skipped.</p>
            </Alert>
          )}
        </div>
        <ProblemNote error={error} />
        <Buttons>
          <Button type="submit" look="primary" isBusy={isBusy} disabled={text.trim() === ''}>
            Add
          </Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
