import { Severity, type ChangeIncident, type IncidentSummary, statuses } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { useBulk } from '../../data/use-bulk.ts';
import { BulkBar } from '../../ui/bulk-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { RowSelection } from '../../ui/use-row-selection.ts';
import { statusWords } from './words.ts';

type Change = Pick<ChangeIncident, 'severity' | 'status'>;

interface IncidentBulkProps {
  incidents: readonly IncidentSummary[];
  selection: RowSelection;
}

/** Changes the selected incidents, one write each. */
export function IncidentBulk({ incidents, selection }: IncidentBulkProps) {
  const bulk = useBulk((count) => `${countText(count, 'incident')} changed`);
  const chosen = incidents.filter((one) => selection.has(one.id));
  if (chosen.length === 0) return null;
  const change = (fields: Change) =>
    void bulk.run(
      chosen.map((one) => ({
        name: one.ref,
        run: async () => {
          const { severity, status } = one;
          const saved = await send(one.ref, one.version, fields);
          return () =>
            send(one.ref, saved.version, fields.status === undefined ? { severity } : { status });
        },
      })),
    );
  const isArchived = chosen.every((one) => one.can.unarchive);
  const archive = () =>
    void bulk.run(
      chosen.map((one) => ({
        name: one.ref,
        run: async () => {
          const saved = await setArchived(one.ref, one.version, !isArchived);
          return () => setArchived(one.ref, saved.version, isArchived);
        },
      })),
    );
  const menu = (label: string, entries: { label: string; run: () => void }[]) => (
    <Menu
      trigger={
        <Button small look="quiet" isBusy={bulk.isBusy}>
          {label}
        </Button>
      }
      groups={[entries]}
    />
  );
  return (
    <BulkBar
      count={countText(chosen.length, 'incident')}
      failures={bulk.failures}
      onClear={() => (selection.clear(), bulk.clear())}
    >
      {menu(
        'Severity',
        Severity.options.map((severity) => ({ label: severity, run: () => change({ severity }) })),
      )}
      {menu(
        'Status',
        statuses.map((status) => ({
          label: statusWords[status].label,
          run: () => change({ status }),
        })),
      )}
      {chosen.some((one) => one.can.archive || one.can.unarchive) && (
        <Button small look="quiet" isBusy={bulk.isBusy} onClick={archive}>
          {isArchived ? 'Unarchive' : 'Archive'}
        </Button>
      )}
    </BulkBar>
  );
}

async function send(incident: string, version: number, fields: Change) {
  const saved = await api.incident.change({ incident, version, ...fields });
  void queryClient.invalidateQueries({ queryKey: ['incidents'] });
  return saved;
}

async function setArchived(incident: string, version: number, isArchived: boolean) {
  const input = { incident, version };
  const saved = await (isArchived ? api.incident.archive(input) : api.incident.unarchive(input));
  void queryClient.invalidateQueries({ queryKey: ['incidents'] });
  return saved;
}
