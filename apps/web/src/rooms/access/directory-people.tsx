import type { DirectoryEntry } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { ZoneField } from '../../ui/zone-field.tsx';

/** The people of the directory, and what is unclear about them. */
export function DirectoryPeople({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState<DirectoryEntry | 'new' | null>(null);
  const { data, error } = useQuery(queries.directoryPeople(text));
  if (open !== null)
    return <PersonForm entry={open === 'new' ? null : open} onClose={() => setOpen(null)} />;
  return (
    <Dialog isOpen onClose={onClose} title="Directory">
      <div className="flex flex-wrap items-center gap-3">
        <SearchField label="Search the directory" value={text} onSearch={setText} />
        <Button onClick={() => setOpen('new')}>Add person</Button>
      </div>
      <QueryState of={{ data, error }} lines={4} />
      {data?.items.length === 0 && (
        <p className="mt-3 text-sm text-ink-soft">No one matches this search.</p>
      )}
      <ul className="mt-3 max-h-80 overflow-y-auto border-t border-line text-sm">
        {data?.items.map((entry) => (
          <li
            key={entry.id}
            className="flex flex-wrap items-center gap-x-3 border-b border-line py-1.5"
          >
            <span className="min-w-0 flex-1 wrap-anywhere">
              <span className="font-medium">{entry.name}</span>{' '}
              <span className="text-ink-soft">
                {[entry.title, entry.team, entry.email, entry.leftOn && `left ${entry.leftOn}`]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <Button look="quiet" aria-label={`Change ${entry.name}`} onClick={() => setOpen(entry)}>
              Change
            </Button>
          </li>
        ))}
      </ul>
      {data && data.next !== null && (
        <p className="mt-2 text-xs text-ink-soft">Search to find others.</p>
      )}
      <Problems />
      <Buttons>
        <Button onClick={onClose}>Close</Button>
      </Buttons>
    </Dialog>
  );
}

function Problems() {
  const { data } = useQuery(queries.directoryProblems());
  const lines = [
    ...(data?.managerCycles ?? []).map((names) => `A cycle of managers: ${names.join(', ')}`),
    ...(data?.sameNames ?? []).map(
      ({ name, people }) => `${countText(people, 'person', 'people')} are named ${name}`,
    ),
    ...(data?.managerLeft ?? []).map(
      ({ name, manager }) => `The manager of ${name}, ${manager}, left`,
    ),
  ];
  if (lines.length === 0) return null;
  return (
    <section className="mt-4" aria-label="To check">
      <h3 className="text-sm font-semibold">To check</h3>
      <ul className="max-h-40 overflow-y-auto border-t border-line text-sm">
        {lines.map((line) => (
          <li key={line} className="border-b border-line py-1.5 wrap-anywhere">
            {line}
          </li>
        ))}
      </ul>
    </section>
  );
}

const texts = [
  ['name', 'Name'],
  ['email', 'Email'],
  ['title', 'Title'],
  ['team', 'Team'],
  ['manager', 'Manager'],
  ['location', 'Location'],
] as const;
const days = [
  ['startedOn', 'First day'],
  ['leftOn', 'Last day'],
] as const;

type TextField = (typeof texts)[number][0] | (typeof days)[number][0] | 'zone';
type Values = Record<TextField, string>;

function PersonForm({ entry, onClose }: { entry: DirectoryEntry | null; onClose: () => void }) {
  const [values, setValues] = useState<Values>(() => ({
    name: entry?.name ?? '',
    email: entry?.email ?? '',
    title: entry?.title ?? '',
    team: entry?.team ?? '',
    manager: entry?.manager ?? '',
    location: entry?.location ?? '',
    zone: entry?.zone ?? '',
    startedOn: entry?.startedOn ?? '',
    leftOn: entry?.leftOn ?? '',
  }));
  const [since, setSince] = useState('');
  const set = (field: TextField) => (text: string) =>
    setValues((current) => ({ ...current, [field]: text }));
  const save = useMutation({
    mutationFn: () => {
      const { name, ...others } = values;
      const optional = Object.fromEntries(
        Object.entries(others).map(([field, text]) => [field, text.trim() || null]),
      );
      const input = { name, ...optional, ...(since !== '' && { since }) };
      return entry
        ? api.people.changeInDirectory({ id: entry.id, ...input })
        : api.people.addToDirectory(input);
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      onClose();
    },
  });
  return (
    <FormDialog
      title={entry ? `Change ${entry.name}` : 'Add person'}
      onClose={onClose}
      save={save}
      submit={entry ? 'Save' : 'Add'}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        {texts.map(([field, label]) => (
          <Field
            key={field}
            name={field}
            label={label}
            value={values[field]}
            onChange={(event) => set(field)(event.target.value)}
          />
        ))}
        <ZoneField label="Time zone" name="zone" value={values.zone} onType={set('zone')} />
        {days.map(([field, label]) => (
          <DateField
            key={field}
            name={field}
            label={label}
            value={values[field]}
            onChoose={set(field)}
          />
        ))}
        <DateField
          name="since"
          label="Valid from"
          hint="Leave empty for today. Earlier titles and teams are kept."
          value={since}
          onChoose={setSince}
        />
      </div>
    </FormDialog>
  );
}
