import type { Context } from '@debrief/core/context';
import { addRunbook, checkRunStep, startRun } from '@debrief/core/runbook';

/** A runbook that is followed in an incident, with a finished step. */
export async function runRunbook(ctx: Context, incident: string): Promise<void> {
  const { runbook } = await addRunbook(ctx, {
    name: 'Restart the search index',
    text: '- [ ] Check the age\n- [ ] Restart the indexer',
    alerts: ['Stale'],
  });
  const { runs } = await startRun(ctx, { incident, runbook: runbook?.id ?? '' });
  const [run] = runs;
  if (run) await checkRunStep(ctx, { id: run.id, step: run.steps[0]?.id ?? '', isDone: true });
}
