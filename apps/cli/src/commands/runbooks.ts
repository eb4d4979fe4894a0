import { readFile } from 'node:fs/promises';
import type { Client } from '@debrief/client';
import type { Runbook, RunbookRun, RunChange, RunbookChange } from '@debrief/contract';
import { countDone, describeRollout, markText, toRunbookText } from '@debrief/rules/runbook';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import { findByName } from '../find-by-name.ts';
import { collectValues } from '../options.ts';
import { oneLine } from '../text.ts';

interface Written {
  text?: string;
  name?: string;
  service?: string[];
  alert?: string[];
}

interface FromTimeline extends Written {
  from?: string;
  event?: string[];
}

export function addRunbookCommands(program: CliCommand): void {
  const runbooks = program
    .command('runbooks')
    .helpCommand(false)
    .description('List runbooks, with when they were last used and verified')
    .examples('debrief runbooks')
    .run(async (call, client) => {
      const { items } = await client.runbook.list({});
      await call.list(
        items,
        [
          { name: 'name', of: ({ name }) => oneLine(name) },
          { name: 'steps', of: ({ steps }) => steps.length },
          { name: 'last used', of: describeUse },
          { name: 'verified', of: describeVerified },
          { name: 'id', of: ({ id }) => id },
        ],
        'No runbooks yet.',
      );
    });
  runbooks
    .command('show')
    .argument('<name>', 'its name or ID')
    .description('Print a runbook')
    .examples('debrief runbooks show "Stale search"')
    .run(async (call, client, name: string) => {
      const runbook = await findRunbook(client, name);
      await call.show(runbook, `${runbook.text}\n`);
    });
  withFields(
    runbooks
      .command('add')
      .argument('<name>', 'name')
      .description('Add a runbook from Markdown or from a timeline'),
  )
    .option('--from <INCIDENT>', 'the steps are events of its timeline')
    .option('--event <ID...>', 'only these events (default: repairs and decisions)')
    .examples(
      'debrief runbooks add "Stale search" --text runbook.md --alert SearchFreshness',
      'debrief runbooks add "Stale search" --from INC-2',
    )
    .run(async (call, client, name: string, options: FromTimeline) => {
      const { text, ...fields } = await readFields(options);
      const steps = text ?? (await readTimeline(client, options));
      await showChange(call, await client.runbook.add({ ...fields, name, text: steps }));
    });
  withFields(
    runbooks
      .command('change')
      .argument('<runbook>', 'its name or ID')
      .description('Change a runbook; runs keep the text that they ran'),
  )
    .option('--name <TEXT>', 'new name')
    .examples('debrief runbooks change "Stale search" --text runbook.md')
    .run(async (call, client, name: string, options: Written) => {
      const { id, version } = await findRunbook(client, name);
      const fields = await readFields(options);
      await showChange(call, await client.runbook.change({ id, version, ...fields }));
    });
  runbooks
    .command('verify')
    .argument('<name>', 'its name or ID')
    .description('Say that you have checked that it works')
    .examples('debrief runbooks verify "Stale search"')
    .run(async (call, client, name: string) => {
      const { id, version } = await findRunbook(client, name);
      const change = await client.runbook.change({ id, version, isVerified: true });
      await call.show(change, `Verified: ${oneLine(name)}\n`);
    });
  runbooks
    .command('remove')
    .argument('<name>', 'its name or ID')
    .description('Remove a runbook; its runs stay')
    .examples('debrief runbooks remove "Stale search"')
    .run(async (call, client, name: string) => {
      const { id, version } = await findRunbook(client, name);
      await showChange(call, await client.runbook.remove({ id, version }));
    });
  runbooks
    .command('undo')
    .argument('<change>', 'number printed by the change')
    .description('Undo your change of a runbook')
    .examples('debrief runbooks undo 42')
    .run(async (call, client, activityId: string) =>
      showChange(call, await client.runbook.undo({ activityId })),
    );
  addRunCommands(runbooks);
}

