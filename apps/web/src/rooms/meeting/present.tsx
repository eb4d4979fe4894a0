import type { AgendaSection, IncidentMeeting, Meeting } from '@debrief/contract';
import { isForIdeas } from '@debrief/rules/meeting';
import { countText } from '@debrief/rules/numbers';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, SkipForward, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { queries } from '../../data/queries.ts';
import { Button, buttonClass, IconButton } from '../../ui/button.tsx';
import { useActions } from '../../ui/keys.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { IncidentZone } from '../../ui/time-zone.tsx';
import { useTargets } from '../report/use-targets.ts';
import { AskDialog } from './ask-dialog.tsx';
import { CommentDialog, EventDialog } from './correction-dialogs.tsx';
import { GuestLinkDialog } from './guest-link-dialog.tsx';
import { ParkDialog } from './ideas.tsx';
import { listSteps } from './present-steps.ts';
import { StepView } from './step-view.tsx';
import { useMeetingChange } from './use-meeting-change.ts';
import { useNow } from './use-now.ts';
import { usePosition } from './use-position.ts';
import { groundRules } from './words.ts';
import { api } from '../../api.ts';

const route = getRouteApi('/inside/incidents/$ref/meeting/present');

/** The meeting in full screen: the narrative step by step, with its evidence. */
export function Present() {
  const { ref } = route.useParams();
  const { data: incident } = useSuspenseQuery(queries.incident(ref));
  const { data, error } = useQuery(queries.meeting(ref));
  const box = useRef<HTMLDivElement>(null);
  // Keys that scroll the step need the focus inside it.
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <IncidentZone incident={incident}>
      <div
        ref={box}
        tabIndex={-1}
        className="fixed inset-0 z-40 flex flex-col bg-paper text-ink outline-none"
      >
        {data?.meeting ? (
          <Presentation
            incident={ref}
            meeting={data.meeting}
            shared={data.position}
            learned={data.totals.learned.words}
          />
        ) : (
          <div className="p-6">
            <QueryState of={{ data, error }} lines={4} />
            {data && <p className="mb-3">This incident has no meeting yet.</p>}
            <BackLink incident={ref} />
          </div>
        )}
      </div>
    </IncidentZone>
  );
}

function BackLink({ incident }: { incident: string }) {
  return (
    <Link
      to="/incidents/$ref/meeting"
      params={{ ref: incident }}
      aria-label="Close the presentation"
      className={buttonClass('quiet')}
    >
      <X size={18} />
    </Link>
  );
}

type Opened = 'ask' | 'park' | 'comment' | 'event' | 'link' | null;

interface PresentationProps {
  incident: string;
  meeting: Meeting;
  shared: IncidentMeeting['position'];
}

