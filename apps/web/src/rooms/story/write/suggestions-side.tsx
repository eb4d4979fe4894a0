import { rules } from '@debrief/prose/story';
import { Button } from '../../../ui/button.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { SuggestionList } from './question-list.tsx';
import { findRuleTitle } from './rule-titles.ts';
import type { SideProps } from './side-panel.tsx';

export function SuggestionsSide(props: SideProps) {
  const { isReading, asked, meant, checked } = props.checks;
  if (isReading) return <Skeleton lines={6} />;
  return (
    <>
      {asked.length === 0 ? (
        <p className="text-sm text-ink-soft">No suggestions.</p>
      ) : (
        <SuggestionList asked={asked} {...props} />
      )}
      {meant.length > 0 && (
        <details className="mt-4 text-sm">
          <summary className="text-ink-soft">Kept as is: {meant.length}</summary>
          <ul className="mt-2 flex flex-col gap-2">
            {meant.map((one) => (
              <li key={one.key} className="flex items-start gap-2">
                <span className="min-w-0 flex-1">{one.question}</span>
                {props.story.can.change && (
                  <Button small look="quiet" onClick={() => props.checks.setMeant(one, false)}>
                    Check again
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      <details className="mt-4 text-sm">
        <summary className="text-ink-soft">
          {checked.ran.length} of {rules.length} checks ran
        </summary>
        <p className="mt-2 text-ink-soft">{checked.ran.map(findRuleTitle).join(' · ')}</p>
        {checked.notRun.length > 0 && (
          <ul className="mt-2 flex flex-col gap-1 text-ink-soft">
            {checked.notRun.map((one) => (
              <li key={one.rule}>
                <span className="text-ink">{findRuleTitle(one.rule)}</span> skipped: {one.why}
              </li>
            ))}
          </ul>
        )}
      </details>
    </>
  );
}
