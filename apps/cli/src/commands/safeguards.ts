import { readFile } from 'node:fs/promises';
import type { Client } from '@debrief/client';
import type { Safeguard, SafeguardChange, SafeguardRun } from '@debrief/contract';
import { describeRun, describeRunbook } from '@debrief/rules/safeguard';
import { durationText } from '@debrief/rules/time';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError, Exit } from '../errors.ts';
import { oneLine } from '../text.ts';
import { addDrillCommand } from './safeguard-drill.ts';
import { addHeartbeatCommands } from './safeguard-heartbeat.ts';
import { addGateCommands, describeCheckProof, packWindows } from './safeguard-checks.ts';

interface Definition {
  name?: string;
  alert?: string;
  rules?: string;
  checks?: string;
  routing?: string;
  silences?: string;
  series?: string;
  healthySeries?: string;
  interval?: number;
  followUp?: string;
}

export function addSafeguardCommands(program: CliCommand): void {
  const safeguards = program
    .command('safeguards')
    .argument('<incident>', 'such as INC-12')
    .helpCommand(false)
    .description('List what should catch an incident the next time')
    .examples('debrief safeguards INC-12')
    .run(async (call, client, incident: string) => {
      const { items } = await client.safeguard.list({ incident });
      await call.list(
        items,
        [
          { name: 'id', of: ({ id }) => id },
          { name: 'state', of: ({ state }) => state },
          { name: 'name', of: ({ name }) => oneLine(name) },
          {
            name: 'alert',
            of: ({ alert, checks }) => (checks === null ? oneLine(alert) : 'data checks'),
          },
          { name: 'reason', of: ({ why }) => oneLine(why) },
        ],
        'No safeguards yet.',
      );
    });
  withDefinition(
    safeguards
      .command('add')
      .argument('<incident>', 'such as INC-12')
      .description('Add an alert or data checks as a safeguard'),
  )
    .examples(
      'debrief safeguards add INC-12 --name "Search finds new SKUs" --rules alerts.yml --routing alertmanager.yml',
    )
    .run(async (call, client, incident: string, options: Definition) => {
      const { name, ...rest } = await readDefinition(options);
      if (name === undefined || (options.rules === undefined && options.checks === undefined))
        throw new CliError(
          'invalid',
          'Name the safeguard (--name), and its rule file (--rules) or data checks (--checks).',
        );
      await showChange(call, await client.safeguard.add({ incident, name, ...rest }));
    });
  withDefinition(
    safeguards
      .command('change')
      .argument('<incident>', 'such as INC-12')
      .argument('<name>', 'its name, or the start of it')
      .description('Change a safeguard; its proof is removed'),
  )
    .examples('debrief safeguards change INC-12 "Search finds" --rules alerts.yml')
    .run(async (call, client, incident: string, name: string, options: Definition) => {
      const { id, version } = await findSafeguard(client, incident, name);
      const definition = await readDefinition(options);
      await showChange(call, await client.safeguard.change({ id, version, ...definition }));
    });
  safeguards
    .command('prove')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'its name, or the start of it')
    .description('Replay the incident and a healthy window; exit code 1 if it is not armed')
    .option('--incident-files <FILES...>', 'files that data checks have to halt on')
    .option('--healthy-files <FILES...>', 'files that data checks have to pass')
    .option('--healthy-at <TIME>', 'when the healthy files were current, for freshness')
    .examples('debrief safeguards prove INC-12 "Search finds"')
    .run(async (call, client, incident: string, name: string, options: ProofOptions) => {
      const { id, version, checks } = await findSafeguard(client, incident, name);
      const { safeguards: proven, ...change } =
        checks === null
          ? await client.safeguard.prove({ id, version })
          : await proveWithFiles(client, { id, version }, options);
      const [safeguard] = proven;
      if (!safeguard) return;
      await call.show({ safeguards: proven, ...change }, describeProof(safeguard));
      if (safeguard.state !== 'armed') throw new Exit(1);
    });
  safeguards
    .command('firings')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'its name, or the start of it')
    .description('List when it fired since it was armed')
    .examples('debrief safeguards firings INC-12 "Search finds"')
    .run(async (call, client, incident: string, name: string) => {
      const { id } = await findSafeguard(client, incident, name);
      const { armedAt, count, isMore, items } = await client.safeguard.firings({ id });
      await call.list(
        items,
        [
          { name: 'at', of: ({ at }) => at },
          { name: 'incident', of: ({ incidentRef }) => incidentRef },
          { name: 'what', of: ({ text }) => oneLine(text) },
          { name: 'id', of: (one) => one.id },
        ],
        armedAt === null
          ? 'It is not armed.'
          : `It has not fired since it was armed, ${armedAt}. That proves nothing by itself.`,
      );
      if (count > items.length)
        await call.note(
          `${isMore ? 'At least ' : ''}${count}, the newest ${items.length} are shown.`,
        );
    });
  addGateCommands(safeguards, findSafeguard);
  addDrillCommand(safeguards, findSafeguard);
  addHeartbeatCommands(safeguards, findSafeguard);
  safeguards
    .command('remove')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'its name, or the start of it')
    .description('Remove a safeguard')
    .examples('debrief safeguards remove INC-12 "Search finds"')
    .run(async (call, client, incident: string, name: string) => {
      const { id, version } = await findSafeguard(client, incident, name);
      await showChange(call, await client.safeguard.remove({ id, version }));
    });
  safeguards
    .command('undo')
    .argument('<change>', 'number printed by the change')
    .description('Undo your change to a safeguard')
    .examples('debrief safeguards undo 42')
    .run(async (call, client, activityId: string) =>
      showChange(call, await client.safeguard.undo({ activityId })),
    );
}

