import { useState } from 'react';
import { api } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Buttons, Dialog } from '../../../ui/dialog.tsx';
import { useDraft } from '../../../data/draft.ts';
import { TextArea } from '../../../ui/field.tsx';
import { ProblemNote } from '../../../ui/problem.tsx';

const example =
  'name: Our principles\ncompetencies:\n  - name: Customers first\n    hint: Impact checked early\n    signs: [customer, support case, impact]\n  - name: Small steps';

export function FrameworkDialog({
  onClose,
  onAdded,
}: {
  onClose: () => void;
  onAdded: (id: string) => void;
}) {
  const [yaml, setYaml, forget] = useDraft('stories.framework', '');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    try {
      const framework = await api.story.addFramework({ yaml });
      await queryClient.invalidateQueries({ queryKey: queries.storyFrameworks().queryKey });
      forget();
      onAdded(framework.id);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Add a competency framework"
      lead="Private to you. It replaces one with the same name."
      size="wide"
    >
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextArea
          mono
          label="YAML"
          rows={10}
          value={yaml}
          placeholder={example}
          onChange={(event) => setYaml(event.target.value)}
        />
        <ProblemNote error={error} />
        <Buttons>
          <Button type="submit" look="primary" isBusy={isBusy} disabled={yaml.trim() === ''}>
            Add framework
          </Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
