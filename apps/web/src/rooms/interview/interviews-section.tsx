import type { InterviewProposal, InterviewReason } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { EvidenceTimes } from '../../ui/evidence-time.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { Time } from '../../ui/time.tsx';
import { PlanDialog, type Interviewee } from './plan-dialog.tsx';
import { interviewQueries } from './queries.ts';
import { stateWords } from './words.ts';

const shownAtFirst = 6;

interface SectionProps {
  incident: string;
  canPlan: boolean;
  /** A technology: opens the plan of an interview about it. */
  expert: string | null;
}

/** The interviews that the reader leads or takes notes in, and, for editors, who to ask and why. */
export function InterviewsSection({ incident, canPlan, expert }: SectionProps) {
  const navigate = useNavigate();
  const list = useQuery(interviewQueries.list(incident));
  const mine = useQuery(interviewQueries.mine());
  const [planned, setPlanned] = useState<Interviewee | null>(null);
  const own = mine.data?.items.filter(({ incidentRef }) => incidentRef === incident) ?? [];
  const interviews = list.data?.items ?? [];
  if (!canPlan && interviews.length === 0 && own.length === 0) return null;
  return (
    <section aria-label="Interviews" className="mt-8">
      <h2 className="text-base font-semibold">Interviews</h2>
      <p className="mb-2 text-sm text-pretty text-ink-soft">
        You see only those that you lead or take notes in. No one else can read the notes, not even
        admins.
      </p>
      {own.length > 0 && (
        <p className="mb-2 text-sm">
          <Link to="/interviews" className="text-accent underline underline-offset-2">
            Interviews with you, and your quotes
          </Link>
        </p>
      )}
      <ul className="border-t border-line empty:hidden">
        {interviews.map(({ id, person, state, startsAt, place }) => (
          <li
            key={id}
            className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line py-2.5 text-sm"
          >
            <Link
              to="/interviews/$id"
              params={{ id }}
              className="touch font-medium wrap-anywhere text-accent underline underline-offset-2"
            >
              {person.name}
            </Link>
            <Chip tone={state === 'held' ? 'good' : 'plain'}>{stateWords[state]}</Chip>
            {startsAt !== null && <Time at={startsAt} />}
            <span className="wrap-anywhere text-ink-soft">{place}</span>
          </li>
        ))}
      </ul>
      {canPlan && (
        <Proposals
          incident={incident}
          planned={new Set(interviews.map(({ person }) => person.name))}
          onPlan={setPlanned}
        />
      )}
      {canPlan && expert !== null && (
        <ExpertDialog
          incident={incident}
          topic={expert}
          onClose={() =>
            void navigate({
              to: '/incidents/$ref/review',
              params: { ref: incident },
              search: {},
              replace: true,
              resetScroll: false,
            })
          }
        />
      )}
      {planned && (
        <PlanDialog incident={incident} person={planned} onClose={() => setPlanned(null)} />
      )}
    </section>
  );
}

const expertReasons = new Set(['island', 'expert', 'owner']);

/** Proposes those first who know the technology, as far as the record says. */
function ExpertDialog(props: { incident: string; topic: string; onClose: () => void }) {
  const { data } = useQuery(interviewQueries.proposals(props.incident));
  if (!data) return null;
  const knows = ({ reasons }: InterviewProposal) =>
    reasons.some(({ kind }) => expertReasons.has(kind));
  const people = [...data.items.filter(knows), ...data.items.filter((one) => !knows(one))];
  return (
    <PlanDialog person={people[0] ?? { personId: null, name: '' }} {...{ ...props, people }} />
  );
}

interface ProposalsProps {
  incident: string;
  planned: ReadonlySet<string>;
  onPlan: (person: Interviewee) => void;
}

function Proposals({ incident, planned, onPlan }: ProposalsProps) {
  const { data, error } = useQuery(interviewQueries.proposals(incident));
  const [isOpen, setOpen] = useState(false);
  const items = data?.items.filter(({ name }) => !planned.has(name)) ?? [];
  const shown = isOpen ? items : items.slice(0, shownAtFirst);
  return (
    <>
      <h3 className="mt-4 text-sm font-semibold">Who to ask</h3>
      <QueryState of={{ data, error }} lines={4} />
      {data && items.length === 0 && (
        <p className="text-sm text-ink-soft">The record names no one else.</p>
      )}
      <ul className="border-t border-line empty:hidden">
        {shown.map((proposal) => (
          <ProposalRow key={proposal.name} {...{ incident, proposal, onPlan }} />
        ))}
      </ul>
      <p className="mt-3 flex flex-wrap gap-2">
        {shown.length < items.length && (
          <Button small onClick={() => setOpen(true)}>
            Show all {items.length}
          </Button>
        )}
        <Button small onClick={() => onPlan({ personId: null, name: '' })}>
          Interview someone else
        </Button>
      </p>
    </>
  );
}

function ProposalRow({
  incident,
  proposal: { personId, name, team, reasons },
  onPlan,
}: {
  incident: string;
  proposal: InterviewProposal;
  onPlan: (person: Interviewee) => void;
}) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line py-2.5 text-sm">
      <span className="font-medium wrap-anywhere">{name}</span>
      {team !== null && <span className="text-ink-soft">{team}</span>}
      <span className="ml-auto">
        <Button small aria-label={`Schedule ${name}`} onClick={() => onPlan({ personId, name })}>
          Schedule
        </Button>
      </span>
      <Reasons incident={incident} reasons={reasons} />
    </li>
  );
}

const reasonsAtFirst = 3;

function Reasons({ incident, reasons }: { incident: string; reasons: InterviewReason[] }) {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? reasons : reasons.slice(0, reasonsAtFirst);
  return (
    <div className="basis-full text-ink-soft">
      <ul>
        {shown.map(({ kind, text, evidence }) => (
          <li key={`${kind} ${text}`} className="wrap-anywhere">
            {text} <EvidenceTimes incident={incident} places={evidence} />
          </li>
        ))}
      </ul>
      {shown.length < reasons.length && (
        <Button small look="quiet" onClick={() => setOpen(true)}>
          {reasons.length - shown.length} more
        </Button>
      )}
    </div>
  );
}
