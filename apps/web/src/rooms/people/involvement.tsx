import type { Involvement, PersonInvolvement } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { timeText } from '@debrief/rules/time';
import type { ReactNode } from 'react';
import { Time } from '../../ui/time.tsx';
import { useShownZone } from '../../ui/time-zone.tsx';
import { PartBars } from './part-bars.tsx';
import { PlaceLink } from './place-link.tsx';
import { PresenceChip } from './presence-chip.tsx';

/** When a person wrote, and how they came in, with the evidence. */
export function PersonInvolvementLine({
  incident,
  name,
  involvement,
  range,
}: {
  incident: string;
  name: string;
  involvement: PersonInvolvement | undefined;
  range: Pick<Involvement, 'from' | 'until'>;
}) {
  const zone = useShownZone();
  if (!involvement) return null;
  const { counts, called, onCall, presence } = involvement;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const span =
    range.from === null || range.until === null
      ? ''
      : ` from ${timeText(range.from, zone, 'both')} to ${timeText(range.until, zone, 'both')}`;
  return (
    <>
      <PartBars counts={counts} label={`${name} wrote ${countText(total, 'item')}${span}`} />
      <span className="mt-1 block empty:hidden">
        <PresenceChip presence={presence} isCalled={called !== null} />
      </span>
      {onCall && (
        <span className="block text-xs">
          <PlaceLink incident={incident} place={onCall}>
            in an on-call calendar
          </PlaceLink>
        </span>
      )}
      {called && (
        <span className="block text-xs">
          <PlaceLink incident={incident} place={called}>
            called in
          </PlaceLink>{' '}
          {called.by !== null && `by ${called.by} `}
          at <Time at={called.at} show="clock" />
        </span>
      )}
    </>
  );
}

/** Who was mentioned but wrote nothing, and what the incident touched. */
export function InvolvementParts({
  incident,
  involvement: { absent, services, teams },
}: {
  incident: string;
  involvement: Involvement;
}) {
  const missing = teams.filter(({ people }) => people === 0);
  const touched = services.filter(({ isNamed }) => !isNamed);
  return (
    <>
      {absent.length > 0 && (
        <Part title="Mentioned, but silent" lead="Others mention them by name. They wrote nothing.">
          {absent.map(({ name, mentions, first }) => (
            <li key={name} className="flex flex-wrap gap-x-3 border-b border-line py-2 text-sm">
              <span className="font-medium wrap-anywhere">{name}</span>
              <span className="text-ink-soft">
                <PlaceLink incident={incident} place={first}>
                  {countText(mentions, 'mention')}
                </PlaceLink>
                , first <Time at={first.at} />
                {first.by !== null && ` by ${first.by}`}
              </span>
            </li>
          ))}
        </Part>
      )}
      {missing.length > 0 && (
        <Part
          title="Teams that don't appear"
          lead="The incident names them. None of their people in the directory wrote anything."
        >
          {missing.map(({ name }) => (
            <li key={name} className="border-b border-line py-2 text-sm font-medium wrap-anywhere">
              {name}
            </li>
          ))}
        </Part>
      )}
      {touched.length > 0 && (
        <Part
          title="Other services in the record"
          lead="Alerts and changes of this time name them. The incident doesn't."
        >
          {touched.map(({ name, items }) => (
            <li key={name} className="flex flex-wrap gap-x-3 border-b border-line py-2 text-sm">
              <span className="font-medium wrap-anywhere">{name}</span>
              <span className="tabular text-ink-soft">{countText(items, 'item')}</span>
            </li>
          ))}
        </Part>
      )}
    </>
  );
}

function Part({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mb-9">
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="mb-2 text-sm text-ink-soft">{lead}</p>
      <ul className="border-t border-line">{children}</ul>
    </section>
  );
}
