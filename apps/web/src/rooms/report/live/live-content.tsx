import type { Finding, Incident, Participant } from '@debrief/contract';
import { maskEvent, maskFinding, maskLinks } from '@debrief/rules/known';
import { asTitle, byRole } from '@debrief/rules/people';
import { isInPart } from '@debrief/rules/report';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { lazyPart } from '../../../ui/lazy-part.ts';
import { queries } from '../../../data/queries.ts';
import { Chip } from '../../../ui/chip.tsx';
import { eventTypeLooks, EventTypeShape } from '../../../ui/event-type.tsx';
import { useMaskedItems } from '../../../ui/known-time.tsx';
import { Time } from '../../../ui/time.tsx';
import { CitationChip } from '../../../ui/citation-chip.tsx';
import { PersonName } from '../../people/card/index.ts';
import { claimNumbers, listCitations, FindingMarks } from '../../investigation/index.ts';
import type { LiveAttrs } from '../schema/nodes.ts';
import { liveBlockTexts } from './live-block-texts.ts';
import { EmptyBlock } from './empty-block.tsx';
import { filterEvents } from './timeline-part.ts';
import { QueryState } from '../../../ui/query-state.tsx';

const FollowUpRows = lazyPart(() => import('./follow-up-rows.tsx'), 'FollowUpRows');
const MilestoneRows = lazyPart(() => import('./milestone-rows.tsx'), 'MilestoneRows');
const FactorPicture = lazyPart(() => import('./factor-picture.tsx'), 'FactorPicture');

interface ContentProps {
  incident: Incident;
  attrs: LiveAttrs;
}

export function LiveContent({ incident, attrs }: ContentProps) {
  switch (attrs.kind) {
    case 'timeline':
      return <TimelineRows incident={incident} attrs={attrs} />;
    case 'people':
      return <People incident={incident} />;
    case 'hypotheses':
      return <Findings incident={incident} attrs={attrs} type="hypothesis" />;
    case 'decisions':
      return <Findings incident={incident} attrs={attrs} type="decision" />;
    case 'impact':
      return <Findings incident={incident} attrs={attrs} type="impact" />;
    case 'questions':
      return <Findings incident={incident} attrs={attrs} type="question" />;
    case 'observations':
      return <Findings incident={incident} attrs={attrs} type="observation" />;
    case 'contradictions':
      return <Findings incident={incident} attrs={attrs} type="contradiction" />;
    case 'factors':
      return <Findings incident={incident} attrs={attrs} type="factor" />;
    case 'milestones':
      return <MilestoneRows incident={incident} />;
    case 'follow-ups':
      return <FollowUpRows incident={incident} attrs={attrs} />;
  }
}

function useClaims(ref: string) {
  const { data, error } = useQuery(queries.timeline(ref));
  const { data: all, error: failed } = useQuery(queries.investigation(ref));
  const events = useMaskedItems(data?.events ?? null, maskEvent);
  const findings = useMaskedItems<Finding>(all?.findings ?? null, maskFinding);
  const numbers = claimNumbers(events ?? [], findings ?? []);
  return {
    timeline: events && { events },
    investigation: findings && { findings, links: maskLinks(all?.links ?? [], findings) },
    numbers,
    error: error ?? failed,
  };
}

