import type { ComparedIncident } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { durationText } from '@debrief/rules/time';
import type { ReactNode } from 'react';
import { Time } from '../../ui/time.tsx';
import { factorLooks, impactWords } from '../inquiry/index.ts';
import { PlaceLink } from './place-link.tsx';
import { placeOf } from './place.ts';

export interface CompareRow {
  name: string;
  /** How it is reckoned, and what it leaves out. */
  how: string;
  of: (one: ComparedIncident) => ReactNode;
}

const shownMost = 6;

/** The questions to a comparison, in the order in which one asks them. */
export const compareRows: readonly CompareRow[] = [
  {
    name: 'Time investigated',
    how: 'Hours of the clock in which somebody did something on the incident here. Reading, talking and thinking leave no trace and are not in it.',
    of: (one) => countText(one.hoursWorkedOn, 'hour'),
  },
  {
    name: 'Span of the evidence',
    how: 'From the first item of the record to the last, as the scope of the incident has them.',
    of: (one) => <Span one={one} />,
  },
  {
    name: 'Contributing factors',
    how: 'Triggers, mechanisms, contributors, risks and surprises that were written down.',
    of: (one) => (
      <Listed
        one={one}
        items={one.factors.map((factor) => ({ ...factor, note: factorLooks[factor.kind].label }))}
        kind="factor"
      />
    ),
  },
  {
    name: 'Difficulties',
    how: 'Factors that made it hard to see or to mend.',
    of: (one) => <Listed one={one} items={one.difficulties} kind="factor" />,
  },
  {
    name: 'Follow-ups done',
    how: 'Done or verified, of all that were not declined with a reason.',
    of: (one) =>
      one.followUps.all === 0
        ? 'none written down'
        : `${one.followUps.done} of ${one.followUps.all}`,
  },
  {
    name: 'People heard',
    how: 'People whose own words an event or an entry cites. Who was there and is cited nowhere is not in it.',
    of: (one) => countText(one.peopleCited, 'person', 'people'),
  },
  {
    name: 'Readers of the report',
    how: 'Who read the newest edition for ten seconds, counted once each and never by name; below five it is said so.',
    of: (one) =>
      one.report === null ? (
        <span className="text-ink-soft">no published edition</span>
      ) : (
        <>
          {one.report.readers}
          <span className="block text-xs text-ink-soft">
            Edition {one.report.edition}, <Time at={one.report.publishedAt} show="day" isBare />
          </span>
        </>
      ),
  },
  {
    name: 'Impact on customers',
    how: 'What was written down as impact on customers.',
    of: (one) => (
      <Listed one={one} items={one.impact.filter(({ on }) => on === 'customers')} kind="impact" />
    ),
  },
  {
    name: 'Impact on employees',
    how: 'What was written down as impact on employees. It is easily forgotten: nothing here means that nothing was said.',
    of: (one) => (
      <Listed one={one} items={one.impact.filter(({ on }) => on === 'employees')} kind="impact" />
    ),
  },
];

/** Impact on data has no row of its own unless there is some. */
export function rowsFor(incidents: readonly ComparedIncident[]): readonly CompareRow[] {
  if (!incidents.some(({ impact }) => impact.some(({ on }) => on === 'data'))) return compareRows;
  return [
    ...compareRows,
    {
      name: `Impact on ${impactWords.data.toLowerCase()}`,
      how: 'What was written down as impact on data.',
      of: (one) => (
        <Listed one={one} items={one.impact.filter(({ on }) => on === 'data')} kind="impact" />
      ),
    },
  ];
}

function Span({
  one: { firstEvidenceAt, lastEvidenceAt, evidenceCount },
}: {
  one: ComparedIncident;
}) {
  if (firstEvidenceAt === null || lastEvidenceAt === null) return 'no evidence yet';
  return (
    <>
      {firstEvidenceAt === lastEvidenceAt
        ? 'one moment'
        : durationText(Date.parse(lastEvidenceAt) - Date.parse(firstEvidenceAt))}
      <span className="block text-xs text-ink-soft">
        <Time at={firstEvidenceAt} show="day" isBare />
        {firstEvidenceAt !== lastEvidenceAt && (
          <>
            {' – '}
            <Time at={lastEvidenceAt} show="day" isBare />
          </>
        )}
        , {countText(evidenceCount, 'item')}
      </span>
    </>
  );
}

interface ListedProps {
  one: ComparedIncident;
  items: readonly { id: string; statement: string; note?: string }[];
  kind: 'factor' | 'impact';
}

function Listed({ one, items, kind }: ListedProps) {
  if (items.length === 0) return <span className="text-ink-soft">none written down</span>;
  return (
    <>
      {items.length}
      <ul className="mt-1 space-y-1 text-xs leading-5">
        {items.slice(0, shownMost).map(({ id, statement, note }) => (
          <li key={id} className="wrap-anywhere">
            {note && <span className="text-ink-soft">{note}: </span>}
            <PlaceLink
              href={placeOf({ kind, id, incident: one.incident })}
              className="text-ink underline decoration-line-strong underline-offset-2"
            >
              {statement}
            </PlaceLink>
          </li>
        ))}
        {items.length > shownMost && (
          <li>
            <PlaceLink
              href={`/incidents/${one.incident.ref}/${kind === 'factor' ? 'factors?view=list' : 'inquiry'}`}
              className="text-ink-soft underline decoration-line-strong underline-offset-2"
            >
              and {items.length - shownMost} more
            </PlaceLink>
          </li>
        )}
      </ul>
    </>
  );
}
