import type { Client } from '@debrief/client';
import {
  reviewDepths,
  trainingStages,
  type Candidate,
  type IncidentReview,
  type InvestigatorLoad,
  type Policy,
  type PolicyTrial,
  type Review,
  type ReviewChange,
  type UndecidedIncident,
} from '@debrief/contract';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { findByName } from '../find-by-name.ts';
import { needWord } from '../find-word.ts';
import { CliError } from '../errors.ts';
import { oneLine } from '../text.ts';
import type { Column } from '../output.ts';

export function addReviewCommands(program: CliCommand): void {
  const review = program
    .command('review')
    .argument('<incident>', 'such as INC-12')
    .helpCommand(false)
    .description('Show the review of an incident, and the reasons for one')
    .examples('debrief review INC-12')
    .run(showReview);
  review
    .command('list')
    .description('List the reviews of all incidents')
    .option('--mine', 'only those that you are asked to investigate')
    .option('--open', 'only those of incidents that are not closed')
    .choice('--depth <DEPTH>', 'only this depth', [...reviewDepths, 'undecided'])
    .examples('debrief review list --mine')
    .run(async (call, client, { mine, open, depth }: ListOptions) => {
      const asked = {
        ...(mine && { investigator: 'me' as const }),
        ...(open && { state: 'open' as const }),
        ...(depth && { depth }),
      };
      const { items } = await client.review.all(asked);
      await call.list(items, columns, 'No reviews.');
    });
  review
    .command('request')
    .argument('<incident>', 'such as INC-12')
    .argument('<reason>', 'what you would like to learn')
    .description('Ask for a review')
    .examples('debrief review request INC-12 "Why did the alias point nowhere?"')
    .run(async (call, client, incident: string, reason: string) =>
      showChange(call, await client.review.request({ incident, reason })),
    );
  review
    .command('decide')
    .argument('<incident>', 'such as INC-12')
    .argument('<depth>', reviewDepths.join(', '))
    .argument('<reason>', 'why this depth')
    .option('--due <DAY>', 'day by which it is promised, such as 2026-03-31')
    .description('Decide how deeply an incident is reviewed')
    .examples('debrief review decide INC-12 full "It surprised us" --due 2026-03-31')
    .run(
      async (
        call,
        client,
        incident: string,
        word: string,
        reason: string,
        given: { due?: string },
      ) => {
        const depth = needWord(reviewDepths, word, 'depth');
        const version = (await client.review.get({ incident })).review?.version ?? null;
        const more = given.due === undefined ? {} : { dueOn: given.due };
        await showChange(
          call,
          await client.review.decide({ incident, version, depth, reason, ...more }),
        );
      },
    );
  review
    .command('undecided')
    .description('List recent incidents with reasons for a review and no decision')
    .examples('debrief review undecided')
    .run(async (call, client) => {
      const { items } = await client.review.undecided(undefined);
      await call.list(items, undecidedColumns, 'Nothing waits for a decision.');
    });
  addInvestigatorCommands(review);
  addTrainingCommands(review);
  addPolicyCommands(review);
  review
    .command('undo')
    .argument('<change>', 'number printed by the change')
    .description('Undo your change to a review')
    .examples('debrief review undo 4711')
    .run(async (call, client, activityId: string) =>
      showChange(call, await client.review.undo({ activityId })),
    );
}

interface ListOptions {
  mine?: boolean;
  open?: boolean;
  depth?: Review['depth'];
}

function addInvestigatorCommands(review: CliCommand): void {
  review
    .command('candidates')
    .argument('<incident>', 'such as INC-12')
    .description('List who could investigate, and how close they are to the incident')
    .examples('debrief review candidates INC-12')
    .run(async (call, client, incident: string) => {
      const { items } = await client.review.candidates({ incident });
      await call.list(items, candidateColumns, `No one can see ${incident}.`);
    });
  review
    .command('ask')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'name or ID from debrief review candidates')
    .description('Ask someone to investigate')
    .examples('debrief review ask INC-12 "Ada Byron"')
    .run(async (call, client, incident: string, name: string) => {
      const { items } = await client.review.candidates({ incident });
      const named = items.map((one) => ({ id: one.accountId, name: one.name }));
      const { id: accountId } = findByName(name, named, 'account');
      const version = await readVersion(client, incident);
      await showChange(call, await client.review.ask({ incident, version, accountId }));
    });
  review
    .command('accept')
    .argument('<incident>', 'such as INC-12')
    .description('Accept to investigate')
    .examples('debrief review accept INC-12')
    .run(async (call, client, incident: string) => {
      const version = await readVersion(client, incident);
      await showChange(call, await client.review.answer({ incident, version, accept: true }));
    });
  review
    .command('decline')
    .argument('<incident>', 'such as INC-12')
    .argument('[reason]', 'why')
    .description('Decline to investigate')
    .examples('debrief review decline INC-12 "On leave"')
    .run(async (call, client, incident: string, reason?: string) => {
      const version = await readVersion(client, incident);
      const more = reason === undefined ? {} : { reason };
      await showChange(
        call,
        await client.review.answer({ incident, version, accept: false, ...more }),
      );
    });
  review
    .command('sponsor')
    .argument('<incident>', 'such as INC-12')
    .argument('[name]', 'who protects the time; omit to clear')
    .description('Set who protects the time for the review')
    .examples('debrief review sponsor INC-12 "Ada Byron"')
    .run(async (call, client, incident: string, name?: string) => {
      const version = await readVersion(client, incident);
      const sponsor = name === undefined ? null : { type: 'person' as const, name };
      await showChange(call, await client.review.setSponsor({ incident, version, sponsor }));
    });
}

