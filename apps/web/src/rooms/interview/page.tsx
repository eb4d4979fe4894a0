import type { Interview } from '@debrief/contract';
import { renderInvitation } from '@debrief/render/calendar';
import { measureTalk, thankYouNote } from '@debrief/rules/interview';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { CopyButton } from '../../ui/copy-box.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { Time } from '../../ui/time.tsx';
import { Notes } from './notes.tsx';
import { ChangeDialog } from './plan-dialog.tsx';
import { interviewQueries, refreshInterviews, useInterviewChange } from './queries.ts';
import { Questions } from './questions.tsx';
import { saveFile } from './save-file.ts';
import { stateWords } from './words.ts';

const route = getRouteApi('/inside/interviews/$id');

/** An interview for those who lead it or take notes: questions on the left, notes on the right. */
export function InterviewPage() {
  const { id } = route.useParams();
  const { data, error } = useQuery(interviewQueries.interview(id));
  if (!data)
    return (
      <Column>
        <QueryState of={{ data, error }} lines={8} />
      </Column>
    );
  return (
    <>
      <Head interview={data} />
      <div className="grid w-full gap-x-8 gap-y-6 px-4 py-5 sm:px-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Questions interview={data} />
        <div className="roomy:sticky roomy:top-4 roomy:max-h-[calc(100dvh-2rem)] roomy:self-start roomy:overflow-y-auto roomy:px-1">
          <Notes interview={data} />
          <After interview={data} />
        </div>
      </div>
    </>
  );
}

function Head({ interview }: { interview: Interview }) {
  const { id, version, person, incidentRef, incidentTitle, state, startsAt, place, can } =
    interview;
  const [opened, setOpened] = useState<'change' | 'decline' | 'remove' | null>(null);
  const hold = useInterviewChange(() => api.interview.change({ id, version, state: 'held' }));
  const close = () => setOpened(null);
  return (
    <PageHead
      title={`Interview with ${person.name}`}
      isWide
      lead={
        <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <Link
            to="/incidents/$ref/review"
            params={{ ref: incidentRef }}
            className="touch text-accent underline underline-offset-2"
          >
            {incidentRef} {incidentTitle}
          </Link>
          <Chip tone={state === 'held' ? 'good' : 'plain'}>{stateWords[state]}</Chip>
          {startsAt !== null && <Time at={startsAt} />}
          <span className="wrap-anywhere">{place}</span>
        </span>
      }
      actions={
        <>
          {startsAt !== null && (
            <Button small onClick={() => saveCalendar(interview, startsAt)}>
              Calendar file
            </Button>
          )}
          {can.write && (
            <>
              <Button small onClick={() => setOpened('change')}>
                Change
              </Button>
              {state !== 'held' && (
                <Button small isBusy={hold.isPending} onClick={() => hold.mutate(undefined)}>
                  Mark as held
                </Button>
              )}
              <Button small look="quiet" onClick={() => setOpened('decline')}>
                They declined
              </Button>
            </>
          )}
          <Button small look="quiet" onClick={() => setOpened('remove')}>
            Delete
          </Button>
        </>
      }
    >
      <ProblemNote error={hold.error} />
      {opened === 'change' && <ChangeDialog interview={interview} onClose={close} />}
      {(opened === 'decline' || opened === 'remove') && (
        <EndDialog interview={interview} kind={opened} onClose={close} />
      )}
    </PageHead>
  );
}

function EndDialog({
  interview: { id, incidentRef, person },
  kind,
  onClose,
}: {
  interview: Interview;
  kind: 'decline' | 'remove';
  onClose: () => void;
}) {
  const navigate = useNavigate();
  const isRemoval = kind === 'remove';
  const save = useMutation({
    mutationFn: () => api.interview[kind]({ id }),
    onSuccess: () => {
      onClose();
      if (isRemoval) void navigate({ to: '/incidents/$ref/review', params: { ref: incidentRef } });
      else void refreshInterviews();
    },
  });
  return (
    <FormDialog
      title={isRemoval ? 'Delete the interview?' : `${person.name} declined?`}
      lead={
        isRemoval
          ? 'Its questions, notes and quotes are deleted permanently. What was added to the record stays there.'
          : 'Quotes that are not in the record are deleted, and their lines are off the record.'
      }
      submit={isRemoval ? 'Delete' : 'Mark as declined'}
      look="danger"
      save={{ ...save, mutate: () => save.mutate() }}
      onClose={onClose}
    />
  );
}

/** What is left to do: listen more, say thank you, ask what is still open. */
function After({ interview }: { interview: Interview }) {
  const { questions, lines, person, incidentTitle, state } = interview;
  const { asked, said } = measureTalk(questions, lines);
  const note = thankYouNote(person.name, incidentTitle);
  const open = questions.filter((one) => one.state === 'asked');
  return (
    <div className="mt-8 text-sm">
      {asked > 0 && said > 0 && (
        <p className="text-ink-soft">
          {`About ${Math.max(1, Math.round((said / asked) * 10) / 10)} words of notes for each word of a question. In a good interview, they talk about five times as much as you.`}
        </p>
      )}
      {state === 'held' && (
        <>
          {open.length > 0 && (
            <p className="mt-2">
              Asked and not answered yet: {open.map(({ text }) => text).join(' ')}
            </p>
          )}
          <section aria-label="Thank-you note" className="mt-6">
            <h2 className="text-base font-semibold">Thank-you note</h2>
            <p className="my-2 max-w-prose whitespace-pre-line">{note}</p>
            <CopyButton text={note} />
          </section>
        </>
      )}
    </div>
  );
}

function saveCalendar({ id, version, minutes, place }: Interview, startsAt: string): void {
  const start = new Date(startsAt);
  const text = renderInvitation({
    uid: `${id}@debrief`,
    sequence: version,
    changedAt: start,
    startsAt: start,
    endsAt: new Date(start.getTime() + minutes * 60_000),
    // A calendar is read by others, so it says neither the subject nor the person.
    title: 'Conversation',
    text: '',
    place,
    url: `${location.origin}/interviews/${id}`,
    organizer: null,
    attendees: [],
    isCanceled: false,
  });
  saveFile('conversation.ics', text, 'text/calendar');
}
