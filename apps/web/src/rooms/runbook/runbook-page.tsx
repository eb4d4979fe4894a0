import type { Runbook } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { useActions } from '../../ui/keys.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { reportFailure, showToast } from '../../ui/toast.tsx';
import { Markdown } from '../help/markdown.tsx';
import { refreshRunbooks, undoRunbook } from './changes.ts';
import { runbookQueries } from './queries.ts';
import { RunbookDialog } from './runbook-dialog.tsx';
import { RunbookFacts } from './runbook-facts.tsx';

const route = getRouteApi('/inside/runbooks/$id');

export function RunbookPage() {
  const { id } = route.useParams();
  const navigate = route.useNavigate();
  const query = useQuery(runbookQueries.get(id));
  const [isEditing, setEditing] = useState(false);
  const runbook = query.data;
  const isDisabled = runbook?.can.change !== true;
  const verify = () => {
    if (runbook) reportFailure(verifyRunbook(runbook));
  };
  const remove = () => {
    if (runbook) reportFailure(removeAndLeave(runbook, () => void navigate({ to: '/runbooks' })));
  };
  useActions('Runbook', [
    { label: 'Edit the runbook', keys: 'shift+e', isDisabled, run: () => setEditing(true) },
    { label: 'Mark the runbook as verified', isDisabled, run: verify },
    { label: 'Remove the runbook', isDisabled, run: remove },
  ]);
  return (
    <>
      <PageHead
        title={runbook?.name ?? 'Runbook'}
        before={
          <Link to="/runbooks" className="touch text-sm text-accent underline underline-offset-2">
            Runbooks
          </Link>
        }
        actions={
          runbook?.can.change && (
            <>
              <Button look="quiet" onClick={remove}>
                Remove
              </Button>
              <Button onClick={verify}>Mark as verified</Button>
              <Button look="primary" onClick={() => setEditing(true)}>
                Edit
              </Button>
            </>
          )
        }
      />
      <Column>
        <QueryState of={query} lines={8} />
        {runbook && (
          <>
            <RunbookFacts runbook={runbook} />
            <p className="mt-2 flex flex-wrap items-center gap-2 text-sm empty:hidden">
              {runbook.services.map((service) => (
                <Link
                  key={service.id}
                  to="/catalog/$id"
                  params={{ id: service.id }}
                  className="touch text-accent underline underline-offset-2"
                >
                  {service.name}
                </Link>
              ))}
              {runbook.alerts.map((alert) => (
                <Chip key={alert}>{alert}</Chip>
              ))}
            </p>
            <div className="mt-6 max-w-160 wrap-anywhere">
              <Markdown text={runbook.text} />
            </div>
          </>
        )}
      </Column>
      {isEditing && runbook && (
        <RunbookDialog runbook={runbook} onClose={() => setEditing(false)} />
      )}
    </>
  );
}

async function verifyRunbook({ id, version }: Runbook): Promise<void> {
  await api.runbook.change({ id, version, isVerified: true });
  await refreshRunbooks();
  showToast({ title: 'Marked as verified by you' });
}

async function removeAndLeave({ id, version, name }: Runbook, leave: () => void): Promise<void> {
  const { activityId } = await api.runbook.remove({ id, version });
  leave();
  await refreshRunbooks();
  showToast({
    title: `Removed ${name}`,
    detail: 'Its runs stay in their incidents.',
    ...(activityId !== null && { undo: () => undoRunbook(activityId) }),
  });
}
