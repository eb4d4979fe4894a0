import { randomUUID } from 'node:crypto';
import type { Client } from '@debrief/client';
import {
  interviewLineKinds,
  type Interview,
  type InterviewProposal,
  type InterviewSummary,
  type OwnInterview,
} from '@debrief/contract';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import { findByName } from '../find-by-name.ts';
import type { Column } from '../output.ts';
import { readInstant } from '../read-instant.ts';
import { oneLine } from '../text.ts';

const id = ['<interview>', 'ID from debrief interview list'] as const;
const quoteId = ['<quote>', 'ID from debrief interview show'] as const;

export function addInterviewCommands(program: CliCommand): void {
  const interview = program
    .command('interview')
    .description('Plan interviews, take notes, and add approved quotes to the record')
    .examples('debrief interview propose INC-12', 'debrief interview plan INC-12 "Ada Byron"');
  interview
    .command('propose')
    .argument('<incident>', 'such as INC-12')
    .description('List who to interview, and why')
    .examples('debrief interview propose INC-12')
    .run(async (call, client, incident: string) => {
      const { items } = await client.interview.proposals({ incident });
      await call.list(items, proposalColumns, 'The record names no one to ask.');
    });
  interview
    .command('list')
    .argument('<incident>', 'such as INC-12')
    .description('List the interviews that you lead or take notes in')
    .examples('debrief interview list INC-12')
    .run(async (call, client, incident: string) => {
      const { items } = await client.interview.list({ incident });
      await call.list(items, columns, `You have no interviews about ${incident}.`);
    });
  interview
    .command('plan')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'a person of the record, or another name')
    .option('--at <TIME>', 'when, such as 2026-03-02T15:00:00Z')
    .option('--place <PLACE>', 'where, such as a room or a link')
    .description('Plan an interview that you lead')
    .examples('debrief interview plan INC-12 "Ada Byron" --at 2026-03-02T15:00:00Z')
    .run(
      async (
        call,
        client,
        incident: string,
        name: string,
        { at, place }: { at?: string; place?: string },
      ) =>
        show(
          call,
          await client.interview.plan({
            incident,
            person: await findPerson(client, incident, name),
            ...(at !== undefined && { startsAt: await readInstant(at, '--at') }),
            ...(place !== undefined && { place }),
          }),
        ),
    );
  interview
    .command('show')
    .argument(...id)
    .description('Show the questions, notes and quotes of an interview')
    .examples('debrief interview show 0195…')
    .run(async (call, client, id: string) => show(call, await client.interview.get({ id })));
  interview
    .command('note')
    .argument(...id)
    .argument('<text>', 'one line of the notes')
    .choice('--kind <KIND>', 'default note', interviewLineKinds)
    .description('Add a line to the notes')
    .examples('debrief interview note 0195… "The list looked right to me" --kind quote')
    .run(
      async (
        call,
        client,
        id: string,
        text: string,
        { kind = 'note' }: { kind?: Interview['lines'][number]['kind'] },
      ) => {
        const line = { id, lineId: randomUUID(), version: null, kind, text };
        await show(call, await client.interview.writeLine(line));
      },
    );
  interview
    .command('send')
    .argument(...id)
    .argument('<line>', 'ID of a line from debrief interview show')
    .description('Send a quote or a fact to the person')
    .examples('debrief interview send 0195… 0196…')
    .run(async (call, client, id: string, lineId: string) =>
      show(call, await client.interview.sendQuote({ id, lineId })),
    );
  interview
    .command('promote')
    .argument(...id)
    .argument(...quoteId)
    .description('Add an approved quote to the record')
    .examples('debrief interview promote 0195… 0197…')
    .run(async (call, client, id: string, quoteId: string) =>
      show(call, await client.interview.promoteQuote({ id, quoteId })),
    );
  addOwnCommands(interview);
}

