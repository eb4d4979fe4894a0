import type { Client } from '@debrief/client';
import {
  FollowUpFilter,
  FollowUpIntent,
  followUpSorts,
  FollowUpState,
  type AddFollowUp,
  type ChangeFollowUp,
  type FollowUp,
  type FollowUpAging,
  type FollowUpChange,
} from '@debrief/contract';
import { Option } from 'commander';
import type { CliCommand } from '../command.ts';
import type { Call } from '../call.ts';
import { collectValues, wholeNumber } from '../options.ts';
import { pages } from '../pages.ts';
import { UsageError } from '../errors.ts';
import { needWord } from '../find-word.ts';
import { oneLine } from '../text.ts';
import type { Column } from '../output.ts';
import { addIssueCommands } from './trackers.ts';

interface Fields {
  text?: string;
  intent?: FollowUpIntent;
  owner?: string;
  team?: string;
  account?: string;
  noOwner?: boolean;
  doneWhen?: string;
  /** The name of the option in 0.1. */
  endState?: string;
  due?: string;
  tracker?: string;
  origin?: string;
  meant?: string[];
}

export function addFollowUpCommands(program: CliCommand): void {
  const followUp = program
    .command('follow-up')
    .description('List and manage follow-ups')
    .helpCommand(false)
    .option('--incident <INCIDENT>', 'only this incident, such as INC-12')
    .option('--owned-by <NAME>', 'only this owner: a person, a team, me or none')
    .choice('--for <INTENT>', 'only this type', FollowUpIntent.options)
    .choice('--state <STATE>', 'only this status', [...FollowUpState.options, 'unfinished'])
    .option(
      '--older-than <DAYS>',
      'only follow-ups at least this many days old',
      wholeNumber(0, 3_650),
    )
    .option('--overdue', 'only overdue follow-ups')
    .option('--asked', 'only follow-ups that a policy asks about')
    .sortable(followUpSorts)
    .examples(
      'debrief follow-up --owned-by me --state unfinished',
      'debrief follow-up --incident INC-12 --sort -age --json',
    )
    .run(listFollowUps);

  addFieldOptions(
    followUp
      .command('add')
      .argument('<incident>', 'such as INC-12')
      .argument('<text>', 'action to take'),
  )
    .description('Add a follow-up')
    .choice('--intent <INTENT>', 'type (default: prevent)', FollowUpIntent.options)
    .examples(
      'debrief follow-up add INC-12 "Page search when the index lags 30 minutes" --intent detect --team Search --due 2026-03-31',
    )
    .run(async (call, client, incident: string, text: string, fields: Fields) => {
      const { intent = 'prevent' } = fields;
      const given = { incident, text, intent, ...toInput(fields) };
      await showChange(call, await client['follow-up'].add(given));
    });

  addFieldOptions(followUp.command('change').argument('<id>'))
    .description('Edit a follow-up, or keep its wording as is')
    .option('--text <TEXT>', 'action to take')
    .choice('--intent <INTENT>', 'type', FollowUpIntent.options)
    .option('--no-owner', 'remove the owner')
    .examples(
      'debrief follow-up change 0195… --done-when "A replay of 6 December pages search"',
      'debrief follow-up change 0195… --meant careful',
    )
    .act(async (call, id: string, fields: Fields) => {
      const more = {
        ...toInput(fields),
        ...(fields.text !== undefined && { text: fields.text }),
        ...(fields.intent && { intent: fields.intent }),
      };
      if (Object.keys(more).length === 0)
        throw new UsageError(
          'Nothing to change. Run debrief follow-up change --help for the options.',
        );
      await call.withClient(async (client) => {
        const { version } = await client['follow-up'].get({ id });
        await showChange(call, await client['follow-up'].change({ id, version, ...more }));
      });
    });

  followUp
    .command('aging')
    .description('Count unfinished follow-ups by age')
    .option('--of <NAME>', 'only this owner: a person, a team, me or none')
    .option('--in <INCIDENT>', 'only this incident, such as INC-12')
    .examples('debrief follow-up aging --of me')
    .run(async (call, client, given: { of?: string; in?: string }) => {
      const aging = await client['follow-up'].aging({ owner: given.of, incident: given.in });
      await call.show(aging, describeAging(aging));
    });

  followUp
    .command('came-back')
    .argument('<incident>', 'such as INC-12')
    .argument('[id]', 'of the follow-up, to answer')
    .option('--yes', 'it came back: reopen it')
    .option('--different <REASON>', 'it is something else')
    .description('List what came back after follow-ups were done, or answer')
    .examples('debrief follow-up came-back INC-12')
    .run(async (call, client, incident: string, id: string | undefined, given: CameBackOptions) => {
      const { items } = await client.safeguard.recurrences({ incident });
      const found = items.filter(({ followUpId }) => id === undefined || followUpId === id);
      const matches = found.flatMap((one) =>
        one.matches.map((match) => ({ ...match, followUpId: one.followUpId })),
      );
      if (id === undefined || (!given.yes && given.different === undefined))
        return call.list(
          matches,
          [
            { name: 'follow-up', of: ({ followUpId }) => followUpId },
            { name: 'at', of: ({ at }) => at },
            { name: 'kind', of: ({ what }) => what },
            { name: 'incident', of: ({ incidentRef }) => incidentRef },
            { name: 'what', of: ({ text }) => oneLine(text) },
          ],
          'Nothing came back after follow-ups were done.',
        );
      const { version } = await client['follow-up'].get({ id });
      const evidenceIds = matches.map((match) => match.id);
      const answer = { cameBack: given.yes === true, reason: given.different, evidenceIds };
      await showChange(
        call,
        await client['follow-up'].answerRecurrence({ id, version, ...answer }),
      );
    });

  followUp
    .command('status')
    .oldName('move')
    .argument('<id>')
    .argument('<state>', FollowUpState.options.join(', '))
    .description('Change the status of a follow-up')
    .option('--verification <TEXT>', 'with verified: what shows that it works')
    .option('--cite <EVIDENCE>', 'with verified: ID of evidence (repeatable)', collectValues)
    .option('--reason <TEXT>', 'with wont-do: the reason')
    .examples('debrief follow-up status 0195… verified --verification "The replay paged search"')
    .act(
      async (
        call,
        id: string,
        state: string,
        given: { verification?: string; cite?: string[]; reason?: string },
      ) => {
        const to = needWord(FollowUpState.options, state, 'status');
        await call.withClient(async (client) => {
          const { version } = await client['follow-up'].get({ id });
          const { verification, reason, cite } = given;
          const citations = cite?.map((evidenceId) => ({ evidenceId }));
          const more = { verification, reason, citations };
          await showChange(
            call,
            await client['follow-up'].changeStatus({ id, version, to, ...more }),
          );
        });
      },
    );

  followUp
    .command('remove')
    .argument('<id>')
    .description('Remove a follow-up')
    .examples('debrief follow-up remove 0195…')
    .run(async (call, client, id: string) => {
      const { version } = await client['follow-up'].get({ id });
      const change = await client['follow-up'].remove({ id, version });
      await call.show(change, `Removed. To undo: debrief follow-up undo ${change.activityId}\n`);
    });

  addIssueCommands(followUp);
  followUp
    .command('undo')
    .argument('<change>', 'number printed by the change')
    .description('Undo your change to a follow-up')
    .examples('debrief follow-up undo 4711')
    .run(async (call, client, activityId: string) =>
      showChange(call, await client['follow-up'].undo({ activityId })),
    );
}

