import type { ManualCheck, ManualChecks } from '@debrief/contract';
import { frequencyText, hoursText } from '@debrief/rules/manual-check';
import { countText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { useActions } from '../../ui/keys.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { focusRows, useListCursor } from '../../ui/use-list-cursor.ts';
import { AutomateDialog } from './automate-dialog.tsx';
import { ManualCheckDialog } from './manual-check-dialog.tsx';
import { ManualCheckImport } from './manual-check-import.tsx';
import { manualCheckList } from './queries.ts';

const periods = [
  { value: '30', label: '30 days' },
  { value: '7', label: '7 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '365 days' },
] as const;

type Open = 'add' | 'import' | { edit: ManualCheck } | { automate: ManualCheck };

/** What people check by hand, and the hours that safeguards save. */
export function ManualChecksScreen() {
  const [days, setDays] = useState<(typeof periods)[number]['value']>('30');
  const [open, setOpen] = useState<Open | null>(null);
  const query = useQuery(manualCheckList(Number(days)));
  const rows = useRef<HTMLUListElement>(null);
  const canChange = query.data?.can.change ?? false;
  const close = () => setOpen(null);
  const cursor = focusRows(() => rows.current, '[data-row]');
  useListCursor({ group: 'Manual checks', row: 'manual check', ...cursor });
  useActions('Manual checks', [
    { label: 'Add a manual check', keys: 'n', isDisabled: !canChange, run: () => setOpen('add') },
    {
      label: 'Import manual checks',
      keys: 'shift+i',
      isDisabled: !canChange,
      run: () => setOpen('import'),
    },
  ]);
  const actions = canChange && (
    <>
      <Button icon={<Upload size={15} />} onClick={() => setOpen('import')}>
        Import manual checks
      </Button>
      <Button look="primary" icon={<Plus size={15} />} onClick={() => setOpen('add')}>
        Add a manual check
      </Button>
    </>
  );
  return (
    <>
      <PageHead
        title="Manual checks"
        lead="What people check by hand, and the time that data checks save."
        before={
          <Link to="/catalog" className="touch text-sm text-accent underline underline-offset-2">
            Catalog
          </Link>
        }
        actions={actions}
      />
      <Column>
        <FilterChip label="Period" value={days} choices={periods} onChoose={setDays} />
        <QueryState of={query} lines={6} />
        {query.data && query.data.items.length > 0 && <Total {...query.data} days={days} />}
        {query.data?.items.length === 0 && (
          <EmptyState title="No manual checks" action={actions}>
            List what your team checks by hand, how often, and how long it takes.
          </EmptyState>
        )}
        <ul ref={rows} className="mt-4">
          {query.data?.items.map((check) => (
            <CheckRow key={check.id} check={check} canChange={canChange} onOpen={setOpen} />
          ))}
        </ul>
      </Column>
      {open === 'add' && <ManualCheckDialog check={null} onClose={close} />}
      {open === 'import' && <ManualCheckImport onClose={close} />}
      {open !== null && typeof open === 'object' && 'edit' in open && (
        <ManualCheckDialog check={open.edit} onClose={close} />
      )}
      {open !== null && typeof open === 'object' && 'automate' in open && (
        <AutomateDialog check={open.automate} onClose={close} />
      )}
    </>
  );
}

function Total({ items, total, days }: ManualChecks & { days: string }) {
  return (
    <p className="mt-4 text-sm">
      <strong className="text-lg font-semibold">{hoursText(total.savedMinutes)}</strong> of{' '}
      {hoursText(total.byHandMinutes)} saved in {days} days: {total.automated} of{' '}
      {countText(items.length, 'check')}, {countText(total.runs, 'run')}. A run counts if its
      safeguard is armed and it judged the data, at most once for each time by hand.
    </p>
  );
}

function CheckRow({
  check,
  canChange,
  onOpen,
}: {
  check: ManualCheck;
  canChange: boolean;
  onOpen: (open: Open) => void;
}) {
  const { name, looksAt, service, minutes, people, safeguard, byHand, why } = check;
  const often = [
    `${frequencyText(check)}, ${minutes} min`,
    ...(people > 1 ? [countText(people, 'person', 'people')] : []),
    `${hoursText(byHand.minutes)} by hand`,
  ];
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-b border-line py-3">
      <div className="min-w-0 flex-1 basis-80 text-sm wrap-anywhere">
        <span className="font-medium">{name}</span>
        {looksAt !== '' && <p className="text-ink-soft">{looksAt}</p>}
        <p className="text-ink-soft">
          {often.join(' · ')}
          {service && (
            <>
              {' · '}
              <Link
                to="/catalog/$id"
                params={{ id: service.id }}
                className="text-accent underline underline-offset-2"
              >
                {service.name}
              </Link>
            </>
          )}
        </p>
        <p>
          {safeguard && (
            <>
              <Link
                to="/incidents/$ref/safeguards"
                params={{ ref: safeguard.incident }}
                className="text-accent underline underline-offset-2"
              >
                {safeguard.incident} {safeguard.name}
              </Link>
              {': '}
            </>
          )}
          {why}
        </p>
      </div>
      {canChange && (
        <div className="flex gap-2">
          <Button
            small
            data-row
            aria-label={`Edit: ${name}`}
            onClick={() => onOpen({ edit: check })}
          >
            Edit
          </Button>
          <Button
            small
            aria-label={`Automate: ${name}`}
            onClick={() => onOpen({ automate: check })}
          >
            Automate
          </Button>
        </div>
      )}
    </li>
  );
}
