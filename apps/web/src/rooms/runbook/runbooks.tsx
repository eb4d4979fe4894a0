import { countText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { focusField } from '../../ui/focus-field.ts';
import { useActions } from '../../ui/keys.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { linkRows, useListCursor } from '../../ui/use-list-cursor.ts';
import { runbookQueries } from './queries.ts';
import { RunbookDialog } from './runbook-dialog.tsx';
import { RunbookFacts } from './runbook-facts.tsx';

/** All runbooks, with when they were last used and verified. */
export function RunbooksScreen() {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [isAdding, setAdding] = useState(false);
  const query = useQuery(runbookQueries.list(text === '' ? {} : { text }));
  const rows = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const canChange = query.data?.can.change ?? false;
  const add = () => setAdding(true);
  useListCursor({ group: 'Runbooks', row: 'runbook', ...linkRows(rows) });
  useActions('Runbooks', [
    { label: 'Search', keys: '/', run: () => focusField(field.current) },
    { label: 'Add a runbook', keys: 'n', isDisabled: !canChange, run: add },
  ]);
  const addButton = canChange && (
    <Button look="primary" icon={<Plus size={15} />} onClick={add}>
      Add a runbook
    </Button>
  );
  return (
    <>
      <PageHead
        title="Runbooks"
        lead="Steps to follow in an incident."
        before={
          <Link to="/catalog" className="touch text-sm text-accent underline underline-offset-2">
            Catalog
          </Link>
        }
        actions={addButton}
      />
      <Column>
        <SearchField
          ref={field}
          label="Search runbooks"
          value={text}
          onSearch={setText}
          onLeave={() => document.querySelector<HTMLElement>('a[data-row]')?.focus()}
        />
        <QueryState of={query} lines={6} />
        {query.data?.items.length === 0 && (
          <EmptyState title={text === '' ? 'No runbooks' : 'No runbooks match'} action={addButton}>
            Write the steps that help in an incident, or create them from the timeline of one.
          </EmptyState>
        )}
        <ul ref={rows} className="mt-4">
          {query.data?.items.map((runbook) => (
            <li key={runbook.id} className="border-b border-line py-3">
              <Link
                to="/runbooks/$id"
                params={{ id: runbook.id }}
                data-row
                className="touch font-medium text-accent underline underline-offset-2 wrap-anywhere"
              >
                {runbook.name}
              </Link>
              <p className="mb-1 text-sm text-ink-soft wrap-anywhere">
                {[
                  countText(runbook.steps.length, 'step'),
                  ...runbook.services.map(({ name }) => name),
                  ...runbook.alerts,
                ].join(' · ')}
              </p>
              <RunbookFacts runbook={runbook} />
            </li>
          ))}
        </ul>
      </Column>
      {isAdding && (
        <RunbookDialog
          onClose={() => setAdding(false)}
          onSaved={(id) => void navigate({ to: '/runbooks/$id', params: { id } })}
        />
      )}
    </>
  );
}
