import type { CodingRoundInFull, TagTargetKind } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Checkbox } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';

interface StartDialogProps {
  incident: string;
  items: readonly { kind: TagTargetKind; id: string }[];
  onClose: () => void;
}

const mostItems = 500;

/** Selects tags and coders for a round. */
export function StartDialog({ incident, items, onClose }: StartDialogProps) {
  const navigate = useNavigate();
  const { data: codebook } = useQuery(queries.codebook());
  const { data: stored } = useQuery(queries.incident(incident));
  const isPrivate = stored?.visibility === 'private';
  const { data: members } = useQuery({ ...queries.members(incident), enabled: isPrivate });
  const { data: accounts } = useQuery(queries.accounts());
  const [tagIds, setTagIds] = useState<ReadonlySet<string>>(new Set());
  const [coders, setCoders] = useState<ReadonlySet<string>>(new Set());
  const [id] = useState(() => crypto.randomUUID());
  const tags = (codebook?.items ?? []).filter(
    (tag) => tag.mergedInto === null && tag.archivedAt === null,
  );
  const people = isPrivate
    ? (members?.items ?? []).map((member) => ({ id: member.accountId, name: member.name }))
    : (accounts?.items ?? []).filter((account) => !account.isDisabled);
  const save = useMutation({
    mutationFn: (): Promise<CodingRoundInFull> =>
      api.coding.start({
        incident,
        id,
        tagIds: [...tagIds],
        coders: [...coders],
        items: items.slice(0, mostItems).map(({ kind, id: itemId }) => ({ kind, id: itemId })),
      }),
    onSuccess: ({ round }) => {
      void queryClient.invalidateQueries({ queryKey: ['coding'] });
      onClose();
      void navigate({
        to: '/incidents/$ref/coding',
        params: { ref: incident },
        search: { round: round.id },
      });
    },
  });
  return (
    <FormDialog
      title={`Code ${countText(Math.min(items.length, mostItems), 'item')} independently`}
      lead="Each coder tags the items without seeing the answers of the others. When all are done, everyone sees how far they agree."
      save={save}
      submit="Start"
      isDisabled={tagIds.size === 0 || coders.size < 2}
      onClose={onClose}
    >
      <Choices
        legend="Tags"
        empty="No tags in the codebook yet."
        choices={tags}
        chosen={tagIds}
        onChoose={setTagIds}
      />
      <Choices
        legend="Coders, two or more"
        empty="No accounts."
        choices={people}
        chosen={coders}
        onChoose={setCoders}
      />
    </FormDialog>
  );
}

interface ChoicesProps {
  legend: string;
  empty: string;
  choices: readonly { id: string; name: string; definition?: string }[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

function Choices({ legend, empty, choices, chosen, onChoose }: ChoicesProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      {choices.length === 0 && <p className="text-sm text-ink-soft">{empty}</p>}
      <div className="flex max-h-48 flex-col overflow-y-auto">
        {choices.map(({ id, name, definition = '' }) => (
          <Checkbox
            key={id}
            checked={chosen.has(id)}
            onChange={() =>
              onChoose(
                chosen.has(id)
                  ? new Set([...chosen].filter((one) => one !== id))
                  : new Set([...chosen, id]),
              )
            }
            label={
              <span className="min-w-0">
                {name}
                {definition !== '' && (
                  <span className="ml-2 text-xs text-ink-soft">{definition}</span>
                )}
              </span>
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
