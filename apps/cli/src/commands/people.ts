import type { Participant } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import { json, type Column } from '../output.ts';
import { CliError } from '../errors.ts';
import { oneLine } from '../text.ts';

export function addPeopleCommands(program: CliCommand): void {
  const people = program
    .command('people')
    .argument('<incident>', 'such as INC-12')
    .helpCommand(false)
    .description('List the people in an incident')
    .examples('debrief people INC-12')
    .run(async (call, client, incident: string) => {
      const people = await client.people.list({ incident });
      if (call.isJson) return call.world.stdout.write(json(people));
      await call.list(people.participants, columns, `No people in ${incident} yet.`);
      for (const { names, reason } of people.suggestions)
        await call.note(`Possible duplicate: ${oneLine(names.join(' and '))} (${oneLine(reason)})`);
    });
  people
    .command('roles')
    .argument('<incident>', 'such as INC-12')
    .argument('<person>', 'name or ID from debrief people')
    .argument('[roles...]', 'such as "incident commander" or scribe; omit to clear')
    .description("Set a person's incident roles")
    .examples('debrief people roles INC-12 "Ada Byron" "incident commander" scribe')
    .run(async (call, client, incident: string, name: string, roles: string[]) => {
      const person = personCalled(
        name,
        (await client.people.list({ incident })).participants,
        incident,
      );
      const said = await client.people.setRoles({
        incident,
        personId: person.personId,
        version: person.rolesVersion,
        roles,
      });
      await call.show(
        said,
        `${oneLine(said.name)}: ${said.roles.map(oneLine).join(', ') || 'no roles'}\n`,
      );
    });
}

function personCalled(name: string, people: readonly Participant[], incident: string): Participant {
  const found = people.filter(
    (one) => one.personId === name || one.name.toLowerCase() === name.trim().toLowerCase(),
  );
  const [person] = found;
  if (person && found.length === 1) return person;
  const ids = found.map((one) => one.personId).join(', ');
  throw new CliError(
    person ? 'invalid' : 'not-found',
    person
      ? `${found.length} people in ${incident} are named ${name}. Use one of these IDs: ${ids}.`
      : `No one in ${incident} is named ${name}. Run debrief people ${incident} to list them.`,
  );
}

const columns: readonly Column<Participant>[] = [
  { name: 'person', of: (person) => `${person.name}${person.isBot ? ' (bot)' : ''}` },
  { name: 'was', of: (person) => person.roles.join(', ') || '-' },
  {
    name: 'wrote',
    of: (person) => (person.isObserver ? 'observed' : numberText(person.written)),
    align: 'right',
  },
  { name: 'reacted', of: (person) => person.reactions },
  { name: 'first', of: (person) => utcText(person.firstAt) },
  { name: 'last', of: (person) => utcText(person.lastAt) },
  {
    name: 'also known as',
    of: (person) =>
      person.identities.map((identity) => `${identity.name} in ${identity.sourceName}`).join(', '),
  },
];
