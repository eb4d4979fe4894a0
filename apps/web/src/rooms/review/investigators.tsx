import type { Candidate, IncidentReview, Investigator, Review } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { reviewQueries } from '../../data/queries/review.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { EvidenceTime } from '../../ui/evidence-time.tsx';
import { SponsorDialog } from './sponsor-dialog.tsx';
import { useReviewChange } from './use-review-change.ts';
import { answerWords, independenceWords, trainingWords } from './words.ts';

interface Props {
  incident: string;
  review: Review;
}

/** Who investigates, how close they are to the incident, and who protects their time. */
export function Investigators({ incident, review, can }: Props & Pick<IncidentReview, 'can'>) {
  const [opened, setOpened] = useState<'ask' | 'sponsor' | null>(null);
  const { data } = useQuery(reviewQueries.candidates(incident));
  const { data: session } = useQuery(queries.session());
  const me = session?.account?.id;
  const close = () => setOpened(null);
  return (
    <section aria-label="Investigators" className="mt-8">
      <h2 className="text-base font-semibold">Investigators</h2>
      <p className="mb-2 text-sm text-pretty text-ink-soft">
        Best is someone who wasn’t part of it and has no authority over those who were.
      </p>
      {review.investigators.length === 0 && <p className="text-sm">No one was asked yet.</p>}
      <ul className="border-t border-line empty:hidden">
        {review.investigators.map((one) => (
          <InvestigatorRow
            key={one.accountId}
            incident={incident}
            review={review}
            investigator={one}
            candidate={data?.items.find(({ accountId }) => accountId === one.accountId)}
            isMe={one.accountId === me}
            canWithdraw={can.decide}
          />
        ))}
      </ul>
      <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
        {can.decide && (
          <Button small onClick={() => setOpened('ask')}>
            Ask someone
          </Button>
        )}
        <span>
          <span className="text-ink-soft">Sponsor: </span>
          {review.sponsor?.name ?? 'none yet'}
        </span>
        {can.decide && (
          <Button small onClick={() => setOpened('sponsor')}>
            {review.sponsor ? 'Change sponsor' : 'Set sponsor'}
          </Button>
        )}
      </p>
      {opened === 'ask' && <AskDialog {...{ incident, review }} onClose={close} />}
      {opened === 'sponsor' && <SponsorDialog {...{ incident, review }} onClose={close} />}
    </section>
  );
}

function InvestigatorRow({
  incident,
  review: { version },
  investigator: { accountId, name, state, reason },
  candidate,
  isMe,
  canWithdraw,
}: Props & {
  investigator: Investigator;
  candidate: Candidate | undefined;
  isMe: boolean;
  canWithdraw: boolean;
}) {
  const accept = useReviewChange(incident, {
    send: () => api.review.answer({ incident, version, accept: true }),
    done: 'You investigate this incident',
  });
  const decline = useReviewChange(incident, {
    send: () => api.review.answer({ incident, version, accept: false }),
    done: 'Declined',
  });
  const withdraw = useReviewChange(incident, {
    send: () => api.review.withdraw({ incident, version, accountId }),
    done: `${name} is no longer asked`,
  });
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line py-2.5 text-sm">
      <span className="font-medium wrap-anywhere">{name}</span>
      <Chip tone={state === 'accepted' ? 'good' : state === 'declined' ? 'danger' : 'plain'}>
        {answerWords[state]}
      </Chip>
      {candidate && <Chip>{independenceWords[candidate.independence]}</Chip>}
      <span className="ml-auto flex gap-2">
        {isMe && state !== 'accepted' && (
          <Button small isBusy={accept.isPending} onClick={accept.mutate}>
            Accept
          </Button>
        )}
        {isMe && state !== 'declined' && (
          <Button small look="quiet" isBusy={decline.isPending} onClick={decline.mutate}>
            Decline
          </Button>
        )}
        {canWithdraw && !isMe && (
          <Button small look="quiet" isBusy={withdraw.isPending} onClick={withdraw.mutate}>
            Remove
          </Button>
        )}
      </span>
      <span className="basis-full text-ink-soft empty:hidden">
        {reason}
        {candidate && <Reasons incident={incident} candidate={candidate} />}
      </span>
      <ProblemNote error={accept.error ?? decline.error ?? withdraw.error} />
    </li>
  );
}

function Reasons({ incident, candidate }: { incident: string; candidate: Candidate }) {
  if (candidate.reasons.length === 0) return null;
  return (
    <ul className="text-ink-soft">
      {candidate.reasons.map(({ text, evidence }) => (
        <li key={text} className="wrap-anywhere">
          {text}
          {evidence && (
            <>
              {' '}
              <EvidenceTime incident={incident} place={evidence} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Everyone who can see the incident, the most independent first. */
function AskDialog({ incident, review, onClose }: Props & { onClose: () => void }) {
  const { data, error } = useQuery(reviewQueries.candidates(incident));
  const asked = new Set(
    review.investigators.filter(({ state }) => state !== 'declined').map((one) => one.accountId),
  );
  const items = data?.items.filter(({ accountId }) => !asked.has(accountId));
  return (
    <Dialog
      isOpen
      title="Ask someone to investigate"
      lead="No one is blocked: in a small team, someone involved can take a step back."
      onClose={onClose}
    >
      <QueryState of={{ data, error }} lines={4} />
      {items?.length === 0 && <p className="text-sm">Everyone who can see it was asked.</p>}
      <ul className="border-t border-line empty:hidden">
        {items?.map((candidate) => (
          <CandidateRow
            key={candidate.accountId}
            {...{ incident, review, candidate }}
            onDone={onClose}
          />
        ))}
      </ul>
    </Dialog>
  );
}

function CandidateRow({
  incident,
  review: { version },
  candidate,
  onDone,
}: Props & { candidate: Candidate; onDone: () => void }) {
  const { accountId, name, team, independence, doing, done, training } = candidate;
  const ask = useReviewChange(incident, {
    send: () => api.review.ask({ incident, version, accountId }),
    done: `${name} was asked`,
    onDone,
  });
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line py-2.5 text-sm">
      <span className="font-medium wrap-anywhere">{name}</span>
      {team !== null && <span className="text-ink-soft">{team}</span>}
      <Chip tone={independence === 'independent' ? 'good' : 'plain'}>
        {independenceWords[independence]}
      </Chip>
      <span className="ml-auto">
        <Button small isBusy={ask.isPending} aria-label={`Ask ${name}`} onClick={ask.mutate}>
          Ask
        </Button>
      </span>
      <span className="basis-full text-ink-soft">
        {doing === 0 ? 'No other review' : `Does ${countText(doing, 'other review')}`}
        {done > 0 && `, has done ${done}`}
        {`. Training: ${trainingWords[training.stage].toLowerCase()}`}
      </span>
      <span className="basis-full empty:hidden">
        <Reasons {...{ incident, candidate }} />
      </span>
      <ProblemNote error={ask.error} />
    </li>
  );
}