interface ProofOptions {
  incidentFiles?: string[];
  healthyFiles?: string[];
  healthyAt?: string;
}

async function proveWithFiles(
  client: Client,
  safeguard: { id: string; version: number },
  { incidentFiles = [], healthyFiles = [], healthyAt }: ProofOptions,
): Promise<SafeguardChange> {
  if (incidentFiles.length === 0 || healthyFiles.length === 0)
    throw new CliError(
      'invalid',
      'Data checks are proven with --incident-files and --healthy-files.',
    );
  return client.safeguard.proveChecks(
    { ...safeguard, ...(healthyAt !== undefined && { healthyAt }) },
    { file: packWindows({ incident: incidentFiles, healthy: healthyFiles }) },
  );
}

function withDefinition(command: CliCommand): CliCommand {
  return command
    .option('--name <TEXT>', 'name')
    .option('--rules <FILE>', 'rule file of Prometheus')
    .option('--checks <FILE>', 'data checks in YAML, instead of a rule file')
    .option('--alert <NAME>', 'the alert that has to fire (default: the first one)')
    .option('--routing <FILE>', 'Alertmanager configuration; only its routes are kept')
    .option('--silences <FILE>', 'silences as JSON, as Alertmanager answers them')
    .option('--series <FILE>', "the incident's series in promtool's notation, one on each line")
    .option('--healthy-series <FILE>', 'series of a healthy window')
    .option('--interval <SECONDS>', 'interval of groups without their own (default: 60)', Number)
    .option('--follow-up <ID>', 'the follow-up that it comes from');
}

async function readDefinition(options: Definition) {
  const { name, alert, interval, followUp } = options;
  const { series, healthySeries: healthy } = options;
  const [rules, checks, routing, silences, incidentSeries, healthySeries] = await Promise.all(
    [options.rules, options.checks, options.routing, options.silences, series, healthy].map(
      readText,
    ),
  );
  return {
    ...(name !== undefined && { name }),
    ...(alert !== undefined && { alert }),
    ...(rules !== undefined && { rules }),
    ...(checks !== undefined && { checks }),
    ...(routing !== undefined && { routing }),
    ...(silences !== undefined && { silences }),
    ...(incidentSeries !== undefined && { incidentSeries }),
    ...(healthySeries !== undefined && { healthySeries }),
    ...(interval !== undefined && { intervalMs: interval * 1_000 }),
    ...(followUp !== undefined && { followUpId: followUp }),
  };
}

async function readText(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  return readFile(file, 'utf8').catch(() => {
    throw new CliError('bad-file', `Can't read ${file}.`);
  });
}

async function findSafeguard(client: Client, incident: string, name: string): Promise<Safeguard> {
  const { items } = await client.safeguard.list({ incident });
  const wanted = name.toLowerCase();
  const found = items.filter((one) => one.id === name || one.name.toLowerCase().startsWith(wanted));
  const [first] = found;
  if (!first || found.length > 1)
    throw new CliError(
      'not-found',
      found.length > 1
        ? `${found.length} safeguards start with "${name}". Use the ID.`
        : `No safeguard of ${incident} starts with "${name}".`,
    );
  return first;
}

async function showChange(call: Call, change: SafeguardChange): Promise<void> {
  const [safeguard] = change.safeguards;
  await call.show(
    change,
    safeguard ? `${oneLine(`${safeguard.name}: ${safeguard.why}`)}\n` : 'Removed.\n',
  );
  await call.note(`Undo: debrief safeguards undo ${change.activityId}`);
}

function describeProof({ name, state, why, proof }: Safeguard): string {
  const lines = [`${name}: ${state}. ${why}`];
  if (proof?.kind === 'checks') lines.push(...describeCheckProof(proof));
  else if (proof) {
    for (const [title, run] of [
      ['Incident', proof.incident],
      ['Healthy window', proof.healthy],
    ] as const)
      lines.push(
        `${title}: ${describeRun(run)}`,
        ...run.firings.map((one) => `  ${firingText(one, run)}`),
      );
    lines.push(...(proof.runbooks ?? []).map(describeRunbook));
  }
  return `${lines.map((line) => `${/^ */.exec(line)?.[0] ?? ''}${oneLine(line)}`).join('\n')}\n`;
}

function firingText(
  {
    labels,
    pendingMs,
    firingMs,
    receivers,
    mutedReceivers = [],
    mutedBy,
  }: SafeguardRun['firings'][number],
  { from }: SafeguardRun,
): string {
  const at = firingMs ?? pendingMs;
  const time =
    from === null ? `after ${durationText(at)}` : new Date(Date.parse(from) + at).toISOString();
  return [
    `${firingMs === null ? 'pending' : 'fires'} ${time}`,
    labels,
    ...(receivers.length > 0 ? [`→ ${receivers.join(', ')}`] : []),
    ...(mutedBy === '' ? mutedReceivers : [mutedBy]),
  ].join(' ');
}
