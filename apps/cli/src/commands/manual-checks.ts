import type { Client } from '@debrief/client';
import type { AddManualCheck, ManualCheck, ManualCheckChange } from '@debrief/contract';
import {
  draftChecks,
  draftKinds,
  frequencyText,
  hoursText,
  readFrequency,
  type DraftKind,
  type Frequency,
} from '@debrief/rules/manual-check';
import { countText, numberText } from '@debrief/rules/numbers';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError, UsageError } from '../errors.ts';
import { findByName } from '../find-by-name.ts';
import { openUploads } from '../import/open-uploads.ts';
import { oneLine } from '../text.ts';

interface Written {
  name?: string;
  frequency?: string;
  minutes?: number;
  people?: number;
  looksAt?: string;
  service?: string;
}

export function addManualCheckCommands(program: CliCommand): void {
  const checks = program
    .command('manual-checks')
    .helpCommand(false)
    .description('List what is checked by hand, and the time that safeguards save')
    .option('--days <NUMBER>', 'count the last days (default: 30)', Number)
    .examples('debrief manual-checks --days 7')
    .run(async (call, client, { days }: { days?: number }) => {
      const list = await client['manual-check'].list(days === undefined ? {} : { days });
      await call.list(
        list.items,
        [
          { name: 'name', of: ({ name }) => oneLine(name) },
          { name: 'by hand', of: (one) => `${frequencyText(one)}, ${one.minutes} min` },
          { name: 'hours', of: ({ byHand }) => hoursText(byHand.minutes) },
          { name: 'saved', of: ({ saved }) => hoursText(saved.minutes) },
          { name: 'why', of: describe },
        ],
        'No manual checks yet.',
      );
      const { savedMinutes, byHandMinutes, automated, runs } = list.total;
      await call.note(
        `${hoursText(savedMinutes)} of ${hoursText(byHandMinutes)} saved in ${countText(days ?? 30, 'day')}: ${automated} of ${countText(list.items.length, 'check')}, ${countText(runs, 'run')}.`,
      );
    });
  withFields(checks.command('add').argument('<name>', 'name').description('Add a manual check'))
    .examples('debrief manual-checks add "Orders have a user" --frequency daily --minutes 10')
    .run(async (call, client, name: string, options: Written) => {
      const { times, per, minutes, ...fields } = readFields(options);
      if (times === undefined || per === undefined || minutes === undefined)
        throw new UsageError('Say how often and how long: --frequency and --minutes.');
      const input: AddManualCheck = { ...fields, name, times, per, minutes };
      await showChange(call, await client['manual-check'].add(input));
    });
  withFields(
    checks
      .command('change')
      .argument('<name>', 'its name or ID')
      .description('Change a manual check')
      .option('--name <TEXT>', 'new name'),
  )
    .examples('debrief manual-checks change "Orders have a user" --minutes 15')
    .run(async (call, client, name: string, options: Written) => {
      const { id, version } = await findCheck(client, name);
      const input = { id, version, ...readFields(options) };
      await showChange(call, await client['manual-check'].change(input));
    });
  checks
    .command('draft')
    .argument('<name>', 'its name or ID')
    .description('Print data checks to start from')
    .choice('--type <TYPE>', 'type of the check', draftKinds)
    .examples('debrief manual-checks draft "Orders have a user" > orders.yml')
    .run(async (call, client, name: string, { type }: { type?: DraftKind }) => {
      const draft = draftChecks(await findCheck(client, name), type);
      await call.show({ checks: draft }, draft);
    });
  checks
    .command('automate')
    .argument('<name>', 'its name or ID')
    .argument('[incident]', 'such as INC-12')
    .argument('[safeguard]', 'the safeguard that does it')
    .description('Say which safeguard does it; without one, none')
    .examples('debrief manual-checks automate "Orders have a user" INC-2 "Orders"')
    .run(async (call, client, name: string, incident: string | undefined, safeguard = '') => {
      const { id, version } = await findCheck(client, name);
      const safeguardId =
        incident === undefined
          ? null
          : findByName(safeguard, (await client.safeguard.list({ incident })).items, 'safeguard')
              .id;
      await showChange(call, await client['manual-check'].change({ id, version, safeguardId }));
    });
  checks
    .command('import')
    .argument('<file>', 'CSV with the columns name, frequency and minutes')
    .description('Import manual checks from a CSV file')
    .examples('debrief manual-checks import checks.csv')
    .run(async (call, client, path: string) => {
      const [upload, another] = await openUploads(path);
      if (!upload || another) throw new CliError('invalid', 'Name one file.');
      const input = { name: upload.name };
      const result = await client['manual-check'].import(input, { file: upload.chunks() });
      const { problems, ...counts } = result;
      await call.show(
        result,
        `${Object.entries(counts)
          .map(([what, count]) => `${numberText(count)} ${what}`)
          .join(', ')}\n`,
      );
      for (const { place, reason } of problems)
        await call.note(`${oneLine(place)}: ${oneLine(reason)}`);
    });
  checks
    .command('remove')
    .argument('<name>', 'its name or ID')
    .description('Remove a manual check')
    .examples('debrief manual-checks remove "Orders have a user"')
    .run(async (call, client, name: string) => {
      const { id, version } = await findCheck(client, name);
      await showChange(call, await client['manual-check'].remove({ id, version }));
    });
  checks
    .command('undo')
    .argument('<change>', 'number printed by the change')
    .description('Undo your change of a manual check')
    .examples('debrief manual-checks undo 42')
    .run(async (call, client, activityId: string) =>
      showChange(call, await client['manual-check'].undo({ activityId })),
    );
}

function withFields(command: CliCommand): CliCommand {
  return command
    .option('--frequency <TEXT>', 'how often, such as daily or "5 per week"')
    .option('--minutes <NUMBER>', 'minutes each time', Number)
    .option('--people <NUMBER>', 'people who do it (default: 1)', Number)
    .option('--looks-at <TEXT>', 'what they look at')
    .option('--service <NAME>', 'service of the catalog');
}

function readFields({
  frequency,
  ...fields
}: Written): Omit<Written, 'frequency'> & Partial<Frequency> {
  if (frequency === undefined) return fields;
  const often = readFrequency(frequency);
  if (!often) throw new UsageError('Write a frequency such as daily or "5 per week".');
  return { ...fields, ...often };
}

async function findCheck(client: Client, name: string): Promise<ManualCheck> {
  return findByName(name, (await client['manual-check'].list({})).items, 'check', 'in the list');
}

const describe = ({ safeguard, why }: ManualCheck) =>
  oneLine(safeguard ? `${safeguard.incident} ${safeguard.name}: ${why}` : why);

async function showChange(call: Call, change: ManualCheckChange): Promise<void> {
  const { check, activityId } = change;
  await call.show(
    change,
    check
      ? `${oneLine(check.name)}: ${frequencyText(check)}, ${check.minutes} min. ${describe(check)}\n`
      : 'Removed.\n',
  );
  if (activityId !== null) await call.note(`Undo: debrief manual-checks undo ${activityId}`);
}
