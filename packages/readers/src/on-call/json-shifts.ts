import { DomainError } from '@debrief/contract';
import { plainText, ScheduleCollector, type ScheduleFile } from './schedule-file.ts';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsAt = (value: Fields, name: string): Fields | null => {
  const found = value[name];
  return isFields(found) ? found : null;
};
const listAt = (value: Fields | null, name: string): Fields[] | null => {
  const found = value?.[name];
  return Array.isArray(found) ? found.filter(isFields) : null;
};
const textAt = (value: Fields | null, ...names: string[]): string =>
  names.map((name) => plainText(value?.[name], 320)).find((text) => text !== '') ?? '';

const isMissing = (value: unknown) => value === null || value === undefined;

/**
 * The shifts of a PagerDuty or Opsgenie export, or of a list of such exports. Errors: `bad-file` if
 * it has rules without shifts, or is neither.
 */
export function readJsonShifts(name: string, value: unknown): ScheduleFile {
  const documents = (Array.isArray(value) ? value : [value]).filter(isFields);
  const isOpsgenie = documents.some((one) => 'data' in one);
  const found = new ScheduleCollector(isOpsgenie ? 'opsgenie' : 'pagerduty');
  let isKnown = false;
  for (const one of documents) {
    const schedules = listAt(one, 'schedules') ?? [fieldsAt(one, 'schedule') ?? {}];
    for (const schedule of schedules) isKnown = addPagerDutySchedule(found, schedule) || isKnown;
    const onCalls = listAt(one, 'oncalls');
    if (onCalls) {
      addPagerDutyOnCalls(found, onCalls);
      isKnown = true;
    }
    const data = fieldsAt(one, 'data');
    if (data) isKnown = addOpsgenieTimeline(found, data) || isKnown;
    refuseOpsgenieLists(listAt(one, 'data') ?? (data ? [data] : []));
  }
  if (!isKnown)
    throw new DomainError(
      'bad-file',
      `${name} isn't an on-call schedule. Use an iCalendar file, a schedule or on-call list of PagerDuty, or a timeline of Opsgenie.`,
    );
  return found.finish();
}

/** PagerDuty: `GET /schedules/{id}?since=…&until=…`. */
function addPagerDutySchedule(found: ScheduleCollector, schedule: Fields): boolean {
  const entries = listAt(fieldsAt(schedule, 'final_schedule'), 'rendered_schedule_entries');
  const name = textAt(schedule, 'name', 'summary', 'id');
  if (!entries || entries.length === 0) {
    if (name === '' || !('schedule_layers' in schedule || entries)) return false;
    found.note(
      name,
      'It has rules but no shifts. Export it with since and until: GET /schedules/{id}?since=2026-01-01&until=2026-03-01.',
    );
    return true;
  }
  const key = found.open({
    key: textAt(schedule, 'id'),
    name,
    team: textAt((listAt(schedule, 'teams') ?? [])[0] ?? null, 'summary', 'name') || null,
    zone: textAt(schedule, 'time_zone') || null,
  });
  const emails = new Map(
    (listAt(schedule, 'users') ?? []).map((user) => [textAt(user, 'id'), textAt(user, 'email')]),
  );
  const overrides = listOverrides(schedule);
  for (const [index, entry] of entries.entries()) {
    const user = fieldsAt(entry, 'user');
    found.add(key, {
      place: `${name}, entry ${index + 1}`,
      ...toUser(user, emails.get(textAt(user, 'id')) ?? ''),
      role: '',
      isOverride: overrides.has(overrideKey(entry)),
      from: entry['start'],
      until: entry['end'],
    });
  }
  return true;
}

function listOverrides(schedule: Fields): Set<string> {
  const entries = listAt(fieldsAt(schedule, 'overrides_subschedule'), 'rendered_schedule_entries');
  return new Set((entries ?? []).map(overrideKey));
}

const overrideKey = (entry: Fields): string =>
  [
    textAt(fieldsAt(entry, 'user'), 'id', 'summary'),
    textAt(entry, 'start'),
    textAt(entry, 'end'),
  ].join(' ');

function toUser(user: Fields | null, known = ''): { name: string; email: string | null } {
  return {
    name: textAt(user, 'name', 'summary', 'email', 'id'),
    email: textAt(user, 'email') || known || null,
  };
}

