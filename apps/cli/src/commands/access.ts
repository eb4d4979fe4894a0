import {
  ActivityArea,
  KeyScope,
  Role,
  type Account,
  type Activity,
  type ApiKey,
} from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { Client } from '@debrief/client';
import type { CliCommand } from '../command.ts';
import type { Call } from '../call.ts';
import { collectValues, wholeNumber } from '../options.ts';
import { pages } from '../pages.ts';
import { CliError } from '../errors.ts';
import { oneLine } from '../text.ts';
import type { Column } from '../output.ts';

interface ActivityFilter {
  incident?: string;
  about?: ActivityArea;
  limit?: number;
}

export function addAccessCommands(program: CliCommand): void {
  addAccounts(program);
  addKeys(program);
  program
    .command('activity')
    .description('List recent activity, newest first')
    .option('--incident <INCIDENT>', 'only this incident')
    .choice('--about <AREA>', 'only changes of this area', ActivityArea.options)
    .option('--limit <N>', 'maximum number of changes (default: 50)', wholeNumber(1, 1_000_000))
    .examples('debrief activity --incident INC-12 --limit 20')
    .act(async (call, filter: ActivityFilter) => {
      const { activityText } = await import('../activity-text.ts');
      await call.withClient((client) =>
        call.list(
          pages(
            (place) =>
              client.access.activity({
                ...place,
                incident: filter.incident,
                about: filter.about,
              }),
            filter.limit ?? 50,
          ),
          activityColumns(activityText),
          'No activity yet.',
        ),
      );
    });
}

function addAccounts(program: CliCommand): void {
  const accounts = program
    .command('accounts')
    .description('List accounts')
    .helpCommand(false)
    .examples('debrief accounts')
    .run((call, client) =>
      call.list(
        pages((place) => client.access.accounts(place)),
        accountColumns,
        'No accounts yet. Open the setup link printed by debrief serve.',
      ),
    );
  accounts
    .command('invite')
    .argument('<name>')
    .argument('<email>')
    .argument('<role>', Role.options.join(', '))
    .description('Invite someone and print the link')
    .examples('debrief accounts invite "Ada Byron" ada@example.org editor')
    .run(async (call, client, name: string, email: string, role: string) => {
      const invitation = await client.access.invite({
        name,
        email,
        role: await readRole(role, call),
      });
      await call.show(invitation, `${invitation.path}\n`);
      await call.note(
        `Send this path, after the server's address, to ${invitation.account.email}. It works once and expires ${utcText(invitation.expiresAt)}.`,
      );
    });
  accounts
    .command('team')
    .argument('<email>', 'email of the account')
    .argument('[team]', 'team name, as incidents use it; omit to clear')
    .description('Set the team of an account')
    .examples('debrief accounts team ada@example.org Search')
    .run(async (call, client, email: string, team: string | undefined) => {
      const { id, version } = await accountWith(client, email);
      const changed = await client.access.changeAccount({ id, version, team: team ?? null });
      return call.show(
        changed,
        `${oneLine(changed.name)}: ${changed.team === null ? 'no team' : oneLine(changed.team)}\n`,
      );
    });
  accounts
    .command('zone')
    .argument('<email>', 'email of the account')
    .argument('[zone]', 'time zone; omit to use the one of the browser')
    .description('Set the time zone of an account')
    .examples('debrief accounts zone ada@example.org Europe/Berlin')
    .run(async (call, client, email: string, zone: string | undefined) => {
      const { id, version } = await accountWith(client, email);
      const changed = await client.access.changeAccount({ id, version, zone: zone ?? null });
      return call.show(
        changed,
        `${oneLine(changed.name)}: ${changed.zone ?? 'time zone of the browser'}\n`,
      );
    });
  accounts
    .command('reset')
    .argument('<email>', 'email of the account')
    .description('End its password and sessions, print a link')
    .examples('debrief accounts reset ada@example.org')
    .run(async (call, client, email: string) => {
      const { id } = await accountWith(client, email);
      const link = await client.access.resetPassword({ id });
      await call.show(link, `${link.path}\n`);
      await call.note(
        `Send this path, after the server's address, to ${link.account.email}. It sets a new password once and expires ${utcText(link.expiresAt)}.`,
      );
    });
  accounts
    .command('disable')
    .argument('<email>', 'email of the account')
    .description('Disable it and end its sessions and API keys')
    .examples('debrief accounts disable ada@example.org')
    .run(async (call, client, email: string) => {
      const { id, version } = await accountWith(client, email);
      const changed = await client.access.changeAccount({ id, version, isDisabled: true });
      return call.show(changed, `${oneLine(changed.name)} is disabled.\n`);
    });
}

