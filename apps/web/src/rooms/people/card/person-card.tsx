import type { PersonCard } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { listProfileTexts } from '@debrief/rules/people';
import { clockText, timeText } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { queries } from '../../../data/queries.ts';
import { Chip } from '../../../ui/chip.tsx';
import { useKnown } from '../../../ui/known-time.tsx';
import { PopoverPopup } from '../../../ui/popover-popup.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { Time } from '../../../ui/time.tsx';
import { useShownZone } from '../../../ui/time-zone.tsx';
import { PlaceLink } from '../place-link.tsx';
import { PresenceChip } from '../presence-chip.tsx';

interface PersonCardPopupProps {
  trigger: ReactElement<Record<string, unknown>>;
  personId: string;
  name: string;
}

/** The popover of a person in an incident. */
export function PersonCardPopup({ trigger, personId, name }: PersonCardPopupProps) {
  return (
    <PopoverPopup trigger={trigger} title={name}>
      <CardOfPerson personId={personId} />
    </PopoverPopup>
  );
}

function CardOfPerson({ personId }: { personId: string }) {
  const { ref = '' } = useParams({ strict: false });
  return (
    <div className="max-h-[min(30rem,65dvh)] w-[24rem] max-w-full overflow-y-auto text-sm">
      <CardContent incident={ref} personId={personId} />
    </div>
  );
}

/** What the record of an incident says about a person. */
export function CardContent({ incident, personId }: { incident: string; personId: string }) {
  const { at } = useKnown();
  const { data, error } = useQuery(queries.personCard(incident, personId, at));
  return (
    <>
      <QueryState of={{ data, error }} lines={5} />
      {data && <Card card={data} incident={incident} />}
    </>
  );
}

function Card({ card, incident }: { card: PersonCard; incident: string }) {
  const [first] = card.items;
  const facts = card.profile
    ? listProfileTexts(card.profile, { name: card.name, firstAt: first?.at ?? null })
    : [];
  return (
    <>
      {facts.length > 0 && <p className="wrap-anywhere">{facts.join(' · ')}</p>}
      <p className="mt-1.5 flex flex-wrap gap-1 empty:hidden">
        {!card.isBot && <PresenceChip presence={card.presence} isCalled={card.called !== null} />}
        {card.roles.map((role) => (
          <Chip key={role}>{role}</Chip>
        ))}
      </p>
      <OnCallLines card={card} incident={incident} />
      <Arrival card={card} incident={incident} />
      <Written card={card} incident={incident} />
      {card.own && (
        <Part title="Only you see this">
          <p>
            You wrote in {countText(card.own.hours, 'different hour')}
            {card.own.nightHours === null
              ? '. Your time zone isn’t in the directory.'
              : `, ${card.own.nightHours} of them between 22:00 and 08:00.`}
          </p>
        </Part>
      )}
    </>
  );
}

function OnCallLines({
  card: { shifts, onCall },
  incident,
}: {
  card: PersonCard;
  incident: string;
}) {
  const zone = useShownZone();
  if (shifts.length === 0 && !onCall) return null;
  return (
    <Part title="On call">
      <ul>
        {shifts.map(({ schedule, role, from, until, isOverride, matchedBy }) => (
          <li key={`${schedule} ${role} ${from}`} className="wrap-anywhere">
            {[schedule, role].filter(Boolean).join(', ')}: {timeText(from, zone, 'both')} to{' '}
            {timeText(until, zone, 'both')}
            {isOverride && ', override'}
            {matchedBy === 'confirmed' && ', confirmed by name'}
          </li>
        ))}
        {onCall && (
          <li>
            <PlaceLink incident={incident} place={onCall}>
              A calendar in the record
            </PlaceLink>
          </li>
        )}
      </ul>
    </Part>
  );
}

function Arrival({ card, incident }: { card: PersonCard; incident: string }) {
  const { called, joined } = card;
  const [first] = card.items;
  if (!called && !joined && !first) return null;
  return (
    <Part title="How they came in">
      <ul>
        {called && (
          <li>
            <PlaceLink incident={incident} place={called}>
              Called in
            </PlaceLink>{' '}
            {called.by !== null && `by ${called.by} `}
            <LocalTime at={called.at} zone={card.profile?.zone ?? null} />
          </li>
        )}
        {joined && (
          <li>
            <PlaceLink incident={incident} place={joined}>
              Joined
            </PlaceLink>{' '}
            <LocalTime at={joined.at} zone={card.profile?.zone ?? null} />
          </li>
        )}
        {first && (
          <li>
            <PlaceLink incident={incident} place={first}>
              First message
            </PlaceLink>{' '}
            <LocalTime at={first.at} zone={card.profile?.zone ?? null} />
          </li>
        )}
      </ul>
    </Part>
  );
}

function Written({ card, incident }: { card: PersonCard; incident: string }) {
  if (card.items.length === 0)
    return <p className="mt-3 text-ink-soft">They wrote nothing in this incident.</p>;
  const more = (card.written ?? 0) - card.items.length;
  return (
    <Part title={`What they wrote${card.written === null ? '' : ` (${card.written})`}`}>
      <ul>
        {card.items.map((item) => (
          <li key={item.itemId} className="border-t border-line py-1.5">
            <span className="block text-xs text-ink-soft">
              <LocalTime at={item.at} zone={card.profile?.zone ?? null} />
              {item.isOnCall === false && card.shifts.length > 0 && ', off call'} ·{' '}
              {item.streamName}
            </span>
            <PlaceLink incident={incident} place={item} isPlain>
              <span className="line-clamp-3 wrap-anywhere">{item.text || '(no text)'}</span>
            </PlaceLink>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Link
          to="/incidents/$ref"
          params={{ ref: incident }}
          search={{ author: card.personId }}
          className="text-accent underline underline-offset-2"
        >
          {countText(more, 'more item')}
        </Link>
      )}
    </Part>
  );
}

/** In the zone of the screen, and on the clock of the person. */
function LocalTime({ at, zone }: { at: string; zone: string | null }) {
  return (
    <>
      <Time at={at} />
      {zone !== null && ` (${clockText(at, zone)} in ${zone})`}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-3">
      <h3 className="text-xs font-semibold text-ink-soft">{title}</h3>
      {children}
    </section>
  );
}
