import type { Client } from '@debrief/client';
import type { RoutedRecord, RoutingRule, RuleCondition } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import { findByName } from '../find-by-name.ts';
import { collectValues, wholeNumber } from '../options.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';
import { findEndpoint } from './find-endpoint.ts';

interface Options {
  where?: string[];
  service?: string;
  stream?: string;
  position?: number;
  enable?: boolean;
  disable?: boolean;
  dryRun?: boolean;
}

const where =
  'service=NAME, source=NAME or label.NAME=VALUE, ignoring case; * at the end matches any rest';
const service =
  'incidents with this service get the records: a name, "*" for the service of the record, "none"';

/** Rules of an endpoint: which incidents get what it receives. */
export function addRuleCommands(routing: CliCommand): void {
  const add = (name: string, description: string, example: string) =>
    routing
      .command(name)
      .argument('<endpoint>', 'name or ID')
      .description(description)
      .examples(`debrief routing ${name} Alerts${example}`);
  add('rules', 'List the rules of an endpoint in their order', '').run(
    async (call, client, endpoint: string) => {
      const { id } = await findEndpoint(client['organization-inbound'], endpoint);
      await listRules(call, (await client['organization-inbound'].rules({ id })).items);
    },
  );
  add(
    'add-rule',
    'Add a rule after the others',
    ' "Orders alerts" --where "service=orders*" --service orders --dry-run',
  )
    .argument('<stream>', 'the name of the stream in incidents, such as "Orders alerts"')
    .option('--where <CONDITION>', where, collectValues)
    .requiredOption('--service <SERVICE>', service)
    .option('--dry-run', 'show which of the latest records it matches, and add nothing')
    .run(async (call, client, endpoint: string, stream: string, given: Options) => {
      const calls = client['organization-inbound'];
      const { id } = await findEndpoint(calls, endpoint);
      const rule = { id, stream, conditions: readConditions(given), service: readService(given) };
      if (given.dryRun === true) await preview(call, client, { ...rule });
      else await listRules(call, (await calls.addRule(rule)).items);
    });
  add('change-rule', 'Change, move, enable or disable a rule', ' "Orders alerts" --position 1')
    .argument('<rule>', 'name of its stream, or ID')
    .option('--stream <NAME>', 'another name')
    .option('--where <CONDITION>', `in place of its conditions: ${where}`, collectValues)
    .option('--service <SERVICE>', service)
    .option('--position <NUMBER>', 'its place in the order, from 1', wholeNumber(1, 1_000))
    .option('--enable', 'use it again')
    .option('--disable', 'keep it without using it')
    .option('--dry-run', 'show which of the latest records it matches, and change nothing')
    .run(async (call, client, endpoint: string, name: string, given: Options) => {
      const calls = client['organization-inbound'];
      const { id } = await findEndpoint(calls, endpoint);
      const rule = await findRule(client, id, name);
      const change = {
        stream: given.stream,
        conditions: given.where && readConditions(given),
        service: given.service === undefined ? undefined : readService(given),
      };
      if (given.dryRun === true)
        await preview(call, client, {
          id,
          rule: rule.id,
          stream: change.stream ?? rule.stream,
          conditions: change.conditions ?? rule.conditions,
          service: change.service === undefined ? rule.service : change.service,
        });
      else {
        const isEnabled = given.enable === true ? true : given.disable === true ? false : undefined;
        const position = given.position === undefined ? undefined : given.position - 1;
        const which = { id, rule: rule.id, version: rule.version };
        const saved = await calls.changeRule({ ...which, ...change, isEnabled, position });
        await listRules(call, saved.items);
      }
    });
  add('remove-rule', 'Remove a rule (what it added stays)', ' "Orders alerts"')
    .argument('<rule>', 'name of its stream, or ID')
    .run(async (call, client, endpoint: string, name: string) => {
      const { id } = await findEndpoint(client['organization-inbound'], endpoint);
      const { id: rule, version } = await findRule(client, id, name);
      await client['organization-inbound'].removeRule({ id, rule, version });
      await call.show({ id: rule }, 'Removed.\n');
    });
}

async function findRule(client: Client, id: string, name: string): Promise<RoutingRule> {
  const { items } = await client['organization-inbound'].rules({ id });
  const named = items.map((rule) => ({ ...rule, name: rule.stream }));
  return findByName(name, named, 'rule', 'of this endpoint');
}

/** Errors: `invalid`. */
function readConditions({ where: given = [] }: Options): RuleCondition[] {
  return given.map((text) => {
    const [, field = '', value = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (field === 'service' || field === 'source') return { field, value };
    const name = field.startsWith('label.') ? field.slice('label.'.length) : '';
    if (name === '') throw new CliError('invalid', `"${text}" is no condition. Use ${where}.`);
    return { field: 'label', name, value };
  });
}

const readService = ({ service = '' }: Options): string | null =>
  service === 'none' ? null : service;

async function preview(
  call: Call,
  client: Client,
  input: Parameters<Client['organization-inbound']['previewRule']>[0],
): Promise<void> {
  const { deliveries, records, matches } = await client['organization-inbound'].previewRule(input);
  await call.list(records, recordColumns, 'No deliveries yet.');
  await call.note(`It matches ${matches} of the records in the last ${deliveries} deliveries.`);
}

async function listRules(call: Call, rules: readonly RoutingRule[]): Promise<void> {
  const rows = rules.map((rule, index) => ({ ...rule, position: index + 1 }));
  await call.list(rows, ruleColumns, 'No rules yet. No incident gets what this endpoint receives.');
}

const ruleColumns: readonly Column<RoutingRule & { position: number }>[] = [
  { name: 'no', of: ({ position }) => String(position) },
  { name: 'stream', of: (rule) => oneLine(rule.stream) },
  {
    name: 'where',
    of: ({ conditions }) => oneLine(conditions.map(describeCondition).join(' and ') || 'always'),
  },
  { name: 'service', of: (rule) => oneLine(rule.service ?? 'none') },
  { name: 'state', of: (rule) => (rule.isEnabled ? 'enabled' : 'disabled') },
  { name: 'id', of: (rule) => rule.id },
];

const describeCondition = (one: RuleCondition): string =>
  `${one.field === 'label' ? `label.${one.name}` : one.field}=${one.value}`;

const recordColumns: readonly Column<RoutedRecord>[] = [
  {
    name: 'match',
    of: ({ isMatch, earlierRule }) =>
      !isMatch ? '-' : earlierRule === null ? 'yes' : oneLine(`no: ${earlierRule}`),
  },
  { name: 'time', of: (record) => utcText(record.at) },
  { name: 'service', of: (record) => oneLine(record.service ?? '-') },
  { name: 'source', of: (record) => oneLine(record.source ?? '-') },
  { name: 'title', of: (record) => oneLine(record.title) },
];