function addTrainingCommands(review: CliCommand): void {
  review
    .command('investigators')
    .description('List who investigates, and how much')
    .examples('debrief review investigators')
    .run(async (call, client) => {
      const { items } = await client.review.investigators(undefined);
      await call.list(items, investigatorColumns, 'No accounts.');
    });
  review
    .command('train')
    .argument('<name>', 'name or ID from debrief review investigators')
    .argument('<stage>', [...trainingStages, 'auto'].join(', '))
    .description('Set how far the training of an account is')
    .examples('debrief review train "Ada Byron" shadow')
    .run(async (call, client, name: string, word: string) => {
      const { items } = await client.review.investigators(undefined);
      const named = items.map((one) => ({ id: one.accountId, name: one.name }));
      const { id: accountId } = findByName(name, named, 'account');
      const stage = needWord([...trainingStages, 'auto'] as const, word, 'stage');
      const training = await client.review.train({
        accountId,
        stage: stage === 'auto' ? null : stage,
      });
      await call.show(training, `${oneLine(name)}: ${training.stage}\n`);
    });
}

function addPolicyCommands(review: CliCommand): void {
  const policies = review
    .command('policies')
    .helpCommand(false)
    .description('List the policies that propose a depth, or ask about follow-ups')
    .examples('debrief review policies', 'debrief review policies --for follow-ups');
  aboutOption(policies).run(async (call, client) => {
    const { items } = await client.review.policies(undefined);
    const about = readSubject(call);
    await call.list(
      items.filter((one) => one.about === about),
      [
        { name: 'id', of: (one) => one.id },
        about === 'review'
          ? { name: 'depth', of: (one) => one.depth ?? '-' }
          : { name: 'sentence', of: (one) => oneLine(one.sentence) },
        { name: 'name', of: (one) => oneLine(one.name) },
        { name: 'expression', of: (one) => oneLine(one.expression) },
      ],
      about === 'review'
        ? 'No policies. Add one: debrief review policies add NAME DEPTH EXPRESSION'
        : 'No policies. Add one: debrief review policies add NAME SENTENCE EXPRESSION --for follow-ups',
    );
  });
  aboutOption(policies.command('add'))
    .argument('<name>')
    .argument('<says>', `${reviewDepths.join(', ')}; for follow-ups, what is missing`)
    .argument('<expression>', 'CEL, such as "teams > 2 && severity <= 2"')
    .description('Add a policy')
    .examples(
      'debrief review policies add "Several teams" full "teams > 2"',
      'debrief review policies add "Dates" "Needs a due date." "!isFinished && dueOn == null" --for follow-ups',
    )
    .run(async (call, client, name: string, says: string, expression: string) => {
      const about = readSubject(call);
      const policy = await client.review.addPolicy({
        about,
        name,
        expression,
        ...(about === 'review'
          ? { depth: needWord(reviewDepths, says, 'depth') }
          : { sentence: says }),
      });
      await call.show(
        policy,
        `${policy.id}  ${policy.depth ?? oneLine(policy.sentence)}  ${oneLine(policy.name)}\n`,
      );
    });
  aboutOption(policies.command('try'))
    .argument('<expression>', 'CEL, such as "teams > 2 && severity <= 2"')
    .description('Try an expression on recent incidents, or on follow-ups')
    .examples('debrief review policies try "teams > 2"')
    .run(async (call, client, expression: string) => {
      const about = readSubject(call);
      const { problem, items, checked, applies } = await client.review.tryPolicy({
        about,
        expression,
      });
      if (problem !== null) throw new CliError('invalid', problem);
      if (about === 'review') return call.list(items, trialColumns, 'No incidents.');
      await call.list(items, followUpTrialColumns, 'It applies to no follow-up.');
      await call.note(`Applies to ${applies} of ${checked} follow-ups.`);
    });
  policies
    .command('remove')
    .argument('<id>')
    .description('Remove a policy')
    .examples('debrief review policies remove 0195…')
    .run(async (call, client, id: string) => {
      await client.review.removePolicy({ id });
      await call.show({}, 'Removed.\n');
    });
}

