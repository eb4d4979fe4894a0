import { readFile } from 'node:fs/promises';
import { DomainError } from '@debrief/contract';
import { decodeRecord } from '../bytes/decode.ts';
import { calendar } from '../context/calendar.ts';
import type { Upload } from '../source.ts';
import { findNamedZone } from '../time/zones.ts';
import { readCalendarShifts } from './calendar-shifts.ts';
import { readJsonShifts } from './json-shifts.ts';
import type { ScheduleFile } from './schedule-file.ts';

const mostBytes = 60_000_000;

/**
 * The schedules in an iCalendar file or an export of PagerDuty or Opsgenie. `zone` is for times of a
 * calendar that name none. Errors: `bad-file`, also for rules without shifts; `too-large`; `invalid`
 * for an unknown zone.
 */
export async function readSchedules(upload: Upload, zone?: string): Promise<ScheduleFile> {
  if (zone !== undefined && findNamedZone(zone) === null)
    throw new DomainError('invalid', `"${zone}" isn't a time zone. Write it as Europe/Berlin.`);
  if (upload.isFolder || upload.size > mostBytes)
    throw new DomainError('too-large', 'An on-call file can have 60 MB at most.');
  if ((await calendar.recognise(upload)) > 0)
    return checkShifts(upload, await readCalendarShifts(upload, zone));
  return checkShifts(upload, readJsonShifts(upload.name, await parseJson(upload)));
}

async function parseJson(upload: Upload): Promise<unknown> {
  try {
    return JSON.parse(decodeRecord(await readFile(upload.path)).text.replace(/^\uFEFF/, ''));
  } catch {
    throw new DomainError(
      'bad-file',
      `${upload.name} is neither an iCalendar file nor JSON. Nothing was changed.`,
    );
  }
}

function checkShifts({ name }: Upload, file: ScheduleFile): ScheduleFile {
  if (file.schedules.length > 0) return file;
  const [problem] = file.problems;
  throw new DomainError(
    'bad-file',
    problem
      ? `No shift of ${name} can be read. The first: ${problem.place}: ${problem.reason}`
      : `${name} has no shifts. Nothing was changed.`,
  );
}
