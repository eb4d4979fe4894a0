import { countText } from '@debrief/rules/numbers';
import type { MouseEvent } from 'react';
import { Link } from '@tanstack/react-router';
import { Button, buttonClass, rowButtonClass } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { groupQuestions } from './question-groups.ts';
import { findRuleSource, findRuleTitle } from './rule-titles.ts';
import type { SideProps } from './side-panel.tsx';
import type { WriterQuestion } from './use-checks.ts';

/** Before the answered question disappears, the focus moves to its neighbor, or to the list. */
function keepFocus({ currentTarget }: MouseEvent<HTMLButtonElement>): void {
  const answers = [
    ...(currentTarget.closest('#story-side')?.querySelectorAll<HTMLElement>('[data-meant]') ?? []),
  ];
  const at = answers.indexOf(currentTarget);
  (answers[at + 1] ?? answers[at - 1] ?? document.getElementById('story-side'))?.focus();
}

type Props = SideProps & { asked: readonly WriterQuestion[]; isOfOne?: boolean };

/** Questions, each with its sentence, rule and reason; one about many sentences is shown once. */
export function SuggestionList({ asked, isOfOne = false, ...props }: Props) {
  return (
    <ul aria-label="Suggestions" className="flex flex-col gap-3">
      {groupQuestions(asked).map((group) => {
        const [first] = group;
        if (!first) return null;
        return (
          <li
            key={group.length > 1 ? `${first.rule} of many` : first.key}
            className="border-l-2 border-line-strong pl-3"
          >
            {group.length > 1 ? (
              <OfMany asked={group} first={first} {...props} />
            ) : (
              <One one={first} isOfOne={isOfOne} {...props} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function One({ one, isOfOne, ...props }: SideProps & { one: WriterQuestion; isOfOne: boolean }) {
  return (
    <>
      {!isOfOne && <Sentence one={one} {...props} />}
      <p className="font-medium">{one.question}</p>
      <p className="text-sm text-ink-soft">{one.why}</p>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-ink-soft">
        <span title={findRuleSource(one.rule)}>{findRuleTitle(one.rule)}</span>
        <Meant one={one} {...props} />
      </p>
    </>
  );
}

/** The question once, the answer for all, and each sentence with its own actions. */
function OfMany({
  asked,
  first,
  ...props
}: SideProps & { asked: readonly WriterQuestion[]; first: WriterQuestion }) {
  const { story, room, verbs } = props;
  const isSame = asked.every((one) => one.why === first.why);
  const ids = asked.flatMap((one) => one.lineId ?? []);
  return (
    <>
      <p className="font-medium">{first.question}</p>
      <p className="text-sm text-ink-soft">
        <span title={findRuleSource(first.rule)}>{findRuleTitle(first.rule)}</span>: applies to{' '}
        {countText(asked.length, 'sentence')}.
      </p>
      {first.rule === 'unsupported' && story.can.change && (
        <Button
          small
          className="mt-1.5"
          onClick={() => (room.recallAll(ids), verbs.show('suggestions'))}
        >
          Mark all {asked.length} as from memory
        </Button>
      )}
      {first.rule === 'confidential' && story.isMine && (
        <Link
          to="/stories/$id/preview"
          params={{ id: story.id }}
          search={{ for: 'shareable' }}
          className={buttonClass('plain', true)}
        >
          Decide on all of them in the shareable preview
        </Link>
      )}
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {asked.map((one) => (
          <li key={one.key} className="text-sm">
            <Sentence one={one} {...props} />
            <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-soft">
              {!isSame && <span>{one.why}</span>}
              <Meant one={one} {...props} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Sentence({ one, room, verbs }: SideProps & { one: WriterQuestion }) {
  const line = room.lines.find((line) => line.id === one.lineId);
  if (!line) return null;
  return (
    <button
      type="button"
      onClick={() => verbs.goTo(line.id)}
      className={cx(
        rowButtonClass,
        '-mx-1 block max-w-full truncate px-1 py-0.5 font-serif text-sm text-ink-soft hover:text-ink',
      )}
    >
      {line.text}
    </button>
  );
}

function Meant({ one, story, checks }: SideProps & { one: WriterQuestion }) {
  if (!story.can.change) return null;
  return (
    <Button
      small
      look="quiet"
      data-meant=""
      onClick={(event) => (keepFocus(event), checks.setMeant(one, true))}
    >
      Keep as is
    </Button>
  );
}
