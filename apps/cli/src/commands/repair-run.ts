import { ClientProblem } from '@debrief/client';
import type { repairSteps } from '@debrief/rules/runbook';
import type { Call } from '../call.ts';

/** The record of a repair in an incident. */
export interface RepairRun {
  incident: string;
  id: string;
}

interface StepMark {
  step: (typeof repairSteps)[number];
  as?: 'skipped' | 'rolled-back';
  reason?: string;
}

export async function startRepairRun(
  call: Call,
  incident: string,
  name: string,
  text: string,
): Promise<RepairRun> {
  const id = crypto.randomUUID();
  const repair = { name: `Repair: ${name}`.slice(0, 200).toWellFormed(), text };
  await call.withClient(async (client) => {
    await client.runbook.start({ incident, id, repair });
  });
  return { incident, id };
}

/** Marks steps that are not marked. The data has changed: a failure here is only said. */
export async function markSteps(
  call: Call,
  run: RepairRun | undefined,
  marks: readonly StepMark[],
): Promise<void> {
  if (run === undefined || marks.length === 0) return;
  try {
    await call.withClient(async (client) => {
      const { items } = await client.runbook.runs({ incident: run.incident });
      const steps = items.find(({ id }) => id === run.id)?.steps ?? [];
      for (const { step: name, ...mark } of marks) {
        const step = steps.find(({ text }) => text === name);
        if (!step || (step.done && (mark.as !== 'rolled-back' || step.done.as !== undefined)))
          continue;
        await client.runbook.check({ id: run.id, step: step.id, isDone: true, ...mark });
      }
    });
  } catch (error) {
    const why = error instanceof ClientProblem ? error.problem.detail : '';
    await call.note(`The step is done, but ${run.incident} was not updated. ${why}`.trim());
  }
}
