import {
  MilestoneKind,
  Obligation,
  obligationSteps,
  Precision,
  type Deadline,
  type Duration,
  type Milestone,
  type Milestones,
} from '@debrief/contract';
import { durationText, utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import type { Call } from '../call.ts';
import { UsageError, CliError } from '../errors.ts';
import { findWord } from '../find-word.ts';
import { readInstant } from '../read-instant.ts';

interface Given {
  at?: string;
  precision?: Precision;
  event?: string;
  note?: string;
}

export function addMilestonesCommand(program: CliCommand): void {
  program
    .command('milestones')
    .argument('<incident>', 'such as INC-12')
    .argument('[action]', 'set, clear or require (default: show)')
    .argument(
      '[milestone]',
      `with set and clear: ${MilestoneKind.options.join(', ')}; with require: ${Obligation.options.join(', ')} with commas between, or none`,
    )
    .description('Show, set or clear milestones and their durations')
    .option('--at <TIME>', 'with set: time, such as 2022-12-06T14:30:00Z')
    .choice(
      '--precision <PRECISION>',
      'with set: precision of the time (default: exact)',
      Precision.options,
    )
    .option('--event <ID>', 'with set: ID of the timeline event')
    .option('--note <TEXT>', 'with set: note')
    .examples(
      'debrief milestones INC-12',
      'debrief milestones INC-12 set detected --at 2022-12-06T14:30:00Z',
      'debrief milestones INC-12 require gdpr,nis2',
    )
    .act(
      async (
        call,
        incident: string,
        action: string | undefined,
        milestone: string | undefined,
        given: Given,
      ) => {
        if (action === undefined)
          return call.withClient(async (client) =>
            showMilestones(call, await client.incident.milestones({ incident })),
          );
        if (action === 'require') return requireReports(call, incident, milestone);
        if (action !== 'set' && action !== 'clear')
          throw new UsageError(
            `Unknown action "${action}". Use set, clear or require, or leave it out to list the milestones.`,
          );
        const kind = findWord(MilestoneKind.options, milestone);
        if (!kind)
          throw new UsageError(
            `Name the milestone to ${action}: ${MilestoneKind.options.join(', ')}.`,
          );
        await call.withClient(async (client) => {
          const before = (await client.incident.milestones({ incident })).milestones.find(
            (one) => one.kind === kind,
          );
          if (action === 'set')
            return showMilestones(
              call,
              await client.incident.setMilestone({
                incident,
                kind,
                version: before?.version ?? null,
                ...(await toInput(given)),
              }),
            );
          if (!before) throw new CliError('not-found', `${incident} has no milestone ${kind}.`);
          await showMilestones(
            call,
            await client.incident.clearMilestone({ incident, kind, version: before.version }),
          );
        });
      },
    );
}

async function toInput({ at, precision, event: eventId, note }: Given) {
  return { at: at && (await readInstant(at, '--at')), precision, eventId, note };
}

async function showMilestones(call: Call, found: Milestones): Promise<void> {
  const set = new Map(found.milestones.map((one) => [one.kind, one]));
  const reports = new Set(found.deadlines.map((one) => one.milestone));
  const isShown = (kind: MilestoneKind, index: number) =>
    set.has(kind) ||
    reports.has(kind) ||
    index < MilestoneKind.options.indexOf('aware') + Number(reports.size > 0);
  await call.show(found, [
    ...MilestoneKind.options
      .filter(isShown)
      .map((kind): [string, string] => [kind, formatMilestone(set.get(kind))]),
    ...found.phases.map((one): [string, string] => [`phase ${one.name}`, durationCell(one)]),
    ...found.deadlines.map((one): [string, string] => [
      `due: ${one.milestone} (${one.obligation})`,
      deadlineCell(one),
    ]),
    ...found.durations.map((one): [string, string] => [
      `${one.name} (${one.from} → ${one.to})`,
      durationCell(one),
    ]),
  ]);
}

/** Sets the laws that require reports about the incident. */
async function requireReports(call: Call, incident: string, text: string | undefined) {
  const names = text === 'none' ? [] : (text?.split(',') ?? []).map((name) => name.trim());
  const obligations = names.map((name) => {
    const found = findWord(Obligation.options, name);
    if (!found) throw new UsageError(`Name obligations of ${Obligation.options.join(', ')}.`);
    return found;
  });
  if (text === undefined)
    throw new UsageError(`Name obligations of ${Obligation.options.join(', ')}, or none.`);
  await call.withClient(async (client) => {
    const { version } = await client.incident.get({ incident });
    await client.incident.change({ incident, version, obligations });
    await showMilestones(call, await client.incident.milestones({ incident }));
  });
}

/** `2022-12-09 19:30 UTC, due in 2 d 3 h`; a waiting one says what is missing. */
function deadlineCell({ obligation, milestone, status, dueAt, ms }: Deadline): string {
  const start = obligationSteps[obligation].steps.find((one) => one.milestone === milestone)?.after;
  if (dueAt === null || ms === null) return `waiting for ${start ?? 'aware'}`;
  const length = durationText(ms);
  const state = {
    waiting: '',
    open: `due in ${length}`,
    overdue: `overdue by ${length}`,
    met: `met, ${length} before`,
    late: `late by ${length}`,
  }[status];
  return `${utcText(dueAt, 'exact')}, ${state}`;
}

function formatMilestone(milestone: Milestone | undefined): string {
  if (!milestone) return '-';
  return `${utcText(milestone.at, milestone.precision)}${milestone.note === '' ? '' : `  ${milestone.note}`}`;
}

/** `1 d 3 h`; one without a length says why. */
export function durationCell({
  status,
  ms,
  precision,
}: Pick<Duration, 'status' | 'ms' | 'precision'>): string {
  if (ms === null) return status === 'invalid' ? 'invalid: ends before it starts' : '-';
  const text = durationText(ms, precision);
  return status === 'running' ? `${text}, ongoing` : text;
}