function aboutOption(command: CliCommand): CliCommand {
  return command.choice('--for <WHAT>', 'what they are about', ['reviews', 'follow-ups']);
}

/** The list takes the option also from its subcommands. */
function readSubject(call: Call): Policy['about'] {
  const given = call.command.optsWithGlobals<{ for?: string }>().for;
  return given === 'follow-ups' ? 'follow-up' : 'review';
}

async function readVersion(client: Client, incident: string): Promise<number> {
  const { review } = await client.review.get({ incident });
  if (!review)
    throw new CliError(
      'not-found',
      `${incident} has no review. Decide first: debrief review decide`,
    );
  return review.version;
}

const columns: readonly Column<Review>[] = [
  { name: 'incident', of: (one) => one.incidentRef },
  { name: 'depth', of: (one) => one.depth ?? 'undecided' },
  { name: 'due', of: (one) => one.dueOn ?? '-' },
  {
    name: 'investigators',
    of: (one) =>
      one.investigators.map(({ name, state }) => `${oneLine(name)} (${state})`).join(', ') || '-',
  },
  { name: 'title', of: (one) => oneLine(one.incidentTitle) },
];

const candidateColumns: readonly Column<Candidate>[] = [
  { name: 'name', of: (one) => oneLine(one.name) },
  { name: 'independence', of: (one) => one.independence },
  { name: 'doing', of: (one) => one.doing },
  { name: 'done', of: (one) => one.done },
  { name: 'training', of: (one) => one.training.stage },
  { name: 'reasons', of: (one) => oneLine(one.reasons.map(({ text }) => text).join('; ')) || '-' },
];

const undecidedColumns: readonly Column<UndecidedIncident>[] = [
  { name: 'incident', of: (one) => one.incidentRef },
  { name: 'proposed', of: (one) => one.proposed ?? '-' },
  { name: 'reasons', of: (one) => oneLine(one.triggers.map(({ text }) => text).join(' ')) },
  { name: 'title', of: (one) => oneLine(one.incidentTitle) },
];

const investigatorColumns: readonly Column<InvestigatorLoad>[] = [
  { name: 'name', of: (one) => oneLine(one.name) },
  { name: 'training', of: (one) => one.training.stage },
  { name: 'doing', of: (one) => one.doing },
  { name: 'done', of: (one) => one.done },
  { name: 'incidents', of: (one) => one.incidents.map(({ ref }) => ref).join(', ') || '-' },
];

const trialColumns: readonly Column<PolicyTrial['items'][number]>[] = [
  { name: 'incident', of: (one) => one.incidentRef },
  { name: 'applies', of: (one) => one.problem ?? (one.applies ? 'yes' : 'no') },
  { name: 'decided', of: (one) => one.depth ?? '-' },
  { name: 'title', of: (one) => oneLine(one.incidentTitle) },
];

const followUpTrialColumns: readonly Column<PolicyTrial['items'][number]>[] = [
  { name: 'incident', of: (one) => one.incidentRef },
  { name: 'applies', of: (one) => one.problem ?? (one.applies ? 'yes' : 'no') },
  { name: 'id', of: (one) => one.followUp?.id ?? '-' },
  { name: 'what', of: (one) => oneLine(one.followUp?.text ?? '') },
];

async function showReview(call: Call, client: Client, incident: string): Promise<void> {
  const found = await client.review.get({ incident });
  await call.show(found, describeReview(found));
}

function describeReview({ review, triggers, policies, proposed }: IncidentReview): string {
  const lines = [
    review?.depth
      ? `Depth: ${review.depth} (${oneLine(review.decidedBy ?? '')}): ${oneLine(review.reason)}`
      : 'No one has decided how deeply to review it.',
    ...(review?.dueOn ? [`Promised by: ${review.dueOn}`] : []),
    ...(review?.sponsor ? [`Sponsor: ${oneLine(review.sponsor.name)}`] : []),
    ...(review?.investigators ?? []).map(
      ({ name, state, reason }) =>
        `Investigator: ${oneLine(name)}, ${state}${reason === '' ? '' : `: ${oneLine(reason)}`}`,
    ),
    '',
    triggers.length === 0 ? 'No reasons to be curious were found.' : 'Reasons to be curious:',
    ...triggers.map(({ text }) => `- ${oneLine(text)}`),
    ...(proposed ? ['', `Policies propose: ${proposed}`] : []),
    ...policies
      .filter(({ applies, problem }) => applies || problem !== null)
      .map(({ name, depth, problem }) => `- ${oneLine(name)}: ${problem ?? depth}`),
  ];
  return `${lines.join('\n')}\n`;
}

async function showChange(call: Call, change: ReviewChange): Promise<void> {
  const [review] = change.reviews;
  await call.show(
    change,
    review
      ? `${review.incidentRef}  ${review.depth ?? 'undecided'}  To undo: debrief review undo ${change.activityId}\n`
      : 'Removed.\n',
  );
}
