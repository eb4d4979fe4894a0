import type { Home } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { dayText } from '@debrief/rules/time';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FollowUpLine } from '../follow-up/index.ts';
import { HomeSection } from './home-section.tsx';

/** What is waiting for the account; renders nothing if there is nothing. */
export function Waiting({ home }: { home: Home }) {
  const { asked, comments, overdue, questions, reviews, suggestions } = home;
  const all = [asked, comments, overdue, questions, reviews, suggestions];
  if (all.every((list) => list.length === 0)) return null;
  return (
    <HomeSection id="waiting" title="Waiting for you">
      <ul className="border-t border-line">
        {asked.map((one) => (
          <Line key={one.id} what="Confirm a sentence" from={one.by}>
            <Link to="/stories/shared" className={link}>
              {one.sentence}
            </Link>
          </Line>
        ))}
        {comments.map((one) => (
          <Line
            key={one.id}
            what={one.reason === 'mentioned' ? 'You were mentioned' : 'Reply to you'}
            from={`${one.createdBy.name} in ${one.incidentRef}`}
          >
            <Link to="/incidents/$ref/comments" params={{ ref: one.incidentRef }} className={link}>
              {one.text}
            </Link>
          </Line>
        ))}
        {reviews.map((one) => (
          <Line
            key={one.id}
            what={one.dueOn === null ? 'Review' : `Review by ${dayText(one.dueOn)}`}
            from={one.decidedBy ?? ''}
          >
            <Link to="/incidents/$ref/review" params={{ ref: one.incidentRef }} className={link}>
              {one.incidentRef} {one.incidentTitle}
            </Link>
          </Line>
        ))}
        {questions.map((one) => (
          <Line key={one.incident} what={countText(one.count, 'question')} from="readers">
            <Link to="/incidents/$ref/report" params={{ ref: one.incident }} className={link}>
              {one.incident} {one.title}
            </Link>
          </Line>
        ))}
        {suggestions.map((one) => (
          <Line key={one.incident} what={countText(one.count, 'suggestion')} from="an import">
            <Link
              to="/incidents/$ref/report/suggestions"
              params={{ ref: one.incident }}
              className={link}
            >
              {one.incident} {one.title}
            </Link>
          </Line>
        ))}
        {overdue.map((one) => (
          <FollowUpLine key={one.id} followUp={one} />
        ))}
      </ul>
      {overdue.length > 0 && (
        <Link
          to="/follow-ups"
          search={{ owner: 'me' }}
          className="touch mt-2 inline-block text-sm text-accent underline underline-offset-2"
        >
          All of your follow-ups
        </Link>
      )}
    </HomeSection>
  );
}

const link =
  'line-clamp-2 font-medium wrap-anywhere text-ink no-underline after:absolute after:inset-0';

interface LineProps {
  what: string;
  from: string;
  children: ReactNode;
}

function Line({ what, from, children }: LineProps) {
  return (
    <li className="relative flex flex-wrap items-baseline gap-x-3 border-b border-line py-2 hover:bg-wash">
      <span className="min-w-0 flex-1 basis-72">{children}</span>
      <span className="text-sm text-ink-soft">
        {what} · {from}
      </span>
    </li>
  );
}
