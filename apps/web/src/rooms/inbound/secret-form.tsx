import type { InboundEndpoint } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { inboundCalls, inboundKey } from '../../data/inbound-calls.ts';
import { queryClient } from '../../data/queries.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Checkbox, Field } from '../../ui/field.tsx';

interface SecretFormProps {
  incident: string | null;
  endpoint: InboundEndpoint;
  /** The program that makes the secret. */
  program: string;
  onClose: () => void;
}

/** Stores, replaces or removes the sender's own signing secret. It is never shown. */
export function SecretForm({ incident, endpoint, program, onClose }: SecretFormProps) {
  const [secret, setSecret] = useState('');
  const [immediately, setImmediately] = useState(false);
  const [isRemoved, setRemoved] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      inboundCalls(incident).setSecret({
        id: endpoint.id,
        secret: isRemoved ? null : secret,
        immediately,
      }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: inboundKey(incident) });
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title={endpoint.hasSecret ? 'Replace the signing secret' : 'Signing secret'}
      lead={`Paste the secret that ${program} shows for this webhook. Debrief then refuses deliveries without a valid signature. It is never shown again.`}
      save={save}
      submit={isRemoved ? 'Remove secret' : 'Save secret'}
      look={isRemoved ? 'danger' : 'primary'}
    >
      {!isRemoved && (
        <Field
          label="Signing secret"
          type="password"
          autoComplete="off"
          autoFocus
          required
          mono
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
          name="secret"
        />
      )}
      {endpoint.hasSecret && (
        <div>
          {!isRemoved && (
            <Checkbox
              label="Stop accepting the old secret immediately, not after a day"
              checked={immediately}
              onChange={(event) => setImmediately(event.target.checked)}
            />
          )}
          <Checkbox
            label="Remove the secret: deliveries are no longer verified with it"
            checked={isRemoved}
            onChange={(event) => setRemoved(event.target.checked)}
          />
        </div>
      )}
    </FormDialog>
  );
}
