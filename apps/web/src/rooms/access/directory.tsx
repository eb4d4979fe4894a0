import type { DirectoryPage } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { Time } from '../../ui/time.tsx';
import { showToast } from '../../ui/toast.tsx';
import { DirectoryDialog } from './directory-dialog.tsx';
import { DirectoryPeople } from './directory-people.tsx';

/** Who works in the organization, from HR exports: only admins see it here. */
export function Directory() {
  const { data, error } = useQuery(queries.directory());
  const [open, setOpen] = useState<'import' | 'people' | 'clear' | null>(null);
  const clear = useMutation({
    mutationFn: () => api.people.clearDirectory({}),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      showToast({ title: 'The directory is empty' });
      setOpen(null);
    },
  });
  return (
    <>
      <QueryState of={{ data, error }} lines={2} />
      {data && (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <p className="min-w-0 flex-1 basis-72 text-sm text-ink-soft">
            <Counts page={data} />
          </p>
          <div className="flex flex-wrap gap-2">
            <Button icon={<Upload size={15} />} onClick={() => setOpen('import')}>
              Import directory
            </Button>
            <Button onClick={() => setOpen('people')}>
              {data.people > 0 ? 'Show people' : 'Add people'}
            </Button>
            {data.people > 0 && (
              <Button look="quiet" onClick={() => setOpen('clear')}>
                Clear
              </Button>
            )}
          </div>
        </div>
      )}
      {open === 'people' && <DirectoryPeople onClose={() => setOpen(null)} />}
      {open === 'import' && <DirectoryDialog onClose={() => setOpen(null)} />}
      {open === 'clear' && (
        <FormDialog
          title="Clear the directory?"
          lead="This removes titles, teams, start dates and the history of everyone. Incidents keep their people. You can't undo this."
          onClose={() => setOpen(null)}
          save={clear}
          submit="Clear directory"
          look="danger"
        ></FormDialog>
      )}
    </>
  );
}

function Counts({ page: { people, left, importedAt } }: { page: DirectoryPage }) {
  if (importedAt === null)
    return 'Import a CSV file of your HR tool to show titles, teams, tenure and time zones of people in incidents, as they were then.';
  return (
    <>
      <span className="font-medium text-ink">{countText(people - left, 'person', 'people')}</span>
      {left > 0 && `, and ${countText(left, 'person', 'people')} who left`}. Last import{' '}
      <Time at={importedAt} />.
    </>
  );
}
