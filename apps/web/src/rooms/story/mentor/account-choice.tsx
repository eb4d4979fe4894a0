import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { queries } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { showProblem } from '../../../ui/toast.tsx';
import { useSend } from '../../../ui/use-send.ts';

interface Props {
  label: string;
  verb: ReactNode;
  without: readonly string[];
  onChoose: (accountId: string) => Promise<void>;
  autoFocus?: boolean;
  onBack?: () => void;
}

export function AccountChoice({
  label,
  verb,
  without,
  onChoose,
  autoFocus = false,
  onBack,
}: Props) {
  const accounts = useQuery(queries.accounts());
  const session = useQuery(queries.session());
  const [chosen, setChosen] = useState('');
  const { send, isBusy } = useSend(showProblem);
  const me = session.data?.account?.id;
  const others = (accounts.data?.items ?? []).filter(
    (one) => one.id !== me && !without.includes(one.id),
  );
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== '') send(() => onChoose(chosen).then(() => setChosen('')));
      }}
    >
      <Select
        label={label}
        value={chosen}
        autoFocus={autoFocus}
        onKeyDown={(event) =>
          onBack && event.key === 'Escape' && (event.preventDefault(), onBack())
        }
        className="min-w-40"
        choices={[
          { value: '', label: 'Select a person' },
          ...others.map((one) => ({ value: one.id, label: one.name })),
        ]}
        onChoose={setChosen}
      />
      <Button type="submit" isBusy={isBusy} disabled={chosen === ''}>
        {verb}
      </Button>
      {onBack && (
        <Button look="quiet" onClick={onBack}>
          Cancel
        </Button>
      )}
    </form>
  );
}
