import { KeyScope } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useDraft } from '../../data/draft.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Checkbox, Field } from '../../ui/field.tsx';
import { findIssue } from '../../ui/problem.tsx';
import { scopeWords } from './words.ts';

interface Draft {
  name: string;
  scopes: KeyScope[];
  /** A day, `2027-01-31`, or nothing. */
  lastDay: string;
}

export function KeyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [draft, setDraft, forget] = useDraft<Draft>('api-key', {
    name: '',
    scopes: ['read'],
    lastDay: '',
  });
  const make = useMutation({
    mutationFn: () =>
      api.access.createKey({
        name: draft.name,
        scopes: draft.scopes,
        expiresAt: draft.lastDay === '' ? null : `${draft.lastDay}T23:59:59Z`,
      }),
    onSuccess: () => {
      forget();
      void queryClient.invalidateQueries({ queryKey: queries.keys().queryKey });
    },
  });
  const close = () => {
    make.reset();
    onClose();
  };
  if (make.data)
    return (
      <SecretDialog
        onClose={close}
        title={`The key “${make.data.name}”`}
        lead="Copy it now. It won't be shown again."
        label="API key"
        secret={make.data.key}
      />
    );
  const toggle = (scope: KeyScope) =>
    setDraft({
      ...draft,
      scopes: draft.scopes.includes(scope)
        ? draft.scopes.filter((one) => one !== scope)
        : [...draft.scopes, scope],
    });
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={close}
      title="New API key"
      lead="Acts as you, with your permissions."
      save={make}
      submit="Create key"
    >
      <Field
        label="Name"
        required
        autoFocus
        placeholder="Deploy log import"
        value={draft.name}
        onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        name="name"
      />
      <fieldset>
        <legend className="mb-1 text-sm font-medium">Permissions</legend>
        {KeyScope.options.map((scope) => (
          <Checkbox
            key={scope}
            checked={draft.scopes.includes(scope)}
            onChange={() => toggle(scope)}
            label={
              <>
                {scopeWords[scope].label}{' '}
                <span className="text-ink-soft">{scopeWords[scope].hint}</span>
              </>
            }
          />
        ))}
        {findIssue(make.error, 'scopes') && (
          <p className="text-xs font-medium text-danger">{findIssue(make.error, 'scopes')}</p>
        )}
      </fieldset>
      <DateField
        label="Expires"
        value={draft.lastDay}
        onChoose={(lastDay) => setDraft({ ...draft, lastDay })}
        hint="Leave empty for no expiry."
        name="expiresAt"
      />
    </FormDialog>
  );
}