/** For the person who is interviewed. */
function addOwnCommands(interview: CliCommand): void {
  interview
    .command('mine')
    .description('Show the interviews with you, and your quotes')
    .examples('debrief interview mine')
    .run(async (call, client) => {
      const mine = await client.interview.mine(undefined);
      await call.show(mine, mine.items.map(describeOwn).join('\n') || 'No interviews with you.\n');
    });
  for (const [name, answer, summary] of [
    ['approve', 'approve', 'Approve your quote, or change its words'],
    ['withdraw', 'withdraw', 'Withdraw your quote'],
  ] as const)
    interview
      .command(name)
      .argument('<quote>', 'ID from debrief interview mine')
      .argument('[text]', 'other words')
      .description(summary)
      .examples(`debrief interview ${name} 0197…`)
      .run(async (call, client, id: string, text?: string) => {
        const { items } = await client.interview.mine(undefined);
        const quote = items.flatMap(({ quotes }) => quotes).find((one) => one.id === id);
        if (!quote) throw new CliError('not-found', 'You have no quote with this ID.');
        const change = answer === 'approve' && text !== undefined;
        const answered = await client.interview.answerQuote({
          id,
          version: quote.version,
          answer: change ? 'change' : answer,
          ...(change && { text }),
        });
        await call.show(answered, answered.items.map(describeOwn).join('\n'));
      });
  interview
    .command('decline')
    .argument('<interview>', 'ID from debrief interview mine')
    .description('Decline an interview')
    .examples('debrief interview decline 0195…')
    .run(async (call, client, id: string) => {
      await client.interview.decline({ id });
      await call.show({}, 'Declined.\n');
    });
}

async function findPerson(client: Client, incident: string, name: string) {
  const { participants } = await client.people.list({ incident });
  const people = participants.map((one) => ({ id: one.personId, name: one.name }));
  const isKnown = people.some(
    (one) => one.id === name || one.name.toLowerCase() === name.toLowerCase(),
  );
  return isKnown ? { personId: findByName(name, people, 'person').id } : { name };
}

const when = ({ startsAt, state }: Pick<InterviewSummary, 'startsAt' | 'state'>) =>
  `${state}${startsAt === null ? '' : ` ${startsAt}`}`;

const proposalColumns: readonly Column<InterviewProposal>[] = [
  { name: 'name', of: (one) => oneLine(one.name) },
  { name: 'team', of: (one) => oneLine(one.team ?? '-') },
  { name: 'reasons', of: (one) => oneLine(one.reasons.map(({ text }) => text).join('; ')) },
];

const columns: readonly Column<InterviewSummary>[] = [
  { name: 'id', of: (one) => one.id },
  { name: 'person', of: (one) => oneLine(one.person.name) },
  { name: 'when', of: when },
  { name: 'place', of: (one) => oneLine(one.place) || '-' },
];

async function show(call: Call, interview: Interview): Promise<void> {
  const { person, incidentRef, questions, lines, quotes } = interview;
  const said = [
    `${interview.id}  ${incidentRef}  ${oneLine(person.name)}  ${when(interview)}`,
    '',
    'Questions:',
    ...questions.flatMap(({ text, quote, state }) => [
      `- ${state === 'open' ? '' : `[${state}] `}${oneLine(text)}`,
      ...(quote ? [`  “${oneLine(quote.text)}”`] : []),
    ]),
    '',
    'Notes (only for interviewers and scribe):',
    ...lines.map(({ id, kind, text }) => `${id}  ${kind}  ${oneLine(text)}`),
    ...(quotes.length > 0 ? ['', 'Sent:'] : []),
    ...quotes.map(describeQuote),
  ];
  await call.show(interview, `${said.join('\n')}\n`);
}

const describeQuote = ({ id, state, text, promoted }: OwnInterview['quotes'][number]) =>
  `${id}  ${promoted === null ? state : 'in the record'}  ${oneLine(text)}`;

function describeOwn(interview: OwnInterview): string {
  const { id, incidentRef, incidentTitle, quotes, interviewers, place } = interview;
  const names = interviewers.map(({ name }) => oneLine(name)).join(', ');
  const lines = [
    `${id}  ${incidentRef} ${oneLine(incidentTitle)}`,
    [when(interview), oneLine(place), `with ${names}`].filter((part) => part !== '').join(', '),
    ...quotes.map(describeQuote),
  ];
  return `${lines.join('\n')}\n`;
}
