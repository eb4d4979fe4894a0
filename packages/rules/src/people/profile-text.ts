import type { Participant, Profile } from '@debrief/contract';
import { countText } from '../numbers.ts';
import { clockText, dayText } from '../time/index.ts';

const dayMs = 86_400_000;

/**
 * What the directory says about a person, as short texts: `Staff engineer, Orders`, `5 years in the
 * organization`. Tenure and local time are of when they first appeared in the incident.
 */
export function listProfileTexts(
  profile: Profile,
  { name, firstAt: at }: Pick<Participant, 'name' | 'firstAt'>,
): string[] {
  const { title, team, manager, location, zone, startedOn, leftOn, asOf } = profile;
  const work = [title, team].filter((part) => part !== null).join(', ');
  const tenure = at === null || startedOn === null ? null : tenureText(startedOn, at.slice(0, 10));
  return [
    profile.name === name ? '' : profile.name,
    work === '' ? '' : asOf === null ? work : `${work} (as of ${dayText(asOf)})`,
    tenure ?? '',
    manager === null ? '' : `manager: ${manager}`,
    location ?? '',
    at === null || zone === null ? (zone ?? '') : `${clockText(at, zone)} in ${zone}`,
    leftOn === null ? '' : `left ${dayText(leftOn)}`,
  ].filter((part) => part !== '');
}

/** Full years, else months, else days; null before the first day. */
function tenureText(startedOn: string, day: string): string | null {
  const [start, end] = [new Date(startedOn), new Date(day)];
  if (end < start) return null;
  const months =
    (end.getUTCFullYear() - start.getUTCFullYear()) * 12 +
    (end.getUTCMonth() - start.getUTCMonth()) -
    (end.getUTCDate() < start.getUTCDate() ? 1 : 0);
  const days = Math.round((end.getTime() - start.getTime()) / dayMs);
  const length =
    months >= 12
      ? countText(Math.floor(months / 12), 'year')
      : months > 0
        ? countText(months, 'month')
        : countText(days, 'day');
  return `${length} in the organization`;
}