function addRunCommands(runbooks: CliCommand): void {
  runbooks
    .command('run')
    .argument('<incident>', 'such as INC-12')
    .argument('[name]', 'the runbook to start; without it, the runs are listed')
    .description('Start a runbook in an incident, or list its runs')
    .examples('debrief runbooks run INC-2 "Stale search"', 'debrief runbooks run INC-2')
    .run(async (call, client, incident: string, name?: string) => {
      if (name !== undefined) {
        const { id } = await findRunbook(client, name);
        return showRuns(call, await client.runbook.start({ incident, runbook: id }));
      }
      const runs = await client.runbook.runs({ incident });
      const lines = runs.items.map(describeRun);
      const hints = runs.suggested.map(({ name, why }) =>
        oneLine(`Suggested: ${name} (for ${why})`),
      );
      await call.show(runs, `${[...lines, ...hints].join('\n') || 'No runbooks yet.'}\n`);
    });
  runbooks
    .command('step')
    .argument('<incident>', 'such as INC-12')
    .argument('<run>', 'the name of the runbook')
    .argument('<number>', 'of the step', Number)
    .option('--not-done', 'mark it as not done')
    .option('--skip <REASON>', 'skip it')
    .option('--roll-back <REASON>', 'roll it back')
    .option('--flag <NAME=STATE>', 'its feature flag, such as new-index=10%')
    .option('--cite <EVIDENCE>', 'ID of evidence (repeatable)', collectValues)
    .description('Mark a step of a run as done by you now')
    .examples(
      'debrief runbooks step INC-2 "Stale search" 1',
      'debrief runbooks step INC-2 "Rollout" 4 --roll-back "Latency doubled"',
    )
    .run(
      async (call, client, incident: string, name: string, number: number, given: StepOptions) => {
        const { id, steps } = await findRun(client, incident, name);
        const step = steps[number - 1];
        if (!step) throw new CliError('not-found', `The run has ${steps.length} steps.`);
        const input = { id, step: step.id, ...readStepOptions(given) };
        await showRuns(call, await client.runbook.check(input));
      },
    );
  runbooks
    .command('rollout')
    .argument('<follow-up>', 'its ID')
    .option('--runbook <NAME>', 'follow this runbook')
    .option('--region <NAME>', 'a step for this region (repeatable)', collectValues)
    .option('--rollback-point <TEXT>', 'how to go back: a version, a command')
    .description('Start the rollout of a follow-up')
    .examples('debrief runbooks rollout 0195… --region eu --region us --rollback-point v41')
    .run(async (call, client, followUp: string, given: RolloutOptions) => {
      const { incidentRef: incident } = await client['follow-up'].get({ id: followUp });
      const { region: regions, rollbackPoint } = given;
      const runbook = given.runbook && (await findRunbook(client, given.runbook)).id;
      const input = { incident, followUp, runbook, regions, rollbackPoint };
      await showRuns(call, await client.runbook.start(input));
    });
  runbooks
    .command('record')
    .argument('<incident>', 'such as INC-12')
    .argument('<run>', 'the name of the runbook')
    .description('Add the finished steps of a run to the record')
    .examples('debrief runbooks record INC-2 "Stale search"')
    .run(async (call, client, incident: string, name: string) => {
      const recorded = await client.runbook.record({
        id: (await findRun(client, incident, name)).id,
      });
      await call.show(
        recorded,
        `${recorded.added} added to the record, ${recorded.known} already there.\n`,
      );
    });
}

interface RolloutOptions {
  runbook?: string;
  region?: string[];
  rollbackPoint?: string;
}

interface StepOptions {
  notDone?: boolean;
  skip?: string;
  rollBack?: string;
  flag?: string;
  cite?: string[];
}

