import type { Participant, People } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { listProfileTexts } from '@debrief/rules/people';
import { utcText } from '@debrief/rules/time';
import type { Client } from '@debrief/client';
import type { Call } from '../call.ts';
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
      await call.list(people.participants, listColumns(people), `No people in ${incident} yet.`);
      for (const { names, reason } of people.suggestions)
        await call.note(`Possible duplicate: ${oneLine(names.join(' and '))} (${oneLine(reason)})`);
      for (const { name, reason, entries } of people.profileQuestions)
        await call.note(
          `Possibly in the directory: ${oneLine(name)} (${oneLine(reason)}): ${entries.map((one) => oneLine([one.name, one.title ?? ''].filter(Boolean).join(', '))).join(' or ')}. Answer with debrief people match.`,
        );
    });
  people
    .command('involvement')
    .argument('<incident>', 'such as INC-12')
    .description('Show who was on call, called in or absent')
    .examples('debrief people involvement INC-12')
    .run(async (call, client, incident: string) => {
      const found = await client.people.involvement({ incident });
      const { participants } = await client.people.list({ incident });
      const names = new Map(participants.map((one) => [one.personId, one.name]));
      await call.list(
        found.people.filter(({ counts }) => counts.some((count) => count > 0)),
        [
          { name: 'name', of: (one) => oneLine(names.get(one.personId) ?? one.personId) },
          { name: 'wrote', of: (one) => one.counts.reduce((sum, count) => sum + count, 0) },
          { name: 'mentions', of: (one) => one.mentions },
          { name: 'on call', of: (one) => presenceTexts[one.presence ?? 'unknown'] },
          { name: 'called in', of: ({ called }) => (called ? utcText(called.at) : '-') },
        ],
        `No one wrote in ${incident}.`,
      );
      if (call.isJson) return;
      for (const { name, mentions, first } of found.absent)
        await call.note(
          `Mentioned, but silent: ${oneLine(name)} (${mentions}, first ${utcText(first.at)})`,
        );
      for (const { name, people } of found.teams)
        if (people === 0) await call.note(`No one of the team ${oneLine(name)} wrote anything.`);
      for (const { name, schedules } of found.onCallQuestions)
        await call.note(
          `Possibly on call: ${oneLine(name)}, by ${schedules.map(oneLine).join(', ')}. Answer with debrief people on-call.`,
        );
      if (found.nights.known > 0)
        await call.note(
          `${found.nights.people} of ${countText(found.nights.known, 'person', 'people')} with a known time zone wrote from 22:00 to 08:00 there.`,
        );
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
  people
    .command('card')
    .argument('<incident>', 'such as INC-12')
    .argument('<person>', 'name or ID from debrief people')
    .description('Show who someone was, and how they came in')
    .option('--known-at <TIME>', 'as it was known then')
    .examples('debrief people card INC-12 "Ada Byron"')
    .run(showCard);
  people
    .command('on-call')
    .argument('<incident>', 'such as INC-12')
    .argument('<person>', 'name or ID from debrief people')
    .description('Say that someone is the person in a schedule')
    .option('--different', 'they are different people')
    .examples('debrief people on-call INC-12 "Ada Byron"')
    .run(matchOnCall);
  people
    .command('match')
    .argument('<incident>', 'such as INC-12')
    .argument('<person>', 'name or ID from debrief people')
    .argument('[title]', 'title in the directory, if several people have this name')
    .description('Say who someone is in the directory')
    .option('--different', 'they are different people')
    .examples('debrief people match INC-12 "Ada Byron"')
    .run(matchPerson);
}

async function showCard(
  call: Call,
  client: Client,
  incident: string,
  name: string,
  { knownAt }: { knownAt?: string },
): Promise<void> {
  const { participants } = await client.people.list({ incident });
  const { personId } = personCalled(name, participants, incident);
  const card = await client.people.card({ incident, personId, knownAt });
  const { profile, own, shifts, called, joined } = card;
  const firstAt = card.items[0]?.at ?? null;
  await call.show(card, [
    ['Name', oneLine(card.name)],
    ...(card.roles.length > 0
      ? [['Roles', card.roles.map(oneLine).join(', ')] satisfies [string, string]]
      : []),
    ['Directory', profile ? listProfileTexts(profile, { ...card, firstAt }).join(', ') : '-'],
    ['On call', presenceTexts[card.presence ?? 'unknown']],
    ...shifts.map(({ schedule, role, from, until }): [string, string] => [
      'Shift',
      `${[schedule, role].filter(Boolean).map(oneLine).join(', ')}, ${utcText(from)} to ${utcText(until)}`,
    ]),
    ['Called in', called ? `${utcText(called.at)} by ${oneLine(called.by ?? 'someone')}` : '-'],
    ['Joined', joined ? utcText(joined.at) : '-'],
    ['Wrote', card.written === null ? '-' : countText(card.written, 'item')],
    ...(own
      ? [
          [
            'Your hours',
            `${own.hours}${own.nightHours === null ? '' : `, ${own.nightHours} at night`}`,
          ] satisfies [string, string],
        ]
      : []),
  ]);
  if (call.isJson) return;
  for (const { at, text, streamName } of card.items)
    await call.note(`${utcText(at)} ${oneLine(streamName)}: ${oneLine(text)}`);
}

async function matchOnCall(
  call: Call,
  client: Client,
  incident: string,
  name: string,
  { different = false }: { different?: boolean },
): Promise<void> {
  const { participants } = await client.people.list({ incident });
  const person = personCalled(name, participants, incident);
  const { onCallQuestions } = await client.people.involvement({ incident });
  const asked = onCallQuestions.filter((one) => one.personId === person.personId);
  if (asked.length === 0)
    throw new CliError('not-found', `No question about ${person.name} and the on-call schedules.`);
  const isSame = !different;
  for (const { personId, onCallPersonId } of asked)
    await client.people.matchOnCall({ incident, personId, onCallPersonId, isSame });
  const schedules = asked.flatMap((one) => one.schedules).map(oneLine);
  await call.show(
    { personId: person.personId, isSame },
    `${oneLine(person.name)} ${isSame ? 'is' : "isn't"} the person in ${schedules.join(', ')}.\n`,
  );
}

const presenceTexts = {
  'on-call': 'yes',
  'off-call': 'no',
  observer: 'observer',
  unknown: 'unknown',
} as const;

async function matchPerson(
  call: Call,
  client: Client,
  incident: string,
  name: string,
  title: string | undefined,
  { different = false }: { different?: boolean },
): Promise<void> {
  const people = await client.people.list({ incident });
  const person = personCalled(name, people.participants, incident);
  const asked = people.profileQuestions.find((one) => one.personId === person.personId);
  const matched = people.profiles.find((one) => one.personId === person.personId);
  const known = [
    ...(asked?.entries ?? []),
    ...(matched ? [{ id: matched.entryId, title: matched.title, name: matched.name }] : []),
  ].filter((one) => title === undefined || one.title?.toLowerCase() === title.toLowerCase());
  const [entry, another] = known;
  if (!entry)
    throw new CliError('not-found', `No one in the directory has the name of ${person.name}.`);
  if (another)
    throw new CliError(
      'invalid',
      `${known.length} people in the directory are named ${entry.name}. Add a title: ${known.map((one) => one.title ?? 'none').join(', ')}.`,
    );
  const isSame = !different;
  const { personId } = person;
  await client.people.matchProfile({ incident, personId, entryId: entry.id, isSame });
  await call.show(
    { personId, entryId: entry.id, isSame },
    `${oneLine(person.name)} ${isSame ? 'is' : "isn't"} ${oneLine([entry.name, entry.title ?? ''].filter(Boolean).join(', '))}.\n`,
  );
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

function listColumns({ profiles }: People): readonly Column<Participant>[] {
  const byPerson = new Map(profiles.map((one) => [one.personId, one]));
  if (byPerson.size === 0) return columns;
  const describe = (person: Participant) => {
    const profile = byPerson.get(person.personId);
    return profile ? listProfileTexts(profile, person).join(', ') : '-';
  };
  return [...columns, { name: 'directory', of: describe }];
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
