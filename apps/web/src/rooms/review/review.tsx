import type { AppliedPolicy, IncidentReview, Review, ReviewTrigger } from '@debrief/contract';
import { dayText } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { reviewQueries } from '../../data/queries/review.ts';
import { Column } from '../../frame/page-head.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { useActions } from '../../ui/keys.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { Time } from '../../ui/time.tsx';
import { CalibrationSection } from '../calibration/section.tsx';
import { InterviewsSection } from '../interview/index.ts';
import { DecideDialog } from './decide-dialog.tsx';
import { EvidenceTimes } from '../../ui/evidence-time.tsx';
import { Investigators } from './investigators.tsx';
import { MeetingSummary } from '../meeting/meeting-summary.tsx';
import { RequestDialog } from './request-dialog.tsx';
import { depthWords, triggerWords } from './words.ts';

const route = getRouteApi('/inside/incidents/$ref/review');

/** Whether and how deeply the incident is reviewed, who investigates, and the reasons. */
export function ReviewTab() {
  const { ref } = route.useParams();
  const { expert = null } = route.useSearch();
  const { data, error } = useQuery(reviewQueries.review(ref));
  const [opened, setOpened] = useState<'request' | 'decide' | null>(null);
  const close = () => setOpened(null);
  useActions('Review', [
    {
      label: 'Request a review',
      isDisabled: data?.can.request !== true,
      run: () => setOpened('request'),
    },
    {
      label: 'Decide how deep the review is',
      isDisabled: data?.can.decide !== true,
      run: () => setOpened('decide'),
    },
  ]);
  return (
    <Column>
      <QueryState of={{ data, error }} lines={6} />
      {data && (
        <>
          <Decision review={data.review} />
          <p className="mt-3 flex flex-wrap gap-2">
            {data.can.decide && (
              <Button small onClick={() => setOpened('decide')}>
                {data.review?.depth ? 'Change the decision' : 'Decide'}
              </Button>
            )}
            {data.can.request && (
              <Button small onClick={() => setOpened('request')}>
                Request a review
              </Button>
            )}
          </p>
          <Triggers incident={ref} triggers={data.triggers} />
          <Policies policies={data.policies} proposed={data.proposed} />
          {data.review?.depth && data.review.depth !== 'none' && (
            <Investigators incident={ref} review={data.review} can={data.can} />
          )}
          <InterviewsSection incident={ref} canPlan={data.can.decide} expert={expert} />
          <MeetingSummary incident={ref} />
          <CalibrationSection incident={ref} />
          <p className="mt-8 text-sm">
            <Link
              to="/library/compare"
              search={{ incidents: ref }}
              className="touch text-accent underline underline-offset-2"
            >
              Compare its depth with other incidents
            </Link>
          </p>
        </>
      )}
      {opened === 'request' && <RequestDialog incident={ref} onClose={close} />}
      {opened === 'decide' && data && (
        <DecideDialog
          incident={ref}
          review={data.review}
          proposed={data.proposed}
          onClose={close}
        />
      )}
    </Column>
  );
}

function Decision({ review }: { review: Review | null }) {
  if (!review?.depth)
    return (
      <section aria-label="Decision">
        <h2 className="text-base font-semibold">Not decided</h2>
        <p className="text-sm text-pretty text-ink-soft">
          No one has decided how deeply to review this incident. No review is also a decision.
        </p>
      </section>
    );
  const { depth, reason, decidedBy, decidedAt, dueOn } = review;
  return (
    <section aria-label="Decision">
      <h2 className="text-base font-semibold">{depthWords[depth].label}</h2>
      <p className="text-sm whitespace-pre-line wrap-anywhere">{reason}</p>
      <p className="mt-1 text-sm text-ink-soft">
        Decided by {decidedBy}
        {decidedAt !== null && (
          <>
            , <Time at={decidedAt} />
          </>
        )}
        {dueOn !== null && `, promised by ${dayText(dueOn)}`}
      </p>
    </section>
  );
}

function Triggers({ incident, triggers }: { incident: string; triggers: ReviewTrigger[] }) {
  return (
    <section aria-label="Reasons to be curious" className="mt-8">
      <h2 className="text-base font-semibold">Reasons to be curious</h2>
      <p className="mb-2 text-sm text-pretty text-ink-soft">
        {triggers.length === 0
          ? 'None were found. That says nothing about what can be learned from it.'
          : 'They are never added up: one can be enough, and none is needed.'}
      </p>
      <ul className="border-t border-line empty:hidden">
        {triggers.map(({ kind, text, evidence, findingIds, incidents }) => (
          <li
            key={`${kind} ${text}`}
            className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line py-2.5 text-sm"
          >
            <Chip>{triggerWords[kind]}</Chip>
            <span className="min-w-0 flex-1 basis-72 wrap-anywhere">
              {text} <EvidenceTimes incident={incident} places={evidence} />
              {findingIds.length > 0 && (
                <Link
                  to="/incidents/$ref/investigation"
                  params={{ ref: incident }}
                  search={{ finding: findingIds[0] ?? '' }}
                  className="text-accent underline underline-offset-2"
                >
                  Show findings
                </Link>
              )}
              {incidents.map(({ ref, title }) => (
                <Link
                  key={ref}
                  to="/incidents/$ref"
                  params={{ ref }}
                  className="mr-2 text-accent underline underline-offset-2"
                >
                  {ref} {title}
                </Link>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Policies({ policies, proposed }: Pick<IncidentReview, 'policies' | 'proposed'>) {
  const shown = policies.filter(({ applies, problem }) => applies || problem !== null);
  if (shown.length === 0) return null;
  return (
    <section aria-label="Policies" className="mt-8">
      <h2 className="text-base font-semibold">
        {proposed === null ? 'Policies' : `Policies propose: ${depthWords[proposed].label}`}
      </h2>
      <ul className="mt-2 border-t border-line">
        {shown.map((policy) => (
          <PolicyRow key={policy.id} policy={policy} />
        ))}
      </ul>
    </section>
  );
}

function PolicyRow({ policy: { name, depth, problem } }: { policy: AppliedPolicy }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-2 text-sm">
      <span className="font-medium wrap-anywhere">{name}</span>
      {problem === null ? (
        <Chip>{depthWords[depth].label}</Chip>
      ) : (
        <span className="text-danger">{problem}</span>
      )}
    </li>
  );
}
