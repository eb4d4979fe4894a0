import type { Client } from '@debrief/client';
import {
  trackerKinds,
  trackerKindTable,
  type ConnectTracker,
  type FollowUp,
  type Tracker,
  type TrackerKind,
} from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import { InvalidArgumentError } from 'commander';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import { findByName } from '../find-by-name.ts';
import { collectValues } from '../options.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';

interface Fields {
  url?: string;
  project?: string;
  label?: string[];
  issueType?: string;
  status?: Record<string, string | null>;
  askToken?: boolean;
  signingSecret?: boolean;
}

export function addTrackerCommands(program: CliCommand): void {
  const trackers = program
    .command('trackers')
    .description('List and manage trackers')
    .helpCommand(false)
    .examples('debrief trackers')
    .run(async (call, client) =>
      call.list(
        (await client.tracker.list(undefined)).items,
        columns,
        'No trackers. Connect one: debrief trackers connect --kind github --project acme/shop',
      ),
    );
  addFieldOptions(
    trackers
      .command('connect')
      .choice('--kind <KIND>', 'such as github', trackerKinds, { isRequired: true }),
  )
    .description('Connect a tracker (asks for its token)')
    .examples(
      'debrief trackers connect --kind github --project acme/shop --label incident',
      'debrief trackers connect --kind jira-cloud --url https://acme.atlassian.net --project SHOP',
    )
    .run(async (call, client, fields: Fields & { kind: TrackerKind }) => {
      const { kind } = fields;
      const settings = toSettings({ kind, url: trackerKindTable[kind].url }, fields);
      const token = await call.world.ask('Token: ');
      const secret = await askSecret(call, fields);
      const made = await client.tracker.connect({ settings, token, ...secret });
      await call.show(made, `${made.id}\n`);
      await call.note(`Webhook (optional, shown once): ${made.webhookPath}`);
    });
  const add = (
    name: string,
    run: (call: Call, client: Client, tracker: Tracker, fields: Fields) => Promise<void>,
  ) =>
    trackers
      .command(name)
      .argument('<tracker>', 'name or ID from debrief trackers')
      .run(async (call, client, given: string, fields: Fields) => {
        const { items } = await client.tracker.list(undefined);
        await run(call, client, findByName(given, items, 'tracker', 'here'), fields);
      });
  addFieldOptions(
    add('change', async (call, client, tracker, fields) => {
      const token = fields.askToken ? { token: await call.world.ask('Token: ') } : {};
      const secret = await askSecret(call, fields);
      const settings = toSettings(tracker.settings, fields);
      const saved = await client.tracker.change({ id: tracker.id, settings, ...token, ...secret });
      await call.show(saved, 'Changed.\n');
    }).option('--ask-token', 'ask for another token (read from stdin)'),
  )
    .description('Change the settings or the token of a tracker')
    .examples('debrief trackers change "GitHub acme/shop" --status "Blocked=in-progress"');
  add('test', async (call, client, { id }) => {
    const { isReached, message } = await client.tracker.test({ id });
    if (!isReached) throw new CliError('unavailable', message);
    await call.show({ isReached, message }, `${oneLine(message)}\n`);
  })
    .description('Ask a tracker for its project')
    .examples('debrief trackers test "GitHub acme/shop"');
  add('remove', async (call, client, { id }) => {
    await client.tracker.remove({ id });
    await call.show({ id }, 'Removed.\n');
  })
    .description('Remove a tracker with its links; issues stay')
    .requiredOption('--yes', 'confirm')
    .examples('debrief trackers remove "GitHub acme/shop" --yes');
}

