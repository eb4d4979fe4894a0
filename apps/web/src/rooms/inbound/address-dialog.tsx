import type { InboundSourceName } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { queryClient } from '../../data/queries.ts';
import { inboundKey } from '../../data/inbound-calls.ts';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { CopyLines } from '../../ui/copy-lines.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { MappingSelect } from './mapping-select.tsx';
import { Checkbox, Field, Select } from '../../ui/field.tsx';

interface GivenAddress {
  name: string;
  source: string;
  mappingId: string | null;
  immediately: boolean;
}

interface AddressDialogProps {
  /** Null for the organization. */
  incident: string | null;
  title: string;
  lead: string;
  verb: string;
  /** The programs that can send: for a new address, which has a name too. */
  sources?: readonly InboundSourceName[];
  /** The path of the new URL; null if there is none. */
  act: (given: GivenAddress) => Promise<string | null>;
  /** Ask whether the old address works for another day. */
  hasOverlap?: boolean;
  onClose: () => void;
}

/** Asks before a URL is created, replaced or revoked, and shows a new one for the only time. */
export function AddressDialog(props: AddressDialogProps) {
  const { incident, title, lead, verb, sources, act, hasOverlap, onClose } = props;
  const [immediately, setImmediately] = useState(false);
  const [source, setSource] = useState(sources?.[0]?.name ?? '');
  const [mappingId, setMappingId] = useState<string | null>(null);
  const [name, setName] = useState('');
  const sender = sources?.find((one) => one.name === source);
  const change = useMutation({
    mutationFn: () =>
      act({
        name: name.trim() === '' ? (sender?.title ?? '') : name,
        source,
        mappingId: source === 'generic' ? mappingId : null,
        immediately,
      }),
    onSuccess: (path) => {
      void queryClient.invalidateQueries({ queryKey: inboundKey(incident) });
      if (path === null) onClose();
    },
  });
  if (change.data) {
    const address = `${globalThis.location.origin}${change.data}`;
    return (
      <SecretDialog
        onClose={onClose}
        title="The address"
        lead="Copy it now. It won't be shown again. Anyone who has it can add records."
        label="Address"
        secret={address}
        note={
          sender && (
            <>
              <p className="mt-3 max-w-[60ch] text-pretty">
                {sender.title}: {sender.setUp}
              </p>
              {sender.snippet && (
                <CopyLines
                  label="Lines to paste"
                  text={sender.snippet.replace('ADDRESS', address)}
                />
              )}
            </>
          )
        }
      />
    );
  }
  return (
    <FormDialog
      onClose={onClose}
      title={title}
      lead={lead}
      save={change}
      submit={verb}
      look={sources ? 'primary' : 'danger'}
    >
      {sources && (
        <>
          <Select
            label="Program"
            autoFocus
            value={source}
            choices={sources.map(({ name, title }) => ({ value: name, label: title }))}
            onChoose={setSource}
            name="source"
          />
          <Field
            label="Name"
            placeholder={sender?.title}
            value={name}
            onChange={(event) => setName(event.target.value)}
            name="name"
          />
          {source === 'generic' && incident !== null && (
            <MappingSelect value={mappingId} onChoose={setMappingId} />
          )}
        </>
      )}
      {hasOverlap && (
        <Checkbox
          label="Stop the old address immediately, for example because it leaked"
          checked={immediately}
          onChange={(event) => setImmediately(event.target.checked)}
        />
      )}
    </FormDialog>
  );
}