function addFieldOptions(command: CliCommand): CliCommand {
  return command
    .option('--owner <NAME>', 'owner: a person')
    .option('--team <NAME>', 'owner: a team')
    .option('--account <ID>', 'owner: an account')
    .option('--done-when <TEXT>', 'how to check that it is done')
    .addOption(new Option('--end-state <TEXT>').hideHelp())
    .option('--due <DAY>', 'due date, such as 2026-03-31')
    .option('--tracker <URL>', 'link to the ticket')
    .option('--origin <FINDING>', 'ID of the factor or decision that it comes from')
    .option(
      '--meant <RULE>',
      'keep the words that this rule asks about (repeatable)',
      collectValues,
    );
}

type Given = Omit<
  Partial<AddFollowUp> & Partial<ChangeFollowUp>,
  'incident' | 'id' | 'version' | 'text' | 'intent'
>;

function toInput(fields: Fields): Given {
  const doneWhen = fields.doneWhen ?? fields.endState;
  const owners = [fields.owner, fields.team, fields.account].filter(
    (one) => typeof one === 'string',
  );
  if (owners.length > 1)
    throw new UsageError('Name only one owner: a person, a team or an account.');
  return {
    ...(typeof fields.owner === 'string' && { owner: { type: 'person', name: fields.owner } }),
    ...(fields.team !== undefined && { owner: { type: 'team', name: fields.team } }),
    ...(fields.account !== undefined && { owner: { type: 'account', accountId: fields.account } }),
    // Commander passes `--no-owner` as an owner that is false.
    ...((fields.owner as unknown) === false && { owner: null }),
    ...(doneWhen !== undefined && { doneWhen }),
    ...(fields.due !== undefined && { dueOn: fields.due === '' ? null : fields.due }),
    ...(fields.tracker !== undefined && {
      trackerUrl: fields.tracker === '' ? null : fields.tracker,
    }),
    ...(fields.origin !== undefined && { originId: fields.origin === '' ? null : fields.origin }),
    ...(fields.meant && { meant: fields.meant }),
  };
}

