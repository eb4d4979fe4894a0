import type { Client } from '@debrief/client';
import {
  meetingStates,
  type IncidentMeeting,
  type MeetingChange,
  type PlanMeeting,
} from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { needWord } from '../find-word.ts';
import { readInstant } from '../read-instant.ts';
import { oneLine } from '../text.ts';

type Invitee = NonNullable<PlanMeeting['invited']>[number];

interface Plan {
  at?: string;
  minutes?: number;
  place?: string;
  facilitator?: string;
  noteTaker?: string;
  invite: string[];
}

export function addMeetingCommands(program: CliCommand): void {
  const meeting = program
    .command('meeting')
    .argument('<incident>', 'such as INC-12')
    .helpCommand(false)
    .description('Show the review meeting of an incident')
    .examples('debrief meeting INC-12')
    .run(showMeeting);
  meeting
    .command('plan')
    .argument('<incident>', 'such as INC-12')
    .description('Plan the meeting, or change its plan')
    .option('--at <TIME>', 'start, such as 2026-03-31T14:00:00Z')
    .option('--minutes <N>', 'length (default: 60)', Number)
    .option('--place <TEXT>', 'room, or URL of a call')
    .option('--facilitator <NAME>', 'who leads it')
    .option('--note-taker <NAME>', 'who takes notes')
    .option(
      '--invite <EMAIL>',
      'email address of someone to invite (repeatable)',
      (email: string, emails: string[]) => [...emails, email],
      [] as string[],
    )
    .examples('debrief meeting plan INC-12 --at 2026-03-31T14:00:00Z --place "Room 3"')
    .run(planMeeting);
  meeting
    .command('state')
    .argument('<incident>', 'such as INC-12')
    .argument('<state>', meetingStates.join(', '))
    .description('Start, end or cancel the meeting')
    .examples('debrief meeting state INC-12 ended')
    .run(async (call, client, incident: string, word: string) => {
      const to = needWord(meetingStates, word, 'state');
      await showChange(call, await client.meeting.changeState({ incident, to }));
    });
  meeting
    .command('invitation')
    .argument('<incident>', 'such as INC-12')
    .description('Save the invitation for a calendar (.ics)')
    .option('-o, --output <FILE>', 'file to write (default: standard output)')
    .examples('debrief meeting invitation INC-12 --output meeting.ics')
    .run(async (call, client, incident: string) => {
      await call.saveFile(await client.meeting.invitation({ incident }));
    });
  meeting
    .command('questions')
    .argument('<incident>', 'such as INC-12')
    .description('List the questions of the meeting')
    .examples('debrief meeting questions INC-12')
    .run(async (call, client, incident: string) => {
      const { meeting: found } = await client.meeting.get({ incident });
      await call.list(
        found?.questions ?? [],
        [
          { name: 'state', of: (one) => one.state },
          { name: 'by', of: (one) => oneLine(one.by) },
          { name: 'question', of: (one) => oneLine(one.text) },
          { name: 'answer', of: (one) => oneLine(one.answer) || '-' },
        ],
        'No questions.',
      );
    });
  meeting
    .command('ask')
    .argument('<incident>', 'such as INC-12')
    .argument('<question>')
    .description('Ask a question')
    .examples('debrief meeting ask INC-12 "Who reads the alias?"')
    .run(async (call, client, incident: string, text: string) =>
      showChange(call, await client.meeting.ask({ incident, text })),
    );
  meeting
    .command('undo')
    .argument('<change>', 'number printed by the change')
    .description('Undo your change to a meeting')
    .examples('debrief meeting undo 4711')
    .run(async (call, client, activityId: string) =>
      showChange(call, await client.meeting.undo({ activityId })),
    );
}

async function planMeeting(call: Call, client: Client, incident: string, given: Plan) {
  const { at, minutes, place, facilitator, noteTaker, invite } = given;
  const { meeting } = await client.meeting.get({ incident });
  const known = (meeting?.invited ?? []).flatMap(({ accountId, name, email }): Invitee[] =>
    accountId !== null
      ? [{ type: 'account' as const, accountId }]
      : email === null
        ? []
        : [{ type: 'person' as const, name, email }],
  );
  const added = invite.map((email) => ({
    type: 'person' as const,
    name: email.split('@')[0] ?? email,
    email,
  }));
  const toPerson = (name: string) => ({ type: 'person' as const, name });
  const change = await client.meeting.plan({
    incident,
    version: meeting?.version ?? null,
    ...(at !== undefined && { startsAt: await readInstant(at, '--at') }),
    ...(minutes !== undefined && { minutes }),
    ...(place !== undefined && { place }),
    ...(facilitator !== undefined && { facilitator: toPerson(facilitator) }),
    ...(noteTaker !== undefined && { noteTaker: toPerson(noteTaker) }),
    ...(added.length > 0 && { invited: [...known, ...added] }),
  });
  await showChange(call, change);
}

async function showMeeting(call: Call, client: Client, incident: string): Promise<void> {
  const found = await client.meeting.get({ incident });
  await call.show(found, describeMeeting(incident, found));
}

function describeMeeting(
  incident: string,
  { meeting, attendance, totals }: IncidentMeeting,
): string {
  if (!meeting) return `No meeting. Plan one: debrief meeting plan ${incident} --at TIME\n`;
  const open = meeting.questions.filter(({ state }) => state === 'open').length;
  const parked = meeting.ideas.filter(({ state }) => state === 'parked').length;
  const notInvolved = attendance.filter(({ independence }) => independence !== 'involved').length;
  const lines = [
    `${utcText(meeting.startsAt)}  ${meeting.minutes} min  ${meeting.state}`,
    ...(meeting.place === '' ? [] : [`Place: ${oneLine(meeting.place)}`]),
    ...(meeting.facilitator ? [`Facilitator: ${oneLine(meeting.facilitator.name)}`] : []),
    ...(meeting.noteTaker ? [`Note-taker: ${oneLine(meeting.noteTaker.name)}`] : []),
    `Invited: ${meeting.invited.length}; read the report: ${totals.read.words}`,
    `Attended: ${meeting.attendees.length}, of these ${notInvolved} were not involved`,
    `Questions: ${meeting.questions.length}, ${open} open`,
    `Ideas: ${meeting.ideas.length}, ${parked} parked`,
    `Learned something: ${totals.learned.words}`,
    '',
    ...meeting.agenda.map(
      ({ title, minutes }) => `${String(minutes).padStart(4)} min  ${oneLine(title)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

async function showChange(call: Call, change: MeetingChange): Promise<void> {
  const [meeting] = change.meetings;
  await call.show(
    change,
    meeting
      ? `${meeting.incidentRef}  ${utcText(meeting.startsAt)}  ${meeting.state}  To undo: debrief meeting undo ${change.activityId}\n`
      : 'Removed.\n',
  );
}
