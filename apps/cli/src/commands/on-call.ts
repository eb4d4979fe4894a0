import type { Client } from '@debrief/client';
import type { OnCallSchedule, OnCallShift, OwnLoad, TeamLoads } from '@debrief/contract';
import { countText, numberText, percentText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import { openUploads } from '../import/open-uploads.ts';
import { wholeNumber } from '../options.ts';
import type { Column } from '../output.ts';
import { pages } from '../pages.ts';
import { oneLine } from '../text.ts';

export function addOnCallCommands(program: CliCommand): void {
  const onCall = program
    .command('on-call')
    .description('List on-call schedules')
    .helpCommand(false)
    .examples('debrief on-call')
    .run(async (call, client) => {
      const { items } = await client.people.schedules({});
      await call.list(
        items,
        scheduleColumns,
        'No on-call schedules. Import them: debrief on-call import oncall.ics',
      );
    });
  onCall
    .command('import')
    .argument('<file>', 'iCalendar file, or JSON export of PagerDuty or Opsgenie')
    .description('Import who was on call')
    .option('--zone <ZONE>', 'time zone of calendar times without one, such as Europe/Berlin')
    .examples('debrief on-call import oncall.ics', 'debrief on-call import schedule.json')
    .run(async (call, client, path: string, { zone }: { zone?: string }) => {
      const [upload, another] = await openUploads(path);
      if (!upload || another) throw new CliError('invalid', 'Name one file.');
      const result = await client.people.importSchedules(
        { name: upload.name.split('/').at(-1) ?? upload.name, zone },
        { file: upload.chunks() },
      );
      await call.show(result, [
        ['Read', numberText(result.read)],
        ['Rejected', numberText(result.rejected)],
        ...result.schedules.map((one): [string, string] => [
          oneLine(one.name),
          `${one.added} added, ${one.removed} removed, ${one.unchanged} unchanged; ${countText(one.gaps, 'gap')}, ${countText(one.overlaps, 'overlap')} from ${utcText(one.from)} to ${utcText(one.until)}`,
        ]),
      ]);
      for (const { place, reason } of result.problems)
        await call.note(`${oneLine(place)}: ${oneLine(reason)}`);
    });
  onCall
    .command('show')
    .argument('<schedule>', 'name or ID from debrief on-call')
    .description('List shifts, gaps and overlaps of a schedule')
    .option('--limit <N>', 'maximum number of shifts (default: 100)', wholeNumber(1, 1_000_000))
    .examples('debrief on-call show "Search primary"')
    .run(async (call, client, name: string, { limit }: { limit?: number }) => {
      const { id } = await findSchedule(client, name);
      const details = await client.people.schedule({ id, limit: 1 });
      await call.list(
        pages(async (place) => {
          const { shifts, next } = await client.people.schedule({ id, ...place });
          return { items: shifts, next };
        }, limit ?? 100),
        shiftColumns,
        'The schedule has no shifts.',
      );
      if (call.isJson) return;
      await call.note(`${countText(details.gapCount, 'gap')}:`);
      for (const { from, until } of details.gaps)
        await call.note(`  ${utcText(from)} to ${utcText(until)}`);
      await call.note(`${countText(details.overlapCount, 'overlap')}:`);
      for (const { from, until, names } of details.overlaps)
        await call.note(
          `  ${utcText(from)} to ${utcText(until)}: ${names.map(oneLine).join(', ')}`,
        );
      for (const shared of details.sharedNames)
        await call.note(`Several people in the directory are named ${oneLine(shared)}.`);
    });
  onCall
    .command('remove')
    .argument('<schedule>', 'name or ID from debrief on-call')
    .description('Remove a schedule with its shifts')
    .requiredOption('--yes', 'confirm')
    .examples('debrief on-call remove "Search primary" --yes')
    .run(async (call, client, name: string) => {
      const { id } = await findSchedule(client, name);
      await client.people.removeSchedule({ id });
      await call.show({ id }, 'Removed.\n');
    });
  onCall
    .command('load')
    .description('Show your own on-call load of the last 90 days')
    .examples('debrief on-call load')
    .run(async (call, client) => {
      const load = await client.people.ownLoad({});
      await call.show(load, toLoadTexts(load));
    });
  onCall
    .command('teams')
    .description('Show the on-call load of teams, for 5 people or more')
    .examples('debrief on-call teams')
    .run(async (call, client) => {
      const { teams } = await client.people.teamLoads({});
      await call.list(teams, teamColumns, 'No schedule covers the last 90 days.');
    });
}

async function findSchedule(client: Client, name: string): Promise<OnCallSchedule> {
  const { items } = await client.people.schedules({});
  const found = items.filter(
    (one) => one.id === name || one.name.toLowerCase() === name.trim().toLowerCase(),
  );
  const [schedule, another] = found;
  if (!schedule)
    throw new CliError('not-found', `No on-call schedule is named ${name}. Run debrief on-call.`);
  if (another)
    throw new CliError(
      'invalid',
      `${found.length} schedules are named ${name}. Use one of these IDs: ${found.map(({ id }) => id).join(', ')}.`,
    );
  return schedule;
}

function toLoadTexts(load: OwnLoad): [string, string][] {
  return [
    ['Covered by schedules', `${numberText(load.coveredHours)} h of the last 90 days`],
    [
      'On call',
      load.share === null
        ? 'unknown'
        : `${numberText(load.onCallHours)} h, ${percentText(load.share)} (limit: ${percentText(load.limits.share)})`,
    ],
    [
      'At night',
      load.nightHours === null
        ? 'unknown: set your time zone'
        : `${numberText(load.nightHours)} h from 22:00 to 08:00 in ${load.zone ?? ''}`,
    ],
    ['Incidents on call', numberText(load.incidents)],
    [
      'Shifts of 12 hours',
      `${load.busyShifts} of ${load.shifts} with more than ${load.limits.incidents} incidents`,
    ],
  ];
}

const scheduleColumns: readonly Column<OnCallSchedule>[] = [
  { name: 'name', of: (one) => one.name },
  { name: 'tool', of: (one) => one.tool },
  { name: 'team', of: (one) => one.team ?? '-' },
  { name: 'people', of: (one) => one.people },
  { name: 'shifts', of: (one) => one.shifts },
  { name: 'from', of: (one) => utcText(one.covered[0]?.from ?? null) },
  { name: 'until', of: (one) => utcText(one.covered.at(-1)?.until ?? null) },
];

const shiftColumns: readonly Column<OnCallShift>[] = [
  { name: 'from', of: (one) => utcText(one.from) },
  { name: 'until', of: (one) => utcText(one.until) },
  { name: 'name', of: (one) => one.name },
  { name: 'email', of: (one) => one.email ?? '-' },
  { name: 'role', of: (one) => one.role || '-' },
  { name: 'override', of: (one) => (one.isOverride ? 'yes' : '-') },
];

const teamColumns: readonly Column<TeamLoads['teams'][number]>[] = [
  { name: 'team', of: (one) => one.name },
  { name: 'people', of: (one) => one.people ?? 'fewer than 5' },
  {
    name: 'on call per person',
    of: (one) => (one.share === null ? '-' : percentText(one.share)),
    align: 'right',
  },
  { name: 'incidents', of: (one) => one.incidents ?? '-', align: 'right' },
  { name: 'shifts of 12 h', of: (one) => one.shifts ?? '-', align: 'right' },
  { name: 'with more than 2', of: (one) => one.busyShifts ?? '-', align: 'right' },
];
