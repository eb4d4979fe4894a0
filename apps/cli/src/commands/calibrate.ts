import type { Client } from '@debrief/client';
import type {
  CalibrationChange,
  CalibrationDecision,
  CalibrationLink,
  CalibrationPerson,
} from '@debrief/contract';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import { findByName } from '../find-by-name.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';

export function addCalibrateCommands(program: CliCommand): void {
  const calibrate = program
    .command('calibrate')
    .argument('<incident>', 'such as INC-12')
    .helpCommand(false)
    .description('List who checks what the review says about them')
    .examples('debrief calibrate INC-12')
    .run(async (call, client, incident: string) => {
      const { people } = await client.calibration.get({ incident });
      await call.list(people, columns, 'The review says nothing about people yet.');
    });
  calibrate
    .command('send')
    .argument('<incident>', 'such as INC-12')
    .argument('[names...]', 'names or IDs; everyone who was not asked if there are none')
    .description('Ask people to check what it says about them')
    .examples('debrief calibrate send INC-12 "Ada Byron"')
    .run(async (call, client, incident: string, names: string[]) => {
      const people = await listPeople(client, incident);
      const selected =
        names.length === 0
          ? people.filter(({ request }) => request === null)
          : names.map((name) => findByName(name, people, 'person'));
      if (selected.length === 0) throw new CliError('not-found', 'Everyone was asked before.');
      const personIds = selected.map(({ personId }) => personId);
      await showLinks(call, await client.calibration.send({ incident, personIds }));
    });
  calibrate
    .command('link')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'name or ID from debrief calibrate')
    .description('Replace the link of someone without an account')
    .examples('debrief calibrate link INC-12 "Ada Byron"')
    .run(async (call, client, incident: string, name: string) => {
      const link = await client.calibration.newLink({
        id: await findRequest(client, incident, name),
      });
      await showLinks(call, { links: [link] });
    });
  calibrate
    .command('withdraw')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'name or ID from debrief calibrate')
    .description('Withdraw a request and its link')
    .examples('debrief calibrate withdraw INC-12 "Ada Byron"')
    .run(async (call, client, incident: string, name: string) => {
      await client.calibration.withdraw({ id: await findRequest(client, incident, name) });
      await call.show({}, 'Withdrawn.\n');
    });
  calibrate
    .command('changes')
    .argument('<incident>', 'such as INC-12')
    .description('List what people asked to change')
    .examples('debrief calibrate changes INC-12')
    .run(async (call, client, incident: string) => {
      const { changes } = await client.calibration.get({ incident });
      await call.list(changes, changeColumns, 'No changes.');
    });
  addDecision(calibrate, 'apply', 'applied', 'Apply a change');
  addDecision(calibrate, 'comment', 'commented', 'Add a change as a comment');
  addDecision(calibrate, 'decline', 'declined', 'Decline a change with a reason');
}

function addDecision(
  calibrate: CliCommand,
  word: string,
  decision: CalibrationDecision,
  description: string,
): void {
  const isDeclined = decision === 'declined';
  calibrate
    .command(word)
    .argument('<change>', 'ID from debrief calibrate changes')
    .argument(isDeclined ? '<reason>' : '[reason]', 'why')
    .description(description)
    .examples(`debrief calibrate ${word} 0195…${isDeclined ? ' "The log says 14:34"' : ''}`)
    .run(async (call, client, id: string, reason?: string) => {
      const change = await client.calibration.decide({
        id,
        decision,
        ...(reason !== undefined && { reason }),
      });
      await call.show(change, `${oneLine(change.after?.title ?? change.before.title)}\n`);
    });
}

type NamedPerson = CalibrationPerson & { id: string };

async function listPeople(client: Client, incident: string): Promise<NamedPerson[]> {
  const { people } = await client.calibration.get({ incident });
  return people.map((person) => ({ ...person, id: person.personId }));
}

async function findRequest(client: Client, incident: string, name: string): Promise<string> {
  const { request, name: found } = findByName(name, await listPeople(client, incident), 'person');
  if (!request) throw new CliError('not-found', `${oneLine(found)} was not asked.`);
  return request.id;
}

async function showLinks(call: Call, sent: { links: CalibrationLink[] }): Promise<void> {
  const lines = sent.links.map(({ name, path }) => `${oneLine(name)}  ${path}\n`);
  await call.show(
    sent,
    lines.length === 0 ? 'Sent.\n' : `Links, after the address of Debrief:\n${lines.join('')}`,
  );
}

const columns: readonly Column<CalibrationPerson>[] = [
  { name: 'name', of: (one) => oneLine(one.name) },
  { name: 'entries', of: (one) => one.entries },
  { name: 'answered', of: (one) => one.request?.answered ?? '-' },
  {
    name: 'state',
    of: ({ request }) =>
      request === null
        ? 'not asked'
        : request.finishedAt !== null
          ? 'finished'
          : request.openedAt !== null
            ? 'opened'
            : 'sent',
  },
  { name: 'account', of: (one) => (one.hasAccount ? 'yes' : 'no') },
];

const changeColumns: readonly Column<CalibrationChange>[] = [
  { name: 'id', of: (one) => one.id },
  { name: 'name', of: (one) => oneLine(one.name) },
  { name: 'answer', of: (one) => one.verdict },
  { name: 'state', of: (one) => one.decision?.decision ?? 'open' },
  { name: 'before', of: (one) => oneLine(one.before.title) },
  { name: 'after', of: (one) => oneLine(one.after?.title ?? (one.text || '-')) },
];
