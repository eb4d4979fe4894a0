import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { lazyPart } from '../../ui/lazy-part.ts';
import { queries } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { useActions } from '../../ui/keys.ts';

const ImportReportDialog = lazyPart(
  () => import('./import-report-dialog.tsx'),
  'ImportReportDialog',
);

export function ImportReport({ incident, small = false }: { incident: string; small?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  useActions('Report', [
    {
      label: 'Import a postmortem',
      also: 'import post-mortem markdown html',
      run: () => setOpen(true),
    },
  ]);
  return (
    <>
      <Button small={small} onClick={() => setOpen(true)}>
        Import a postmortem
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <ImportReportDialog incident={incident} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

export function WaitingSuggestions({ incident }: { incident: string }) {
  const { data } = useQuery(queries.suggestions(incident));
  const count = data?.items.filter((one) => one.state === 'open').length ?? 0;
  if (count === 0) return null;
  return (
    <Link
      to="/incidents/$ref/report/suggestions"
      params={{ ref: incident }}
      className="touch text-sm text-accent underline-offset-2 hover:underline"
    >
      {count === 1 ? '1 suggestion to review' : `${count} suggestions to review`}
    </Link>
  );
}