/** Errors: `not-found`. */
async function accountWith(client: Client, email: string): Promise<Account> {
  for await (const account of pages((place) => client.access.accounts(place)))
    if (account.email === email.trim().toLowerCase()) return account;
  throw new CliError(
    'not-found',
    `No account has the email ${email}. Run debrief accounts to list them.`,
  );
}

function addKeys(program: CliCommand): void {
  const keys = program
    .command('keys')
    .description('List your API keys')
    .helpCommand(false)
    .examples('debrief keys')
    .run(async (call, client) =>
      call.list(
        (await client.access.keys(undefined)).items,
        keyColumns,
        'No API keys. Create one: debrief keys create NAME',
      ),
    );
  keys
    .command('create')
    .argument('<name>')
    .description('Create an API key (shown once)')
    .option(
      '--scope <SCOPE>',
      `permission (repeatable, default: read): ${KeyScope.options.join(', ')}`,
      collectValues,
    )
    .option('--expires <TIME>', 'expiry time, such as 2027-01-31T00:00:00Z')
    .examples('debrief keys create ci --scope read --scope import')
    .run(async (call, client, name: string, options: { scope?: string[]; expires?: string }) => {
      const scopes = (options.scope ?? ['read']).map((scope) =>
        oneWord(scope, KeyScope.options, 'scope'),
      );
      const created = await client.access.createKey({
        name,
        scopes,
        expiresAt: options.expires,
      });
      await call.show(created, `${created.key}\n`);
    });
  keys
    .command('revoke')
    .argument('<id>', 'ID from debrief keys')
    .description('Revoke an API key')
    .examples('debrief keys revoke 01890a5d-ac96-774b-bcce-b302099a8057')
    .run(async (call, client, id: string) => {
      await client.access.revokeKey({ id });
      await call.show({ id, revoked: true }, 'Revoked.\n');
    });
}

const oldRoles: Partial<Record<string, Role>> = { owner: 'admin', reader: 'viewer' };

/** A role by its name; the names of version 0.1 also work, with a note. */
async function readRole(word: string, call: Call): Promise<Role> {
  const renamed = oldRoles[word];
  if (renamed !== undefined) await call.note(`The role "${word}" is now "${renamed}".`);
  return renamed ?? oneWord(word, Role.options, 'role');
}

function oneWord<T extends string>(word: string, words: readonly T[], what: string): T {
  const known = words.find((candidate) => candidate === word);
  if (known === undefined)
    throw new CliError('invalid', `Unknown ${what} "${word}". Use one of ${words.join(', ')}.`);
  return known;
}

const accountColumns: readonly Column<Account>[] = [
  { name: 'name', of: (account) => account.name },
  { name: 'email', of: (account) => account.email },
  { name: 'role', of: (account) => account.role },
  { name: 'team', of: (account) => account.team ?? '-' },
  {
    name: 'state',
    of: (account) => (account.isDisabled ? 'disabled' : account.isInvited ? 'invited' : 'active'),
  },
  { name: 'since', of: (account) => utcText(account.createdAt) },
];

const keyColumns: readonly Column<ApiKey>[] = [
  { name: 'id', of: (key) => key.id },
  { name: 'name', of: (key) => key.name },
  { name: 'key', of: (key) => `${key.prefix}…` },
  { name: 'scopes', of: (key) => key.scopes.join(', ') },
  { name: 'last used', of: (key) => utcText(key.lastUsedAt) },
  { name: 'ends', of: (key) => utcText(key.expiresAt) },
];

const activityColumns = (describe: (activity: Activity) => string) => [
  { name: 'at', of: (activity: Activity) => utcText(activity.at) },
  { name: 'by', of: (activity: Activity) => activity.by.name },
  { name: 'what', of: (activity: Activity) => oneLine(describe(activity)) },
  { name: 'subject', of: (activity: Activity) => activity.subjectId ?? '-' },
];
