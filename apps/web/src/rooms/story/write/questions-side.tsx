import { rules, type RuleId } from '@debrief/craft/story';
import { Button } from '../../../ui/button.tsx';
import type { SideProps } from './side-panel.tsx';
import type { Asked } from './use-checks.ts';

const titles = new Map(rules.map((rule) => [rule.id, rule]));
const titleOf = (id: RuleId) => titles.get(id)?.title ?? id;

/** All that the checks ask, sentence by sentence; which of them ran, and why the others did not. Advice, no score. */
export function QuestionsSide(props: SideProps) {
  const { asked, meant, checked } = props.checks;
  return (
    <>
      {asked.length === 0 ? <p className="text-sm text-ink-soft">The checks ask nothing about this story as it is.</p> : <AskedList asked={asked} {...props} />}
      {meant.length > 0 && (
        <details className="mt-4 text-sm">
          <summary className="text-ink-soft">Meant as it is: {meant.length}</summary>
          <ul className="mt-2 flex flex-col gap-2">
            {meant.map((one) => (
              <li key={one.key} className="flex items-start gap-2">
                <span className="min-w-0 flex-1">{one.question}</span>
                {props.story.can.change && (
                  <Button small look="quiet" onClick={() => props.checks.setMeant(one, false)}>
                    Ask again
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      <details className="mt-4 text-sm">
        <summary className="text-ink-soft">
          {checked.ran.length} of {rules.length} checks ran on this story
        </summary>
        <p className="mt-2 text-ink-soft">{checked.ran.map(titleOf).join(' · ')}</p>
        {checked.notRun.length > 0 && (
          <ul className="mt-2 flex flex-col gap-1 text-ink-soft">
            {checked.notRun.map((one) => (
              <li key={one.rule}>
                <span className="text-ink">{titleOf(one.rule)}</span> did not: {one.why}
              </li>
            ))}
          </ul>
        )}
      </details>
    </>
  );
}

/** Questions, each with its sentence, its rule and why. */
export function AskedList({ asked, story, room, checks, verbs, isOfOne = false }: SideProps & { asked: readonly Asked[]; isOfOne?: boolean }) {
  return (
    <ul aria-label="Questions" className="flex flex-col gap-3">
      {asked.map((one) => {
        const line = room.lines.find((line) => line.id === one.lineId);
        const rule = titles.get(one.rule);
        return (
          <li key={one.key} className="border-l-2 border-line-strong pl-3">
            {!isOfOne && line && (
              <button
                type="button"
                onClick={() => verbs.goTo(line.id)}
                className="block max-w-full truncate rounded-sm text-left font-serif text-sm text-ink-soft underline decoration-dotted underline-offset-2 hover:text-ink"
              >
                {line.text}
              </button>
            )}
            <p className="font-medium">{one.question}</p>
            <p className="text-sm text-ink-soft">{one.why}</p>
            <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-ink-soft">
              <span {...(rule ? { title: rule.source } : {})}>{titleOf(one.rule)}</span>
              {story.can.change && (
                <Button small look="quiet" onClick={() => checks.setMeant(one, true)}>
                  It is meant so
                </Button>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
