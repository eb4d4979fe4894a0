import type { FollowUp, RunbookRun } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Field, Select } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { runbookQueries } from './queries.ts';
import { RunCard } from './run-card.tsx';
import { useRunChange } from './use-run-change.ts';

interface RolloutSheetProps {
  incident: string;
  followUp: FollowUp;
  onClose: () => void;
}

/** The rollouts of a follow-up, the newest last; without one, how to start it. */
export function RolloutSheet({ incident, followUp, onClose }: RolloutSheetProps) {
  const { data, error } = useQuery(runbookQueries.runs(incident));
  const runs = data?.items.filter(({ followUpId }) => followUpId === followUp.id) ?? [];
  return (
    <div className="space-y-4">
      <p className="font-medium wrap-anywhere">{followUp.text}</p>
      <QueryState of={{ data, error }} lines={4} />
      {runs.map((run: RunbookRun) => (
        <RunCard key={run.id} run={run} />
      ))}
      {data && runs.length === 0 && followUp.can.change && (
        <StartRollout incident={incident} followUp={followUp} onClose={onClose} />
      )}
    </div>
  );
}

function StartRollout({ incident, followUp, onClose }: RolloutSheetProps) {
  const [id] = useState(() => crypto.randomUUID());
  const [runbook, setRunbook] = useState('');
  const [regions, setRegions] = useState('');
  const [rollbackPoint, setPoint] = useState('');
  const { data } = useQuery(runbookQueries.list({}));
  const save = useRunChange(incident, {
    send: () =>
      api.runbook.start({
        incident,
        id,
        followUp: followUp.id,
        rollbackPoint,
        ...(runbook === ''
          ? { regions: regions.split(',').flatMap((region) => region.trim() || []) }
          : { runbook }),
      }),
    done: 'Started the rollout',
  });
  return (
    <Form save={save} submit="Start rollout" onCancel={onClose}>
      <Select
        label="Steps"
        value={runbook}
        choices={[
          { value: '', label: 'Fix, test, canary, regions, done' },
          ...(data?.items.map((one) => ({ value: one.id, label: one.name })) ?? []),
        ]}
        onChoose={setRunbook}
      />
      {runbook === '' && (
        <Field
          label="Regions"
          placeholder="eu-west, us-east"
          value={regions}
          onChange={({ target }) => setRegions(target.value)}
        />
      )}
      <Field
        label="Rollback point"
        maxLength={2_000}
        placeholder="A version or a command"
        value={rollbackPoint}
        onChange={({ target }) => setPoint(target.value)}
      />
    </Form>
  );
}
