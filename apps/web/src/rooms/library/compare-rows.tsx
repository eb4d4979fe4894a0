import type { ComparedIncident, VersionUse } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { dayText, durationText } from '@debrief/rules/time';
import { usePlaceWords } from '@debrief/rules/words';
import type { ReactNode } from 'react';
import { Time } from '../../ui/time.tsx';
import { factorLooks, impactWords } from '../investigation/index.ts';
import { PlaceLink } from '../../ui/place-link.tsx';
import { toHitPath } from './hit-path.ts';

export interface CompareRow {
  name: string;
  /** How it is calculated, and what it does not include. */
  how: string;
  of: (one: ComparedIncident) => ReactNode;
}

const shownMost = 6;

/** Clock hours with a change: the work in them is shorter, by how much is unknown. */
export function workedText(hours: number): string {
  return hours === 0 ? 'None' : `Up to ${countText(hours, 'hour')}`;
}

export const compareRows: readonly CompareRow[] = [
  {
    name: 'Time investigated',
    how: "Each hour with a change to the timeline, findings, follow-ups or report counts in full. Imports, meetings and reading aren't counted.",
    of: (one) => workedText(one.hoursWorkedOn),
  },
  {
    name: 'Span of the evidence',
    how: "From the first to the last item in the incident's sources and time ranges. Interviews and imported documents aren't part of it.",
    of: (one) => <Span one={one} />,
  },
  {
    name: 'Contributing factors',
    how: 'Triggers, mechanisms, contributors, risks and surprises.',
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
    how: 'What made it hard to detect or fix.',
    of: (one) => <Listed one={one} items={one.difficulties} kind="factor" />,
  },
  {
    name: 'Follow-ups done',
    how: "Done or verified, out of all that aren't Won't do.",
    of: (one) =>
      one.followUps.all === 0 ? 'None' : `${one.followUps.done} of ${one.followUps.all}`,
  },
  {
    name: 'People heard',
    how: "People quoted in an event or a finding. People who were there but aren't cited don't count.",
    of: (one) => countText(one.peopleCited, 'person', 'people'),
  },
  {
    name: 'Attended the meeting',
    how: 'People who said that they were there, and those that the note-taker added.',
    of: (one) =>
      one.attendees === null ? (
        <span className="text-ink-soft">No meeting</span>
      ) : (
        countText(one.attendees, 'person', 'people')
      ),
  },
  {
    name: 'Readers of the report',
    how: "People who read the newest version for at least ten seconds. Never by name, and small numbers aren't shown.",
    of: (one) =>
      one.report === null ? (
        <span className="text-ink-soft">No published version</span>
      ) : (
        <>
          {one.report.readers}
          <span className="block text-xs text-ink-soft">
            Version {one.report.version}, <Time at={one.report.publishedAt} show="day" />
          </span>
        </>
      ),
  },
  {
    name: 'Used in',
    how: 'What its readers say the report was used in: onboarding, training, a design review …',
    of: (one) => <Uses uses={one.report?.usedIn ?? []} />,
  },
  {
    name: 'Impact on customers',
    how: 'Impact on customers, as added to the investigation.',
    of: (one) => (
      <Listed one={one} items={one.impact.filter(({ on }) => on === 'customers')} kind="impact" />
    ),
  },
  {
    name: 'Impact on employees',
    how: "Impact on employees, as added to the investigation. Often forgotten: empty doesn't mean none.",
    of: (one) => (
      <Listed one={one} items={one.impact.filter(({ on }) => on === 'employees')} kind="impact" />
    ),
  },
];

/** Impact on data has no row unless there is some. */
export function rowsFor(incidents: readonly ComparedIncident[]): readonly CompareRow[] {
  if (!incidents.some(({ impact }) => impact.some(({ on }) => on === 'data'))) return compareRows;
  return [
    ...compareRows,
    {
      name: `Impact on ${impactWords.data.toLowerCase()}`,
      how: 'Impact on data, as added to the investigation.',
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
  if (evidenceCount === 0) return 'No evidence yet';
  if (firstEvidenceAt === null || lastEvidenceAt === null)
    return `No dates: ${countText(evidenceCount, 'document')}`;
  return (
    <>
      {firstEvidenceAt === lastEvidenceAt
        ? 'one moment'
        : durationText(Date.parse(lastEvidenceAt) - Date.parse(firstEvidenceAt))}
      <span className="block text-xs text-ink-soft">
        <Time at={firstEvidenceAt} show="day" />
        {firstEvidenceAt !== lastEvidenceAt && (
          <>
            {' – '}
            <Time at={lastEvidenceAt} show="day" />
          </>
        )}
        , {countText(evidenceCount, 'item')}
      </span>
    </>
  );
}

function Uses({ uses }: { uses: readonly VersionUse[] }) {
  if (uses.length === 0) return <span className="text-ink-soft">None</span>;
  return (
    <>
      {uses.length}
      <ul className="mt-1 space-y-1 text-xs leading-5">
        {uses.slice(0, shownMost).map(({ id, usedIn, usedOn, note }) => (
          <li key={id} className="wrap-anywhere">
            {usePlaceWords[usedIn]}, {dayText(usedOn)}
            {note !== '' && <span className="text-ink-soft">: {note}</span>}
          </li>
        ))}
        {uses.length > shownMost && <li>and {uses.length - shownMost} more</li>}
      </ul>
    </>
  );
}

interface ListedProps {
  one: ComparedIncident;
  items: readonly { id: string; statement: string; note?: string }[];
  kind: 'factor' | 'impact';
}

function Listed({ one, items, kind }: ListedProps) {
  if (items.length === 0) return <span className="text-ink-soft">None</span>;
  return (
    <>
      {items.length}
      <ul className="mt-1 space-y-1 text-xs leading-5">
        {items.slice(0, shownMost).map(({ id, statement, note }) => (
          <li key={id} className="wrap-anywhere">
            {note && <span className="text-ink-soft">{note}: </span>}
            <PlaceLink
              href={toHitPath({ kind, id, incident: one.incident })}
              className="text-ink underline decoration-line-strong underline-offset-2"
            >
              {statement}
            </PlaceLink>
          </li>
        ))}
        {items.length > shownMost && (
          <li>
            <PlaceLink
              href={`/incidents/${one.incident.ref}/${kind === 'factor' ? 'factors?view=list' : 'investigation'}`}
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