function Presentation({
  incident,
  meeting,
  shared,
  learned,
}: PresentationProps & { learned: string }) {
  const { position, move } = usePosition(incident, meeting, shared);
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  const targets = useTargets(incident);
  const { data: report } = useQuery(queries.report(incident));
  const { data: sources } = useQuery(queries.sources(incident));
  const presented = {
    document: report?.document ?? null,
    events: [...targets.events.values()],
    findings: [...targets.findings.values()],
    sources: (sources?.items ?? []).flatMap((one) => (one.isIncluded ? [one.streamName] : [])),
  };
  const sections = meeting.agenda.filter(({ minutes }) => minutes > 0);
  const place = Math.max(
    0,
    sections.findIndex(({ id }) => id === position.sectionId),
  );
  const section = sections[place] ?? meeting.agenda[0];
  const steps = section ? listSteps(section.kind, presented, groundRules) : [];
  const at = Math.min(position.step, steps.length - 1);
  const step = steps[at];
  const goToSection = (to: AgendaSection | undefined, step = 0) =>
    to && move({ sectionId: to.id, step });
  const next = () =>
    section && at + 1 < steps.length
      ? goToSection(section, at + 1)
      : goToSection(sections[place + 1]);
  const previous = () => {
    const before = sections[place - 1];
    if (section && at > 0) return goToSection(section, at - 1);
    if (before) goToSection(before, listSteps(before.kind, presented, groundRules).length - 1);
  };
  const canChange = meeting.can.change;
  const event = step?.event ?? null;
  useActions('Presentation', [
    { label: 'Next step', keys: 'arrowright', run: next },
    { label: 'Previous step', keys: 'arrowleft', run: previous },
    { label: 'Next page', keys: 'pagedown', isKeyOnly: true, run: next },
    { label: 'Previous page', keys: 'pageup', isKeyOnly: true, run: previous },
    {
      label: 'Next section',
      keys: 'shift+arrowright',
      run: () => goToSection(sections[place + 1]),
    },
    { label: 'Ask a question', keys: 'q', run: () => setOpened('ask') },
    { label: 'Add an idea to the parking lot', keys: 'shift+a', run: () => setOpened('park') },
    {
      label: 'Comment on this event',
      keys: 'b',
      isDisabled: event === null,
      run: () => setOpened('comment'),
    },
    {
      label: 'Add to timeline',
      keys: 'e',
      isDisabled: !canChange,
      run: () => setOpened('event'),
    },
  ]);
  if (!section || !step) return null;
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 lg:px-8">
        <h1 className="min-w-0 flex-1 text-lg font-semibold wrap-anywhere lg:text-2xl">
          {section.title}
        </h1>
        <Timer incident={incident} meeting={meeting} section={section} shared={shared} />
        <BackLink incident={incident} />
      </header>
      <StepView {...{ incident, meeting, section, step, targets }} />
      <footer className="flex flex-wrap-reverse items-center gap-2 border-t border-line px-4 py-2 lg:px-8">
        <Button onClick={() => setOpened('ask')}>Ask</Button>
        <Button onClick={() => setOpened('park')}>Park an idea</Button>
        {event && <Button onClick={() => setOpened('comment')}>Comment</Button>}
        {canChange && <Button onClick={() => setOpened('event')}>Add to timeline</Button>}
        {canChange && <Button onClick={() => setOpened('link')}>Link for guests</Button>}
        <Counts meeting={meeting} learned={learned} />
        <span className="flex items-center gap-2 max-sm:w-full sm:ml-auto">
          <Button
            icon={<SkipForward size={16} />}
            disabled={place + 1 >= sections.length}
            onClick={() => goToSection(sections[place + 1])}
          >
            Next section
          </Button>
          <span className="tabular text-sm text-ink-soft" aria-live="polite">
            {at + 1} of {steps.length}
          </span>
          <IconButton
            look="plain"
            label="Previous step"
            icon={<ChevronLeft size={20} />}
            className="max-sm:min-h-14"
            onClick={previous}
          />
          <Button look="primary" className="max-sm:min-h-14 max-sm:flex-1" onClick={next}>
            Next <ChevronRight size={20} />
          </Button>
        </span>
      </footer>
      {opened === 'link' && (
        <GuestLinkDialog incident={incident} meetingId={meeting.id} onClose={close} />
      )}
      {opened === 'ask' && <AskDialog incident={incident} onClose={close} />}
      {opened === 'park' && (
        <ParkDialog
          incident={incident}
          isQuiet
          isEarly={!isForIdeas(section.kind)}
          onClose={close}
        />
      )}
      {opened === 'comment' && event && (
        <CommentDialog incident={incident} event={event} onClose={close} />
      )}
      {opened === 'event' && (
        <EventDialog incident={incident} at={event?.at ?? null} onClose={close} />
      )}
    </>
  );
}

/** What phones send, as it arrives. */
function Counts({ meeting: { questions, ideas }, learned }: { meeting: Meeting; learned: string }) {
  return (
    <span role="status" className="text-sm text-ink-soft">
      {countText(questions.length, 'question')} · {countText(ideas.length, 'idea')} · learned
      something: {learned}
    </span>
  );
}

const clockText = (ms: number) => {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** How long the section has taken, of the time it has in the agenda. */
function Timer({
  incident,
  meeting,
  section,
  shared,
}: PresentationProps & { section: AgendaSection }) {
  const now = useNow();
  const start = useMeetingChange(incident, {
    send: () => api.meeting.changeState({ incident, to: 'running' }),
    done: null,
  });
  if (meeting.state !== 'running')
    return meeting.state === 'planned' && meeting.can.change ? (
      <Button isBusy={start.isPending} onClick={start.mutate}>
        Start
      </Button>
    ) : null;
  const since =
    shared?.sectionId === section.id ? shared.sectionAt : (meeting.startedAt ?? meeting.startsAt);
  const passed = now - Math.max(Date.parse(since), Date.parse(meeting.startedAt ?? since));
  const isOver = passed > section.minutes * 60_000;
  return (
    <span
      role="timer"
      className={`tabular text-lg lg:text-2xl ${isOver ? 'font-semibold text-danger' : 'text-ink-soft'}`}
    >
      {clockText(passed)} of {section.minutes} min{isOver && ', over'}
    </span>
  );
}