/** PagerDuty: `GET /oncalls?since=…&until=…`. A schedule can be in several policies: its first level counts. */
function addPagerDutyOnCalls(found: ScheduleCollector, onCalls: readonly Fields[]): void {
  const placed = onCalls.map((entry, index) => ({ entry, place: `on-call ${index + 1}` }));
  const level = ({ entry }: { entry: Fields }) => Number(entry['escalation_level']) || 0;
  const seen = new Set<string>();
  for (const { entry, place } of placed.toSorted((a, b) => level(a) - level(b))) {
    const schedule = fieldsAt(entry, 'schedule');
    const policy = fieldsAt(entry, 'escalation_policy');
    if (isMissing(entry['start']) && isMissing(entry['end'])) {
      found.reject(
        place,
        `${toUser(fieldsAt(entry, 'user')).name || 'Someone'} is always on call by the policy, without a shift.`,
      );
      continue;
    }
    const key = found.open({
      key: textAt(schedule ?? policy, 'id'),
      name: textAt(schedule ?? policy, 'name', 'summary', 'id'),
      team: textAt((listAt(policy, 'teams') ?? [])[0] ?? null, 'summary') || null,
      zone: textAt(schedule, 'time_zone') || null,
    });
    const same = [key, overrideKey(entry)].join(' ');
    if (seen.has(same)) continue;
    seen.add(same);
    found.add(key, {
      place,
      ...toUser(fieldsAt(entry, 'user')),
      role: ['', 'primary', 'secondary'][level({ entry })] ?? `level ${level({ entry })}`,
      isOverride: false,
      from: entry['start'],
      until: entry['end'],
    });
  }
}

/** Opsgenie: `GET /v2/schedules/{id}/timeline`. */
function addOpsgenieTimeline(found: ScheduleCollector, data: Fields): boolean {
  const rotations = listAt(fieldsAt(data, 'finalTimeline'), 'rotations');
  if (!rotations) return false;
  const parent = fieldsAt(data, '_parent');
  const name = textAt(parent, 'name', 'id') || 'Opsgenie';
  const key = found.open({
    key: textAt(parent, 'id', 'name'),
    name,
    team:
      textAt(fieldsAt(data, 'ownerTeam') ?? fieldsAt(parent ?? {}, 'ownerTeam'), 'name') || null,
    zone: textAt(data, 'timezone') || textAt(parent, 'timezone') || null,
    range: { from: data['startDate'], until: data['endDate'] },
  });
  for (const rotation of rotations)
    for (const [index, period] of (listAt(rotation, 'periods') ?? []).entries())
      for (const person of listRecipients(period))
        found.add(key, {
          place: `${name}, ${textAt(rotation, 'name') || 'rotation'}, period ${index + 1}`,
          ...person,
          role: textAt(rotation, 'name'),
          isOverride: textAt(period, 'type') === 'override',
          from: period['startDate'],
          until: period['endDate'],
        });
  return true;
}

/** A period without a recipient has no one on call. */
function listRecipients(period: Fields): { name: string; email: string | null }[] {
  const recipient = fieldsAt(period, 'recipient');
  const nested = listAt(period, 'flattenedRecipients') ?? [];
  const users = (recipient && textAt(recipient, 'type') === 'user' ? [recipient] : nested).filter(
    (one) => textAt(one, 'type') === 'user',
  );
  if (users.length === 0 && recipient && !['', 'none'].includes(textAt(recipient, 'type')))
    return [{ name: '', email: null }];
  return users.map((one) => {
    const name = textAt(one, 'name', 'username', 'id');
    return { name, email: name.includes('@') ? name : textAt(one, 'username') || null };
  });
}

/** Lists of Opsgenie that have no times. */
function refuseOpsgenieLists(items: readonly Fields[]): void {
  if (items.some((one) => 'onCallParticipants' in one || 'onCallRecipients' in one))
    throw new DomainError(
      'bad-file',
      'A list of who is on call in Opsgenie has no times. Export the timeline: GET /v2/schedules/{id}/timeline.',
    );
  if (
    items.some((one) => !('finalTimeline' in one) && ('rotations' in one || 'participants' in one))
  )
    throw new DomainError(
      'bad-file',
      'These are rules of Opsgenie rotations without shifts. Export the timeline: GET /v2/schedules/{id}/timeline?interval=3&intervalUnit=months.',
    );
}
