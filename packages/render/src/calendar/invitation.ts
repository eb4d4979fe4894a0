interface CalendarPerson {
  name: string;
  email: string;
}

/** A meeting to invite people to (RFC 5545, sent as in RFC 5546). */
export interface Invitation {
  /** Stays the same through all changes. */
  uid: string;
  /** Grows with every change. */
  sequence: number;
  changedAt: Date;
  startsAt: Date;
  endsAt: Date;
  title: string;
  text: string;
  place: string;
  url: string | null;
  /** Null if the organizer has no email address: the file is then an event without an invitation. */
  organizer: CalendarPerson | null;
  attendees: readonly CalendarPerson[];
  isCanceled: boolean;
}

/** An iCalendar file. Its times are in UTC, so no calendar has to know a time zone. */
export function renderInvitation(meeting: Invitation): string {
  const { organizer } = meeting;
  const method = meeting.isCanceled ? 'CANCEL' : organizer ? 'REQUEST' : 'PUBLISH';
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Debrief//Debrief//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${escapeText(meeting.uid)}`,
    `SEQUENCE:${meeting.sequence}`,
    `DTSTAMP:${toUtc(meeting.changedAt)}`,
    `DTSTART:${toUtc(meeting.startsAt)}`,
    `DTEND:${toUtc(meeting.endsAt)}`,
    `SUMMARY:${escapeText(meeting.title)}`,
    `DESCRIPTION:${escapeText(meeting.text)}`,
    ...(meeting.place === '' ? [] : [`LOCATION:${escapeText(meeting.place)}`]),
    ...(meeting.url === null ? [] : [`URL:${meeting.url.replaceAll(/\s/g, '')}`]),
    ...(organizer ? [`ORGANIZER;CN=${quote(organizer.name)}:mailto:${toAddress(organizer)}`] : []),
    ...(organizer
      ? meeting.attendees.map(
          (one) =>
            `ATTENDEE;CN=${quote(one.name)};ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:${toAddress(one)}`,
        )
      : []),
    `STATUS:${meeting.isCanceled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

const toUtc = (at: Date): string => at.toISOString().replaceAll(/[-:]/g, '').replace(/\.\d+/, '');

const withoutControls = (text: string): string => text.replaceAll(/[\p{Cc}]/gu, ' ');

function escapeText(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => withoutControls(line).replaceAll(/[\\;,]/g, String.raw`\$&`))
    .join(String.raw`\n`);
}

/** A parameter can't contain a double quote. */
const quote = (name: string): string => `"${withoutControls(name).replaceAll('"', "'")}"`;

const toAddress = ({ email }: CalendarPerson): string => email.replaceAll(/[\s\p{Cc}]/gu, '');

const mostBytes = 75;

/** Lines are at most 75 bytes long, and no character is split. */
function foldLine(line: string): string {
  let folded = '';
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > mostBytes) {
      folded += '\r\n ';
      bytes = 1;
    }
    folded += character;
    bytes += size;
  }
  return folded;
}
