import type { RunbookRun } from '@debrief/contract';
import { toRepairReport } from '@debrief/rules/runbook';
import { Button } from '../../ui/button.tsx';
import { Markdown } from '../help/markdown.tsx';
import { copyText } from '../story/copy-text.ts';

/** The plan of a repair: partitions, rows, downstream, sample and statements. */
export function RepairPlan({ run }: { run: RunbookRun }) {
  return (
    <>
      <details className="mt-2 border-t border-line pt-2">
        <summary className="flex min-h-11 cursor-pointer items-center text-sm font-medium text-accent">
          Plan with partitions, sample and statements
        </summary>
        <div
          role="group"
          aria-label="Plan"
          tabIndex={0}
          className="max-h-160 overflow-y-auto pr-2 text-sm wrap-anywhere"
        >
          {/* The card has the title. */}
          <Markdown text={run.text.replace(/^# .*\n/, '')} />
        </div>
      </details>
      <p className="mt-3">
        <Button small onClick={() => void copyText(toRepairReport(run))}>
          Copy the plan and its steps
        </Button>
      </p>
    </>
  );
}
