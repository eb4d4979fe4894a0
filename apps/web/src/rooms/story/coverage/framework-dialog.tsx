import { useMutation } from '@tanstack/react-query';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { useDraft } from '../../../data/draft.ts';
import { TextArea } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';

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
  const add = useMutation({
    mutationFn: () => api.story.addFramework({ yaml }),
    onSuccess: async (framework) => {
      await queryClient.invalidateQueries({ queryKey: storyQueries.storyFrameworks().queryKey });
      forget();
      onAdded(framework.id);
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Add a competency framework"
      lead="Private to you. It replaces one with the same name."
      size="wide"
    >
      <Form save={add} submit="Add framework" isDisabled={yaml.trim() === ''}>
        <TextArea
          mono
          label="YAML"
          rows={10}
          value={yaml}
          placeholder={example}
          onChange={(event) => setYaml(event.target.value)}
        />
      </Form>
    </Dialog>
  );
}