function TimelineRows({ incident, attrs }: ContentProps) {
  const { timeline, numbers, error } = useClaims(incident.ref);
  if (error || !timeline) return <QueryState of={{ data: undefined, error }} lines={4} />;
  const events = filterEvents(timeline.events, attrs);
  if (events.length === 0) return <EmptyBlock>{liveBlockTexts.timeline.empty}</EmptyBlock>;
  return (
    <ol className="divide-y divide-line">
      {events.map((event) => (
        <li
          key={event.id}
          className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2 py-1 text-sm @md:grid-cols-[9.5rem_1rem_minmax(0,1fr)]"
        >
          <Time
            at={event.at}
            precision={event.precision}
            className="col-span-2 text-xs leading-5 text-ink-soft @md:col-span-1"
          />
          <span
            className="pt-1"
            title={`${eventTypeLooks[event.type].label}: ${eventTypeLooks[event.type].hint}`}
          >
            <EventTypeShape type={event.type} label />
          </span>
          <span className="wrap-anywhere">
            {event.title}{' '}
            {event.citations.map((citation) => (
              <span key={citation.id} className="mr-0.5">
                <CitationChip
                  number={numbers.get(citation.itemId) ?? 0}
                  citation={citation}
                  incident={incident.ref}
                />
              </span>
            ))}
            {event.isRecollection && (
              <Chip>recollection of {event.recollectionOf ?? event.createdBy.name}</Chip>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Open questions, unless others were selected; factors with links are also drawn as a graph. */
function Findings({ incident, attrs, type }: ContentProps & { type: Finding['type'] }) {
  const { investigation, numbers, error } = useClaims(incident.ref);
  if (error || !investigation) return <QueryState of={{ data: undefined, error }} lines={3} />;
  const isWanted = (finding: Finding) =>
    finding.type !== 'question' || attrs.ids !== null || !finding.isAnswered;
  const findings = investigation.findings.filter(
    (finding) => finding.type === type && isInPart(attrs, finding) && isWanted(finding),
  );
  if (findings.length === 0) return <EmptyBlock>{liveBlockTexts[attrs.kind].empty}</EmptyBlock>;
  return (
    <>
      {type === 'factor' && (
        <FactorPicture
          factors={findings.filter((finding) => finding.type === 'factor')}
          links={investigation.links}
        />
      )}
      <ul className="divide-y divide-line">
        {findings.map((finding) => (
          <li key={finding.id} className="py-1.5 text-sm">
            <p className="wrap-anywhere">
              <Link
                to={
                  finding.type === 'factor'
                    ? '/incidents/$ref/factors'
                    : '/incidents/$ref/investigation'
                }
                params={{ ref: incident.ref }}
                search={{ finding: finding.id }}
                className="touch text-ink no-underline hover:underline"
              >
                {finding.statement}
              </Link>{' '}
              {listCitations(finding).map((citation) => (
                <span key={citation.id} className="mr-0.5">
                  <CitationChip
                    number={numbers.get(citation.itemId) ?? 0}
                    citation={citation}
                    incident={incident.ref}
                  />
                </span>
              ))}
            </p>
            <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5">
              <FindingStatus finding={finding} />
              <FindingMarks finding={finding} />
              {finding.type === 'impact' && finding.who !== '' && (
                <span className="text-xs text-ink-soft">{finding.who}</span>
              )}
              {finding.type === 'decision' && finding.known !== '' && (
                <span className="text-xs text-ink-soft">known then: {finding.known}</span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function FindingStatus({ finding }: { finding: Finding }) {
  if (finding.type !== 'hypothesis') return null;
  const tones = {
    open: 'warn',
    supported: 'accent',
    'ruled-out': 'plain',
    confirmed: 'good',
  } as const;
  return <Chip tone={tones[finding.status]}>{finding.status.replace('-', ' ')}</Chip>;
}

function People({ incident }: { incident: Incident }) {
  const { data, error } = useQuery(queries.people(incident.ref));
  if (error || !data) return <QueryState of={{ data, error }} lines={3} />;
  const all = data.participants
    .filter((person) => !person.isBot)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  const { roles, others } = byRole(all);
  const people = others.filter((person) => !person.isObserver);
  const observers = others.filter((person) => person.isObserver);
  if (all.length === 0) return <EmptyBlock>{liveBlockTexts.people.empty}</EmptyBlock>;
  const row = (term: string, shown: readonly Pick<Participant, 'personId' | 'name'>[]) =>
    shown.length > 0 && (
      <div key={term} className="contents">
        <dt className="text-ink-soft">{term}</dt>
        <dd className="wrap-anywhere">
          {shown.map(({ personId, name }, index) => (
            <Fragment key={personId}>
              {index > 0 && ', '}
              <PersonName personId={personId} name={name} />
            </Fragment>
          ))}
        </dd>
      </div>
    );
  return (
    <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1 text-sm">
      {roles.map((group) => row(asTitle(group.role), group.people))}
      {row(roles.length > 0 ? 'Also took part' : 'Took part', people)}
      {row(roles.length > 0 ? 'Also observed' : 'Observed', observers)}
    </dl>
  );
}
