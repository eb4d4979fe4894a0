import type { ServiceSlo, SloResult } from '@debrief/contract';
import { shareText, sloCountText, sloVerdictNames } from '@debrief/rules/slo';
import type { ComponentProps } from 'react';
import { Chip } from '../../ui/chip.tsx';
import { Time } from '../../ui/time.tsx';

const tones: Record<SloResult['verdict'], NonNullable<ComponentProps<typeof Chip>['tone']>> = {
  met: 'good',
  missed: 'danger',
  'no-data': 'warn',
  unsupported: 'warn',
  failed: 'danger',
};

/** What each objective reached: its goal, whether it is met, and of how many. */
export function ServiceSlos({ slos }: { slos: readonly ServiceSlo[] }) {
  if (slos.length === 0)
    return (
      <p className="text-sm text-ink-soft">
        No report. <code>debrief slo report --service</code> adds one.
      </p>
    );
  return (
    <ul>
      {slos.map(({ slo, objective, reports: [newest, ...earlier] }) => (
        <li key={`${slo} ${objective}`} className="border-b border-line py-1.5 text-sm">
          <p className="wrap-anywhere">
            <span className="font-medium">{slo}</span>
            {objective !== '' && `, ${objective}`}
          </p>
          {newest && <Report result={newest} />}
          {earlier.length > 0 && (
            <details className="mt-1 text-xs text-ink-soft">
              <summary className="cursor-pointer pointer-coarse:py-3">Earlier reports</summary>
              <ul>
                {earlier.map((result) => (
                  <li key={result.at}>
                    <Time at={result.at} />: {sloVerdictNames[result.verdict]}, goal{' '}
                    {shareText(result.goal)}, reached {shareText(result.reached)} of{' '}
                    {sloCountText(result)}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function Report({ result }: { result: SloResult }) {
  const { verdict, goal, reached, budgetLeft, covered, from, until, at, why } = result;
  return (
    <>
      <p>
        <Chip tone={tones[verdict]}>
          <span className="first-letter:uppercase">{sloVerdictNames[verdict]}</span>
        </Chip>{' '}
        Goal {shareText(goal)},{' '}
        {reached === null ? 'nothing reached or missed' : `reached ${shareText(reached)}`}, n ={' '}
        {sloCountText(result)}
      </p>
      <p className="text-xs text-ink-soft wrap-anywhere">
        {budgetLeft !== null && `Error budget left: ${shareText(budgetLeft)}. `}
        <Time at={from} /> – <Time at={until} />, measured in {shareText(covered)} of it. As of{' '}
        <Time at={at} />. {why}
      </p>
    </>
  );
}
