import {
  connectionKinds,
  findConnectionKind,
  type Connection,
  type ConnectionField,
  type ConnectionKind,
  type ConnectionSettings,
} from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { incidentKey } from '../../data/read.ts';
import { Checkbox, Field, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ChannelPicker } from './channel-picker.tsx';
import { SetUpSteps } from './set-up-steps.tsx';

interface ConnectionFormProps {
  incident: string;
  /** Null for a new one. */
  connection: Connection | null;
  onClose: () => void;
}

const kinds = Object.entries(connectionKinds).map(([value, { title }]) => ({
  value,
  label: title,
}));

const isAddress = ({ name }: ConnectionField): boolean => name === 'url';

/** The cast holds because the server parses what is sent; its issues are shown at the fields. */
function toSettings(kind: string, values: readonly [string, string][]): ConnectionSettings {
  const given = values.filter(([, value]) => value.trim() !== '');
  return { ...Object.fromEntries(given), kind: kind as ConnectionKind } as ConnectionSettings;
}

/** A new connection, or the name, settings and token of one. The token is never shown. */
export function ConnectionForm({ incident, connection, onClose }: ConnectionFormProps) {
  const [kind, setKind] = useState<string>(connection?.settings.kind ?? kinds[0]?.value ?? '');
  const [name, setName] = useState(connection?.name ?? '');
  const [values, setValues] = useState<Record<string, string>>({});
  const [tokens, setTokens] = useState<Record<string, string>>({});
  const [isRemoved, setRemoved] = useState(false);
  const definition = findConnectionKind(kind);
  const fieldsOfToken = definition?.tokens ?? [{ label: 'Token', prefix: '' }];
  const token = fieldsOfToken
    .map(({ label }) => tokens[label]?.trim() ?? '')
    .join(' ')
    .trim();
  const stored = new Map(
    Object.entries(connection?.settings ?? {}).map(([key, value]) => [key, String(value)]),
  );
  const valueAt = (field: { name: string; usual?: string }) =>
    values[field.name] ?? stored.get(field.name) ?? field.usual ?? '';
  const fields: readonly ConnectionField[] = definition?.fields ?? [];
  const save = useMutation({
    mutationFn: async () => {
      const all = fields.map((field): [string, string] => [field.name, valueAt(field)]);
      const settings = toSettings(kind, all);
      const title = name.trim() === '' ? (definition?.title ?? '') : name;
      const secret = token === '' ? {} : { token };
      return connection === null
        ? api.connection.create({ incident, name: title, settings, ...secret })
        : api.connection.change({
            incident,
            id: connection.id,
            name: title,
            settings,
            ...(isRemoved ? { token: null } : secret),
          });
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: incidentKey(incident, 'inbound') });
      onClose();
    },
  });
  // Channels are asked for with the address and the tokens.
  const isFirst = ({ name, isOptional }: ConnectionField) =>
    definition?.isLive !== true || (name === 'url' && isOptional !== true);
  const showField = (field: ConnectionField) => (
    <Fragment key={`${kind} ${field.name}`}>
      <Field
        type={field.name === 'url' ? 'url' : 'text'}
        label={field.label}
        placeholder={field.placeholder}
        hint={field.hint}
        required={field.isOptional !== true}
        value={valueAt(field)}
        onChange={(event) => setValues({ ...values, [field.name]: event.target.value })}
        name={`settings.${field.name}`}
      />
      {(kind === 'slack' || kind === 'mattermost') && field.name === 'channels' && (
        <ChannelPicker
          request={{
            incident,
            settings: { kind, url: valueAt({ name: 'url', ...fields.find(isAddress) }) },
            ...(connection && { id: connection.id }),
            ...(token !== '' && { token }),
          }}
          canAsk={token !== '' || (connection?.hasSecret === true && !isRemoved)}
          value={valueAt(field)}
          onChange={(channels) => setValues({ ...values, channels })}
        />
      )}
    </Fragment>
  );
  return (
    <FormDialog
      onClose={onClose}
      title={connection === null ? 'New connection' : `Change “${connection.name}”`}
      lead={definition?.lead ?? ''}
      save={save}
      submit={connection === null ? 'Create connection' : 'Save changes'}
    >
      {connection === null && (
        <Select
          label="Kind"
          autoFocus
          value={kind}
          choices={kinds}
          onChoose={setKind}
          name="settings.kind"
        />
      )}
      <Field
        label="Name"
        placeholder={definition?.title}
        value={name}
        onChange={(event) => setName(event.target.value)}
        name="name"
      />
      {connection === null && definition && <SetUpSteps kind={kind} />}
      {fields.filter(isFirst).map(showField)}
      {!isRemoved &&
        fieldsOfToken.map(({ label, prefix }, index) => (
          <Field
            key={`${kind} ${label}`}
            label={label}
            type="password"
            autoComplete="off"
            mono
            placeholder={connection?.hasSecret ? 'Unchanged' : prefix && `${prefix}…`}
            hint={definition?.tokens === undefined ? definition?.token : undefined}
            value={tokens[label] ?? ''}
            onChange={(event) => setTokens({ ...tokens, [label]: event.target.value })}
            name={fieldsOfToken.length === 1 ? 'token' : `token.${index}`}
          />
        ))}
      {connection?.hasSecret && (
        <Checkbox
          label="Remove the stored token"
          checked={isRemoved}
          onChange={(event) => setRemoved(event.target.checked)}
        />
      )}
      {fields.filter((field) => !isFirst(field)).map(showField)}
    </FormDialog>
  );
}
