import { checkPeriods, type CheckPeriod, type ManualCheck } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { reportFailure, showToast } from '../../ui/toast.tsx';
import { refreshManualChecks, undoManualCheck } from './queries.ts';

interface ManualCheckDialogProps {
  /** Null for a new one. */
  check: ManualCheck | null;
  onClose: () => void;
}

const periods = checkPeriods.map((value) => ({ value, label: value }));

export function ManualCheckDialog({ check, onClose }: ManualCheckDialogProps) {
  const [id] = useState(() => crypto.randomUUID());
  const [per, setPer] = useState<CheckPeriod>(check?.per ?? 'day');
  const [given, setGiven] = useState({
    name: check?.name ?? '',
    looksAt: check?.looksAt ?? '',
    service: check?.service?.name ?? '',
    times: String(check?.times ?? 1),
    minutes: String(check?.minutes ?? 10),
    people: String(check?.people ?? 1),
  });
  const bind = (name: keyof typeof given) => ({
    name,
    value: given[name],
    onChange: ({ target }: { target: { value: string } }) =>
      setGiven((before) => ({ ...before, [name]: target.value })),
  });
  const confirmChange = async (title: string, activityId: string | null) => {
    await refreshManualChecks();
    onClose();
    if (activityId !== null) showToast({ title, undo: () => undoManualCheck(activityId) });
  };
  const save = useMutation({
    mutationFn: () => {
      const input = {
        ...given,
        per,
        service: given.service.trim() || null,
        times: Number(given.times),
        minutes: Number(given.minutes),
        people: Number(given.people),
      };
      return check
        ? api['manual-check'].change({ id: check.id, version: check.version, ...input })
        : api['manual-check'].add({ id, ...input });
    },
    onSuccess: ({ activityId }) =>
      confirmChange(check ? 'Changed the manual check' : 'Added the manual check', activityId),
  });
  const remove = async ({ id, version, name }: ManualCheck) => {
    const { activityId } = await api['manual-check'].remove({ id, version });
    await confirmChange(`Removed ${name}`, activityId);
  };
  const number = { type: 'number', required: true, min: 1 } as const;
  return (
    <FormDialog
      title={check ? 'Edit the manual check' : 'Add a manual check'}
      onClose={onClose}
      save={save}
      submit={check ? 'Save' : 'Add'}
    >
      <Field label="Name" required autoFocus maxLength={200} {...bind('name')} />
      <TextArea
        label="What people look at"
        rows={2}
        maxLength={2_000}
        placeholder="The share of orders without a user"
        {...bind('looksAt')}
      />
      <div className="grid grid-cols-2 gap-3">
        <Field label="How often" {...number} max={1_000} {...bind('times')} />
        <Select label="In each" name="per" value={per} choices={periods} onChoose={setPer} />
        <Field label="Minutes each time" {...number} max={1_440} {...bind('minutes')} />
        <Field label="People" {...number} max={100} {...bind('people')} />
      </div>
      <Field
        label="Service (optional)"
        hint="Its name in the catalog"
        maxLength={500}
        {...bind('service')}
      />
      {check && (
        <div>
          <Button look="quiet" onClick={() => reportFailure(remove(check))}>
            Remove
          </Button>
        </div>
      )}
    </FormDialog>
  );
}