/** The commands of `debrief follow-up` about the issue of a follow-up. */
export function addIssueCommands(followUp: CliCommand): void {
  followUp
    .command('issue')
    .argument('<id>')
    .description('Create an issue in a tracker from a follow-up')
    .option('--tracker <TRACKER>', 'name or ID from debrief trackers, if there are several')
    .examples('debrief follow-up issue 0195… --tracker "GitHub acme/shop"')
    .run(async (call, client, id: string, { tracker }: { tracker?: string }) => {
      const { items } = await client.tracker.list(undefined);
      const [only, another] = items;
      if (tracker === undefined && (!only || another))
        throw new CliError('invalid', 'Name the tracker with --tracker. Run debrief trackers.');
      const { id: trackerId } =
        only && tracker === undefined ? only : findByName(tracker ?? '', items, 'tracker', 'here');
      await showIssue(call, await client.tracker.createIssue({ id, trackerId }));
    });
  followUp
    .command('link')
    .argument('<id>')
    .argument('<url>', 'address of the issue')
    .description('Link an existing issue to a follow-up')
    .examples('debrief follow-up link 0195… https://github.com/acme/shop/issues/12')
    .run(async (call, client, id: string, url: string) =>
      showIssue(call, await client.tracker.linkIssue({ id, url })),
    );
  for (const [name, verb, description] of [
    ['unlink', 'unlinkIssue', 'Unlink the issue of a follow-up'],
    ['sync', 'syncIssue', 'Sync the issue of a follow-up now'],
  ] as const)
    followUp
      .command(name)
      .argument('<id>')
      .description(description)
      .examples(`debrief follow-up ${name} 0195…`)
      .run(async (call, client, id: string) => showIssue(call, await client.tracker[verb]({ id })));
}

async function showIssue(call: Call, followUp: FollowUp): Promise<void> {
  const { issue } = followUp;
  const line =
    issue === null
      ? 'No issue'
      : [issue.key ?? issue.tracker, issue.state, issue.status, issue.url]
          .filter((part) => part !== null)
          .join('  ');
  await call.show(followUp, `${oneLine(line)}\n`);
  if (issue?.problem) await call.note(oneLine(issue.problem));
}

function addFieldOptions(command: CliCommand): CliCommand {
  return command
    .option('--project <PROJECT>', 'repository, project path, project key or team key')
    .option('--url <URL>', 'address of the tracker (required for Jira)')
    .option('--label <NAME>', 'label of new issues (repeatable)', collectValues)
    .option('--issue-type <NAME>', 'type of new issues in Jira (default: Task)')
    .option('--status <NAME=STATE>', 'meaning of a status, or ignore (repeatable)', collectStatus)
    .option('--signing-secret', 'ask for the secret that signs webhooks (read from stdin)');
}

function collectStatus(
  text: string,
  before: Record<string, string | null> | undefined,
): Record<string, string | null> {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new InvalidArgumentError('Use NAME=STATE, such as Blocked=in-progress.');
  const meaning = text.slice(at + 1);
  return { ...before, [text.slice(0, at)]: meaning === 'ignore' ? null : meaning };
}

async function askSecret(call: Call, { signingSecret }: Fields) {
  return signingSecret ? { signingSecret: await call.world.ask('Signing secret: ') } : {};
}

/** The cast holds because the server parses what is sent, and lists every issue. */
function toSettings(
  known: Partial<ConnectTracker['settings']>,
  { url, project, label, issueType, status }: Fields,
): ConnectTracker['settings'] {
  return {
    ...known,
    ...(url !== undefined && { url }),
    ...(project !== undefined && { project }),
    ...(label && { labels: label }),
    ...(issueType !== undefined && { issueType }),
    ...(status && { statuses: { ...known.statuses, ...status } }),
  } as ConnectTracker['settings'];
}

const columns: readonly Column<Tracker>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'name', of: ({ name }) => oneLine(name) },
  { name: 'address', of: ({ settings }) => settings.url },
  { name: 'issues', of: ({ links }) => links ?? '-' },
  { name: 'asked', of: ({ askedAt }) => (askedAt === null ? '-' : utcText(askedAt)) },
  { name: 'problem', of: ({ problem }) => oneLine(problem ?? '-') },
];
