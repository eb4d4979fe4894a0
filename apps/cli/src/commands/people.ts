import type { Participant } from '@debrief/contract';
import type { Command } from 'commander';
import { callOf } from '../call.ts';
import { json } from '../output.ts';
import { example } from '../options.ts';
import { count, oneLine, time } from '../text.ts';
import type { World } from '../world.ts';

export function addPeopleCommands(program: Command, world: World): void {
  program
    .command('people')
    .argument('<incident>', 'such as INC-12')
    .description('List the people behind the record')
    .addHelpText('after', example('debrief people INC-12'))
    .action(async (incident: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const people = await client.people.list({ incident });
        if (call.isJson) return world.stdout.write(json(people));
        await call.list(people.participants, columns, `Nobody is known in the record of ${incident}.`);
        for (const { names, reason } of people.proposals) await call.note(`Perhaps one person: ${oneLine(names.join(' and '))} (${oneLine(reason)})`);
      });
    });
}

const columns = [
  { name: 'person', of: (person: Participant) => `${person.name}${person.isBot ? ' (bot)' : ''}` },
  { name: 'wrote', of: (person: Participant) => (person.isObserver ? 'observed' : count(person.written)), align: 'right' as const },
  { name: 'reacted', of: (person: Participant) => count(person.reactions), align: 'right' as const },
  { name: 'first', of: (person: Participant) => time(person.firstAt) },
  { name: 'last', of: (person: Participant) => time(person.lastAt) },
  { name: 'known as', of: (person: Participant) => person.identities.map((identity) => `${identity.name} in ${identity.sourceName}`).join(', ') },
];