interface CameBackOptions {
  yes?: boolean;
  different?: string;
}

interface Filter {
  incident?: string;
  ownedBy?: string;
  for?: FollowUpIntent;
  state?: NonNullable<FollowUpFilter['state']>;
  olderThan?: number;
  overdue?: boolean;
  asked?: boolean;
  sort?: NonNullable<FollowUpFilter['sort']>;
}

async function listFollowUps(call: Call, client: Client, filter: Filter): Promise<void> {
  const { incident, state, sort } = filter;
  const asked = {
    incident,
    state,
    sort,
    owner: filter.ownedBy,
    intent: filter.for,
    olderThanDays: filter.olderThan,
    overdue: filter.overdue ? ('true' as const) : undefined,
    asked: filter.asked ? ('true' as const) : undefined,
  };
  await call.list(
    pages((place) => client['follow-up'].all({ ...asked, ...place })),
    incident ? columns.filter((column) => column.name !== 'incident') : columns,
    'No follow-ups. Add one: debrief follow-up add INC-12 "action to take"',
  );
}

function describeAging({ n, medianDays, overdue, bands }: FollowUpAging): string {
  const median = (days: number | null) => (days === null ? '' : `, median ${days} days`);
  return [
    `${n} unfinished${median(medianDays)}`,
    `${overdue.n} overdue${median(overdue.medianDays)}`,
    ...bands.map((band) => `from ${band.fromDays} days: ${band.n} (${band.overdue} overdue)`),
    '',
  ].join('\n');
}

const columns: readonly Column<FollowUp>[] = [
  {
    name: 'due',
    of: (one) => (one.dueOn === null ? '-' : one.isOverdue ? `${one.dueOn} overdue` : one.dueOn),
  },
  { name: 'incident', of: (one) => one.incidentRef },
  { name: 'state', of: (one) => one.state },
  { name: 'for', of: (one) => one.intent },
  { name: 'owner', of: (one) => one.owner?.name ?? '-' },
  { name: 'issue', of: (one) => one.issue?.key ?? '-' },
  {
    name: 'asks',
    of: (one) =>
      oneLine(
        [
          ...one.asks.map((ask) => ask.problem ?? ask.sentence),
          ...one.questions.map((question) => question.rule),
        ].join(', '),
      ) || '-',
  },
  { name: 'id', of: (one) => one.id },
  { name: 'what', of: (one) => one.text },
];

async function showChange(call: Call, change: FollowUpChange): Promise<void> {
  const lines = change.followUps.map((one) => `${one.id}  ${one.state}  ${oneLine(one.text)}\n`);
  await call.show(change, lines.length > 0 ? lines.join('') : 'Removed.\n');
  for (const question of change.followUps.flatMap((one) => one.questions))
    await call.note(
      `${question.quoted === null ? '' : `“${oneLine(question.quoted)}”: `}${question.question} (${question.rule})`,
    );
}
