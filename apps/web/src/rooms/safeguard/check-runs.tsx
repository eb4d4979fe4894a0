import type { CheckOutcome, CheckProof, CheckRun, CheckVerdict, GateRun } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { describeCheckRun, opensGate, sortOutcomes } from '@debrief/rules/safeguard';
import type { ComponentProps } from 'react';
import { Chip } from '../../ui/chip.tsx';
import { Time } from '../../ui/time.tsx';

const looks: Record<CheckVerdict, { label: string; tone: ComponentProps<typeof Chip>['tone'] }> = {
  passed: { label: 'Passed', tone: 'good' },
  warned: { label: 'Warned', tone: 'warn' },
  halted: { label: 'Halted', tone: 'danger' },
  skipped: { label: 'Skipped', tone: 'warn' },
  error: { label: "Couldn't run", tone: 'danger' },
};

/** What the checks said about the files of both windows. */
export function CheckProofView({ proof }: { proof: CheckProof }) {
  return (
    <dl className="mt-3 grid gap-x-6 gap-y-2 text-sm sm:grid-cols-2">
      <Run title="The incident" run={proof.incident} />
      <Run title="A healthy window" run={proof.healthy} />
    </dl>
  );
}

function Run({ title, run }: { title: string; run: CheckRun }) {
  const { files, outcomes } = run;
  return (
    <div className="min-w-0">
      <dt className="font-medium">{title}</dt>
      <dd className="wrap-anywhere">
        <Outcomes outcomes={outcomes} />
        <details className="mt-1 text-xs text-ink-soft">
          <summary className="cursor-pointer pointer-coarse:py-3">
            {countText(files.length, 'file')}
          </summary>
          <ul>
            {files.map(({ name, bytes, sha256 }) => (
              <li key={name}>
                {name}, {countText(bytes, 'byte')}, SHA-256 <code>{sha256.slice(0, 12)}…</code>
              </li>
            ))}
          </ul>
        </details>
      </dd>
    </div>
  );
}

function Outcomes({ outcomes }: { outcomes: readonly CheckOutcome[] }) {
  return (
    <ul className="space-y-1">
      {sortOutcomes(outcomes).map(({ check, verdict, text }) => (
        <li key={check}>
          <Chip tone={looks[verdict].tone ?? 'plain'}>{looks[verdict].label}</Chip>{' '}
          <span className="font-medium">{check}</span>: {text}
        </li>
      ))}
    </ul>
  );
}

/** The newest run that a pipeline reported, and whether it can continue. */
export function GateLine({ run }: { run: GateRun }) {
  const { at, by, verdict } = run;
  return (
    <p className="mt-2 text-sm wrap-anywhere">
      <Chip tone={looks[verdict].tone ?? 'plain'}>
        {opensGate(verdict) ? 'Gate open' : 'Gate closed'}
      </Chip>{' '}
      <span className="inline-block first-letter:uppercase">{describeCheckRun(run)}</span>{' '}
      <span className="text-xs text-ink-soft">
        Reported by {by}, <Time at={at} />
      </span>
    </p>
  );
}
