import type { AnswerQuote, InterviewQuote, OwnInterview } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useDraft } from '../../data/draft.ts';
import { queryClient } from '../../data/queries.ts';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { Time } from '../../ui/time.tsx';
import { interviewQueries, refreshInterviews } from './queries.ts';
import { quoteWords, stateWords } from './words.ts';

/** The interviews with the reader, and their quotes to approve. */
export function OwnInterviews() {
  const { data, error } = useQuery(interviewQueries.mine());
  return (
    <>
      <PageHead
        title="Interviews with you"
        lead="You decide what is used. The notes belong to those who asked, and no one else can read them."
      />
      <Column>
        <QueryState of={{ data, error }} lines={6} />
        {data?.items.length === 0 && <p className="text-sm">No one has asked you yet.</p>}
        {data?.items.map((interview) => (
          <OwnInterviewSection key={interview.id} interview={interview} />
        ))}
      </Column>
    </>
  );
}

function OwnInterviewSection({ interview }: { interview: OwnInterview }) {
  const { id, incidentRef, incidentTitle, state, startsAt, place, interviewers, scribe } =
    interview;
  const [isDeclined, setDeclined] = useState(false);
  const names = [...interviewers, ...(scribe ? [scribe] : [])].map(({ name }) => name).join(', ');
  return (
    <section aria-label={`${incidentRef} ${incidentTitle}`} className="mb-10">
      <h2 className="text-base font-semibold wrap-anywhere">
        {incidentRef} {incidentTitle}
      </h2>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-3 gap-y-1 text-sm">
        <Chip>{stateWords[state]}</Chip>
        {startsAt !== null && <Time at={startsAt} />}
        <span className="wrap-anywhere">{place}</span>
        <span className="wrap-anywhere text-ink-soft">with {names}</span>
        {state !== 'declined' && (
          <Button small onClick={() => setDeclined(true)}>
            Decline
          </Button>
        )}
      </p>
      <p className="mt-3 max-w-prose text-sm whitespace-pre-line text-ink-soft">
        {interview.consent}
      </p>
      <ul className="mt-3 border-t border-line empty:hidden">
        {interview.quotes.map((quote) => (
          <QuoteRow key={quote.id} quote={quote} />
        ))}
      </ul>
      {isDeclined && <DeclineDialog id={id} onClose={() => setDeclined(false)} />}
    </section>
  );
}

function DeclineDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const save = useMutation({
    mutationFn: () => api.interview.decline({ id }),
    onSuccess: () => {
      onClose();
      void refreshInterviews();
    },
  });
  return (
    <FormDialog
      title="Decline the interview?"
      lead="You don’t have to say why. Your quotes that are not in the record are deleted."
      submit="Decline"
      save={{ ...save, mutate: () => save.mutate() }}
      onClose={onClose}
    />
  );
}

function QuoteRow({ quote }: { quote: InterviewQuote }) {
  const { id, form, text, state, promoted, version } = quote;
  const [words, setWords, forget] = useDraft<string | null>(`interview.quote.${id}`, null);
  const answer = useMutation({
    mutationFn: (given: Omit<AnswerQuote, 'id' | 'version'>) =>
      api.interview.answerQuote({ id, version, ...given }),
    onSuccess: (mine) => {
      forget();
      queryClient.setQueryData(interviewQueries.mine().queryKey, mine);
    },
    onError: refreshInterviews,
  });
  const isBusy = answer.isPending;
  return (
    <li className="border-b border-line py-3 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Chip tone="accent">{form === 'quote' ? 'Quote' : 'Fact'}</Chip>
        <span className="min-w-0 flex-1 basis-60 whitespace-pre-line wrap-anywhere">
          {form === 'quote' ? `“${text}”` : text}
        </span>
      </p>
      <p className="mt-1 text-xs text-ink-soft">
        {promoted
          ? 'In the record of the incident, as yours. To remove it, ask for a redaction.'
          : quoteWords[state]}
      </p>
      {!promoted && words === null && (
        <p className="mt-2 flex flex-wrap gap-2">
          {state === 'sent' && (
            <Button
              look="primary"
              isBusy={isBusy}
              onClick={() => answer.mutate({ answer: 'approve' })}
            >
              Approve
            </Button>
          )}
          <Button onClick={() => setWords(text)}>Change the words</Button>
          <Button
            look="quiet"
            isBusy={isBusy}
            onClick={() => answer.mutate({ answer: 'withdraw' })}
          >
            Withdraw
          </Button>
        </p>
      )}
      {!promoted && words !== null && (
        <form
          className="mt-2"
          onSubmit={(event) => {
            event.preventDefault();
            answer.mutate({ answer: 'change', text: words });
          }}
        >
          <TextArea
            label="Your words"
            name="text"
            required
            maxLength={20_000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <p className="mt-2 flex flex-wrap gap-2">
            <Button type="submit" look="primary" isBusy={isBusy}>
              Save and approve
            </Button>
            <Button onClick={forget}>Cancel</Button>
          </p>
        </form>
      )}
      <ProblemNote error={answer.error} />
    </li>
  );
}
