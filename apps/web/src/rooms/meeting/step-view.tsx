import type { AgendaKind, AgendaSection, Meeting } from '@debrief/contract';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../api.ts';
import { Quoted } from '../../ui/citation-chip.tsx';
import { useActions } from '../../ui/keys.ts';
import { Time } from '../../ui/time.tsx';
import { isForIdeas } from '@debrief/rules/meeting';
import { Cited } from '../report/cite-card.tsx';
import type { Targets } from '../report/use-targets.ts';
import { DropDialog, IdeaRow } from './ideas.tsx';
import type { PresentStep } from './present-steps.ts';
import { Questions } from './questions.tsx';
import { useMeetingChange } from './use-meeting-change.ts';

interface Props {
  incident: string;
  meeting: Meeting;
  section: AgendaSection;
  step: PresentStep;
  targets: Targets;
}

const mostQuotes = 4;

/** For a section about which nothing is written. */
const emptyHints: Partial<Record<AgendaKind, string>> = {
  narrative: 'The people who were there tell what happened.',
  technology: 'Ask someone who knows it to explain how it works.',
  themes: 'Which two to five themes come back? What surprised you?',
};

/** A step in large letters, with what it cites next to it. */
export function StepView({ incident, meeting, section, step, targets }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollTo(0, 0);
  }, [step.key]);
  const quotes = step.citations.slice(0, mostQuotes);
  const cites = step.cites.slice(0, mostQuotes);
  const more = step.citations.length + step.cites.length - quotes.length - cites.length;
  const hasQuotes = quotes.length + cites.length > 0;
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto">
      <div
        className={`mx-auto grid max-w-360 gap-8 px-4 py-6 lg:px-8 lg:py-10 ${hasQuotes ? 'md:grid-cols-[3fr_2fr]' : ''}`}
      >
        <article className="min-w-0">
          {step.event && (
            <p className="text-lg text-ink-soft lg:text-xl">
              <Time at={step.event.at} precision={step.event.precision} />
            </p>
          )}
          {step.title !== '' && (
            <h2 className="mt-1 font-serif text-2xl text-balance wrap-anywhere lg:text-4xl">
              {step.title}
            </h2>
          )}
          <Texts
            texts={step.texts}
            isList={section.kind === 'opening' || section.kind === 'studied'}
          />
          {step.key === 'none' && emptyHints[section.kind] && (
            <p className="text-xl text-ink-soft lg:text-2xl">{emptyHints[section.kind]}</p>
          )}
          {section.kind === 'questions' && (
            <div className="lg:[zoom:1.35]">
              <Questions incident={incident} meeting={meeting} />
            </div>
          )}
          {isForIdeas(section.kind) && <ParkedIdeas incident={incident} meeting={meeting} />}
        </article>
        {hasQuotes && (
          <aside aria-label="Evidence" className="flex min-w-0 flex-col gap-6 lg:[zoom:1.35]">
            {quotes.map((citation) => (
              <Quoted key={citation.id} citation={citation} />
            ))}
            {cites.map((attrs, index) => (
              // The same evidence can be cited twice in a section.
              <Cited key={`${index} ${attrs.targetId}`} {...{ attrs, incident, targets }} />
            ))}
            {more > 0 && <p className="text-sm text-ink-soft">and {more} more</p>}
          </aside>
        )}
      </div>
    </div>
  );
}

function Texts({ texts, isList }: { texts: string[]; isList: boolean }) {
  const lines = texts.map((text, index) =>
    isList ? <li key={index}>{text}</li> : <p key={index}>{text}</p>,
  );
  const look = 'mt-4 flex flex-col gap-3 text-lg wrap-anywhere whitespace-pre-line lg:text-2xl';
  if (lines.length === 0) return null;
  return isList ? (
    <ul className={`${look} list-disc pl-6`}>{lines}</ul>
  ) : (
    <div className={look}>{lines}</div>
  );
}

/** The ideas one by one: a key makes the first that waits a follow-up, another drops it. */
function ParkedIdeas({ incident, meeting }: { incident: string; meeting: Meeting }) {
  const [isDropped, setDropped] = useState(false);
  const first = meeting.ideas.find(({ state }) => state === 'parked');
  const canChange = meeting.can.change;
  const take = useMeetingChange(incident, {
    send: () => api.meeting.changeIdea({ incident, id: first?.id ?? '', state: 'follow-up' }),
    done: 'Follow-up added',
  });
  useActions('Parking lot', [
    {
      label: 'Accept the first idea as a follow-up',
      keys: 'a',
      isDisabled: !first || !canChange || take.isPending,
      run: take.mutate,
    },
    {
      label: 'Dismiss the first idea',
      keys: 'shift+d',
      isDisabled: !first || !canChange,
      run: () => setDropped(true),
    },
  ]);
  return (
    <section aria-label="Parking lot" className="mt-4 lg:[zoom:1.35]">
      <h2 className="font-serif text-2xl">Parking lot</h2>
      {meeting.ideas.length === 0 && (
        <p className="mt-2 text-lg text-ink-soft">No ideas were parked.</p>
      )}
      <ul className="mt-3 border-t border-line empty:hidden">
        {meeting.ideas.map((idea) => (
          <IdeaRow key={idea.id} {...{ incident, idea, canChange }} />
        ))}
      </ul>
      {isDropped && first && (
        <DropDialog
          incident={incident}
          id={first.id}
          text={first.text}
          onClose={() => setDropped(false)}
        />
      )}
    </section>
  );
}
