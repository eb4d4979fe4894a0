import type { ChangeFollowUp, FollowUp, FollowUpChange, FollowUpState } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { readDay } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { useBulk } from '../../data/use-bulk.ts';
import { BulkBar } from '../../ui/bulk-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Popover } from '../../ui/popover.tsx';
import type { RowSelection } from '../../ui/use-row-selection.ts';
import { openFollowUps } from './follow-up-writes.ts';
import { stateWords } from './words.ts';

/** A verification and a reason are entered for one follow-up at a time. */
const bulkStates = ['open', 'in-progress', 'done'] as const satisfies readonly FollowUpState[];

interface FollowUpBulkProps {
  items: readonly FollowUp[];
  selection: RowSelection;
}

/** Changes the selected follow-ups, one write each. */
export function FollowUpBulk({ items, selection }: FollowUpBulkProps) {
  const bulk = useBulk((count) => `${countText(count, 'follow-up')} changed`);
  const { data: accounts } = useQuery(queries.accounts());
  const chosen = items.filter((one) => selection.has(one.id));
  if (chosen.length === 0) return null;
  const each = (send: (one: FollowUp) => Promise<FollowUpChange>) =>
    void bulk.run(
      chosen.map((one) => ({
        name: one.text,
        run: async () => {
          const { sendOnce, undoActivity } = openFollowUps(one.incidentRef);
          const { activityId } = await sendOnce(() => send(one));
          return () => undoActivity(activityId);
        },
      })),
    );
  const change = (fields: Omit<ChangeFollowUp, 'id' | 'version'>) =>
    each(({ id, version }) => api['follow-up'].change({ ...fields, id, version }));
  const clear = () => (selection.clear(), bulk.clear());
  return (
    <BulkBar count={countText(chosen.length, 'follow-up')} failures={bulk.failures} onClear={clear}>
      <Menu
        trigger={
          <Button small look="quiet" isBusy={bulk.isBusy}>
            Change status
          </Button>
        }
        groups={[
          bulkStates.map((to) => ({
            label: stateWords[to].label,
            run: () =>
              each(({ id, version }) => api['follow-up'].changeStatus({ id, version, to })),
          })),
        ]}
      />
      <Menu
        trigger={
          <Button small look="quiet" isBusy={bulk.isBusy}>
            Owner
          </Button>
        }
        groups={[
          [{ label: 'Unassigned', run: () => change({ owner: null }) }],
          (accounts?.items ?? [])
            .filter((account) => !account.isDisabled)
            .map(({ id, name }) => ({
              label: name,
              run: () => change({ owner: { type: 'account', accountId: id } }),
            })),
        ]}
      />
      <DueDate isBusy={bulk.isBusy} onSet={(dueOn) => change({ dueOn })} />
      <Button
        small
        look="quiet"
        isBusy={bulk.isBusy}
        onClick={() => each(({ id, version }) => api['follow-up'].remove({ id, version }))}
      >
        Remove
      </Button>
    </BulkBar>
  );
}

function DueDate({ isBusy, onSet }: { isBusy: boolean; onSet: (day: string | null) => void }) {
  const [day, setDay] = useState('');
  return (
    <Popover
      title="Due date"
      trigger={
        <Button small look="quiet" isBusy={isBusy}>
          Due date
        </Button>
      }
    >
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          onSet(day === '' ? null : day);
        }}
      >
        <DateField label="Due by" value={day} onChoose={setDay} />
        <Button type="submit" disabled={day !== '' && readDay(day) === null}>
          {day === '' ? 'Clear' : 'Set'}
        </Button>
      </form>
    </Popover>
  );
}
