import { decodeRecord } from '../bytes/decode.ts';
import { calendar } from '../context/calendar.ts';
import { type CalendarLine, readLines, unescapeText } from '../context/calendar-lines.ts';
import type { SourceRecord, Upload } from '../source.ts';
import { plainText, ScheduleCollector, type ScheduleFile } from './schedule-file.ts';

interface Person {
  name: string;
  email: string | null;
}

/**
 * The shifts of an iCalendar file: the reader of evidence expands its events, the attendees or the
 * title name the person. A time without a zone is rejected, because UTC would be a guess.
 */
export async function readCalendarShifts(upload: Upload, zone?: string): Promise<ScheduleFile> {
  const found = new ScheduleCollector('calendar');
  const seen = new Map<string, number>();
  for await (const read of calendar.read(upload, zone === undefined ? {} : { zone })) {
    if (read.type === 'rejected') found.reject(read.place, read.reason);
    if (read.type !== 'record') continue;
    const { record } = read;
    const key = found.open({ key: record.stream.name, name: record.stream.name });
    if (record.change === 'deleted') continue;
    const occurrence = (seen.get(record.place) ?? 0) + 1;
    seen.set(record.place, occurrence);
    const place = occurrence === 1 ? record.place : `${record.place}, occurrence ${occurrence}`;
    addEvent(found, key, place, record);
  }
  return found.finish();
}

function addEvent(
  found: ScheduleCollector,
  key: string,
  place: string,
  record: SourceRecord,
): void {
  const title = record.details.title ?? '';
  const { people, role } = findPeople(record, title);
  if (record.zoneOffset === null)
    return found.reject(place, 'The time has no time zone. Set one for the file.');
  if (record.untilAt === null)
    return found.reject(place, `"${plainText(title, 60)}" doesn't end after it starts.`);
  if (people.length !== 1 && (people.length === 0 || people.some(({ email }) => email === null)))
    return found.reject(
      place,
      people.length === 0
        ? `"${plainText(title, 60)}" names no person.`
        : `Unclear who is on call: ${people.map(({ name }) => `"${plainText(name, 60)}"`).join(' or ')}. Add the person as an attendee.`,
    );
  for (const person of people)
    found.add(key, {
      place,
      ...person,
      role,
      isOverride: /\boverride\b/i.test(title),
      from: record.occurredAt,
      until: record.untilAt,
    });
}

const roleWords =
  /^(?:primary|secondary|tertiary|backup|shadow|override|(?:level|layer|tier|l) ?\d+)$/i;
const onCallWords = /^(?:is )?on[- ]?call(?: shift| schedule| rotation)?(?: for)?$/i;

/** The attendees, else the part of the title that is not the schedule, a role or "on call". */
function findPeople(record: SourceRecord, title: string): { people: Person[]; role: string } {
  const inBrackets = [...title.matchAll(/[([]([^()[\]]*)[)\]]/g)].map(([, text = '']) => text);
  const schedule = record.stream.name.toLowerCase();
  const parts = title
    .replaceAll(/[([][^()[\]]*[)\]]/g, ' ')
    .split(/\s+[-–—|/]\s+|:\s+|\s*,\s*(?=on[- ]?call)|\s+(?=is on[- ]?call)/i)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !onCallWords.test(part));
  const role =
    [...parts, ...inBrackets].find((part) => roleWords.test(part)) ?? inBrackets[0] ?? '';
  const attendees = listAttendees(record);
  if (attendees.length > 0) return { people: attendees, role };
  const names = parts
    .filter((part) => !roleWords.test(part) && !schedule.includes(part.toLowerCase()))
    .map((part) => part.replace(/^on[- ]?call\s+/i, '').replace(/\s+on[- ]?call$/i, ''));
  return {
    people: [...new Set(names)].map((name) => ({
      name,
      email: /^[^\s@]+@[^\s@]+$/.test(name) ? name : null,
    })),
    role,
  };
}

function listAttendees({ payload }: SourceRecord): Person[] {
  const text = typeof payload === 'string' ? payload : decodeRecord(Buffer.from(payload)).text;
  return readLines(text)
    .filter(({ name }) => name === 'ATTENDEE')
    .map(toPerson)
    .filter(({ name }) => name !== '');
}

function toPerson({ parameters, value }: CalendarLine): Person {
  const email = /^mailto:(.+)$/i.exec(value.trim())?.[1]?.toLowerCase() ?? null;
  return { name: unescapeText(parameters.get('CN') ?? '') || (email ?? value.trim()), email };
}