function readStepOptions({ notDone = false, skip, rollBack, flag, cite }: StepOptions) {
  const [name = '', ...state] = (flag ?? '').split('=');
  return {
    isDone: !notDone,
    ...(skip !== undefined && { as: 'skipped' as const, reason: skip }),
    ...(rollBack !== undefined && { as: 'rolled-back' as const, reason: rollBack }),
    ...(flag !== undefined && { flag: { name, state: state.join('=') } }),
    ...(cite && { citations: cite.map((evidenceId) => ({ evidenceId })) }),
  };
}

function withFields(command: CliCommand): CliCommand {
  return command
    .option('--text <FILE>', 'Markdown; each line that starts with "- [ ]" is a step')
    .option('--service <NAME...>', 'services of the catalog')
    .option('--alert <NAME...>', 'names of alerts');
}

async function readFields({ text, name, service, alert }: Written) {
  return {
    ...(name !== undefined && { name }),
    ...(text !== undefined && { text: await readText(text) }),
    ...(service && { services: service }),
    ...(alert && { alerts: alert }),
  };
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new CliError('bad-file', `Can't read ${file}.`);
  });
}

async function readTimeline(client: Client, { from, event }: FromTimeline): Promise<string> {
  if (from === undefined)
    throw new CliError('invalid', 'Name the file (--text) or the incident (--from) of its steps.');
  const { events } = await client.timeline.list({ incident: from });
  const selected = events.filter(({ id, type }) =>
    event ? event.includes(id) : type === 'repair' || type === 'decision',
  );
  if (selected.length === 0)
    throw new CliError(
      'invalid',
      `${from} has no repairs or decisions, or not these events. Name some with --event.`,
    );
  return toRunbookText(selected.map(({ title }) => title));
}

async function findRunbook(client: Client, name: string): Promise<Runbook> {
  return findByName(name, (await client.runbook.list({})).items, 'runbook', 'here');
}

/** The newest one, if the runbook was run twice. */
async function findRun(client: Client, incident: string, name: string): Promise<RunbookRun> {
  const { items } = await client.runbook.runs({ incident });
  const same = items.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  return findByName(name, same.length > 1 ? same.slice(-1) : items, 'run');
}

async function showChange(call: Call, change: RunbookChange): Promise<void> {
  const { runbook, activityId } = change;
  await call.show(
    change,
    runbook ? oneLine(`${runbook.name}: ${runbook.steps.length} steps`) + '\n' : 'Removed.\n',
  );
  if (activityId !== null) await call.note(`Undo: debrief runbooks undo ${activityId}`);
}

async function showRuns(call: Call, change: RunChange): Promise<void> {
  await call.show(change, `${change.runs.map(describeRun).join('\n')}\n`);
}

function describeRun({ name, steps, followUpId, rollbackPoint }: RunbookRun): string {
  const lines = steps.map(({ text, done, flag }, index) => {
    const mark = done === null ? ' ' : done.as === undefined ? 'x' : '-';
    const said = (done?.as ?? done?.reason) ? `, ${markText(done)}` : '';
    const who = done ? ` (${done.by}, ${done.at}${said})` : '';
    return oneLine(
      `${index + 1}. [${mark}] ${text}${flag ? ` [${flag.name}=${flag.state}]` : ''}${who}`,
    );
  });
  const how =
    followUpId === null
      ? `${countDone(steps)} of ${steps.length} done`
      : describeRollout(steps).text;
  const back = rollbackPoint === null ? [] : [oneLine(`Rollback point: ${rollbackPoint}`)];
  return [oneLine(`${name}: ${how}`), ...back, ...lines].join('\n');
}

const describeUse = ({ lastUsed }: Runbook) =>
  lastUsed ? `${lastUsed.at.slice(0, 10)} ${lastUsed.incident}` : '-';

const describeVerified = ({ verified }: Runbook) =>
  verified ? `${verified.at.slice(0, 10)}${verified.isChanged ? ', changed since' : ''}` : '-';
