import {
  findingFields,
  type Contradiction,
  type Decision,
  type Finding,
  type Impact,
} from '@debrief/contract';
import {
  listContradictionFacts,
  listObservationFacts,
  type FindingFact,
} from '@debrief/rules/investigation';
import { maskAccounts, maskEvent } from '@debrief/rules/known';
import { countText, numberText } from '@debrief/rules/numbers';
import { durationText } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { queries } from '../../data/queries.ts';
import { useKnown, useMaskedItems } from '../../ui/known-time.tsx';
import { Time } from '../../ui/time.tsx';
import type { FindingPlace } from './finding-place.ts';
import { StepList } from './step-list.tsx';

type Place = Pick<FindingPlace, 'incident' | 'numbers' | 'onShowItem' | 'investigation'>;

export function FindingFacts({ finding, place }: { finding: Finding; place: Place }) {
  if (finding.type === 'decision') return <DecisionFacts decision={finding} />;
  if (finding.type === 'impact') return <ImpactFacts impact={finding} />;
  if (finding.type === 'question') {
    const answer =
      finding.answer !== '' && finding.answeredBy !== ''
        ? `${finding.answer}\n(${finding.answeredBy})`
        : finding.answer;
    return <Facts facts={[{ label: findingFields.question.answer.label, text: answer }]} />;
  }
  if (finding.type === 'factor') {
    const factorTexts = findingFields.factor;
    return (
      <Facts
        facts={[
          { label: factorTexts.sense.label, text: finding.sense },
          { label: factorTexts.belief.label, text: finding.belief },
          { label: factorTexts.reality.label, text: finding.reality },
        ]}
      />
    );
  }
  if (finding.type === 'observation') return <LineFacts facts={listObservationFacts(finding)} />;
  if (finding.type === 'contradiction')
    return <ContradictionFacts finding={finding} place={place} />;
  return (
    <>
      <StepList hypothesis={finding} place={place} />
      <Facts facts={[{ label: findingFields.hypothesis.lesson.label, text: finding.lesson }]} />
    </>
  );
}

function LineFacts({ facts }: { facts: readonly FindingFact[] }) {
  return <Facts facts={facts.map(({ label, lines }) => ({ label, text: lines.join('\n') }))} />;
}

/** Each account, with a link to its event in the timeline. */
function ContradictionFacts({ finding: stored, place }: { finding: Contradiction; place: Place }) {
  const { data } = useQuery(queries.timeline(place.incident.ref));
  const { at: knownAt } = useKnown();
  const events = useMaskedItems(data?.events ?? null, maskEvent);
  const finding = knownAt === null ? stored : maskAccounts(stored, events ?? []);
  const titles = new Map(events?.map((event) => [event.id, event.title]));
  const facts = listContradictionFacts(finding, (id) => (events ? (titles.get(id) ?? null) : '…'));
  return (
    <>
      <LineFacts facts={facts} />
      <p className="mt-1 flex flex-wrap gap-x-3 text-xs">
        {finding.accounts.map(
          ({ eventId }, index) =>
            eventId !== null &&
            titles.has(eventId) && (
              <Link
                key={index}
                to="/incidents/$ref"
                params={{ ref: place.incident.ref }}
                search={{ event: eventId, pane: 'timeline' }}
                className="touch text-accent underline underline-offset-2"
              >
                Show event: {titles.get(eventId)}
              </Link>
            ),
        )}
      </p>
    </>
  );
}

export function DecisionFacts({ decision }: { decision: Decision }) {
  const texts = findingFields.decision;
  const options = decision.options.length > 0 && (
    <ul className="space-y-0.5">
      {decision.options.map((option, index) => (
        <li key={index} className="wrap-anywhere">
          <span className={option.isChosen ? 'font-medium text-ink' : ''}>
            {option.isChosen && (
              <Check size={12} aria-label="taken:" className="mr-1 inline text-good" />
            )}
            {option.text}
          </span>
          {option.tradeOff !== '' && <span className="text-ink-soft">: {option.tradeOff}</span>}
        </li>
      ))}
    </ul>
  );
  return (
    <Facts
      facts={[
        { label: texts.known.label, text: decision.known },
        { label: texts.unknown.label, text: decision.unknown },
        { label: texts.options.label, text: options },
        { label: texts.abortCriteria.label, text: decision.abortCriteria },
        { label: texts.whySpeed.label, text: decision.whySpeed },
        { label: texts.tradeOffs.label, text: decision.tradeOffs },
        { label: texts.outcome.label, text: decision.outcome },
      ]}
    />
  );
}

function ImpactFacts({ impact }: { impact: Impact }) {
  const texts = findingFields.impact;
  const money =
    impact.money === null
      ? ''
      : `${numberText(impact.money)} ${impact.currency}${impact.calculation === '' ? '' : `: ${impact.calculation}`}`;
  const counts = [
    impact.hours === null ? '' : countText(impact.hours, 'hour'),
    impact.nights === null ? '' : countText(impact.nights, 'night'),
    impact.pulledIn === null
      ? ''
      : `${countText(impact.pulledIn, 'person', 'people')} pulled in while not on call`,
  ].filter(Boolean);
  const windows = impact.windows.length > 0 && (
    <ul>
      {impact.windows.map((window, index) => (
        <li key={index}>
          <Time at={window.from} /> –{' '}
          {window.until === null ? 'still so' : <Time at={window.until} />}
          {window.until !== null && (
            <span className="text-ink-soft">
              {' '}
              ({durationText(Date.parse(window.until) - Date.parse(window.from))})
            </span>
          )}
        </li>
      ))}
    </ul>
  );
  return (
    <Facts
      facts={[
        {
          label: texts.who.label,
          text: [impact.howMany === null ? '' : numberText(impact.howMany), impact.who]
            .filter(Boolean)
            .join(' · '),
        },
        { label: texts.howItFelt.label, text: impact.howItFelt },
        { label: texts.money.label, text: money },
        { label: 'Work', text: counts.join(', ') },
        { label: texts.windows.label, text: windows },
        { label: texts.repair.label, text: impact.repair },
      ]}
    />
  );
}

function Facts({ facts }: { facts: readonly { label: string; text: ReactNode }[] }) {
  const said = facts.filter((fact) => fact.text !== '' && fact.text !== false);
  if (said.length === 0) return null;
  return (
    <dl className="mt-1.5 grid @xs:grid-cols-[7.5rem_minmax(0,1fr)] gap-x-2 gap-y-1 text-xs leading-5">
      {said.map((fact, index) => (
        <div key={index} className="contents">
          <dt className="text-ink-soft">{fact.label}</dt>
          <dd className="wrap-anywhere whitespace-pre-line">{fact.text}</dd>
        </div>
      ))}
    </dl>
  );
}
