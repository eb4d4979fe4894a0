import {
  StoryForm,
  StoryPart,
  type MaterialItem,
  type PasteQuestion,
  type Rehearsal,
  type Story,
  type StoryClaim,
  type StorySummary,
  type TakenPart,
} from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { callOf } from '../call.ts';
import { example, oneOf } from '../options.ts';
import { pages } from '../pages.ts';
import { Misuse, Refusal } from '../refusal.ts';
import { harmless, oneLine } from '../text.ts';
import type { World } from '../world.ts';
import { addStoryRemovalCommands } from './story-removal.ts';
import { writeWhole } from '../write-whole.ts';

const gradeWords = { E3: 'artefact', E2: 'peer-confirmed', E1: 'recollection', E0: 'unsupported' };

export function addStoryCommands(program: Command, world: World): void {
  const story = program
    .command('story')
    .description(
      'Write, check and rehearse the stories of your own part in incidents; with an API key of your own account',
    )
    .helpCommand(false)
    .option('--text <WORDS>', 'only those that hold these words')
    .option('--removed', 'those that you removed')
    .addHelpText(
      'after',
      example(
        'debrief story --text alias',
        'debrief story material INC-12',
        'debrief story paste answers.txt',
      ),
    )
    .action(async ({ text, removed }: { text?: string; removed?: boolean }, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const found = pages((place) =>
          client.story.list({
            ...place,
            ...(text !== undefined && { text }),
            ...(removed && { removed: 'true' as const }),
          }),
        );
        const none = removed
          ? 'You have removed no story.'
          : 'You have no story yet. “debrief story new TITLE --incident INC-12” begins one.';
        await call.list(found, storyColumns, none);
      });
    });
  addWriting(story, world);
  addReading(story, world);
  addStoryRemovalCommands(story, world);
}

function addWriting(story: Command, world: World): void {
  story
    .command('new')
    .argument('<title>')
    .description('Begin a story, from an incident or from nothing')
    .option('--incident <INCIDENT>', 'such as INC-12')
    .addHelpText(
      'after',
      example('debrief story new "The alias that lacked three days" --incident INC-12'),
    )
    .action(async (title: string, { incident }: { incident?: string }, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const change = await client.story.add({
          title,
          ...(incident !== undefined && { incident }),
        });
        await call.show(change.story, linesOf(change.story));
      });
    });
  story
    .command('add')
    .argument('<story>')
    .argument('<part>', StoryPart.options.join(', '))
    .argument('<sentence>')
    .description('Add a sentence to a story')
    .option('--evidence <INCIDENT:ID>', 'the item that shows it, such as INC-12:0195…')
    .option('--recollection', 'say that you recall it')
    .addHelpText(
      'after',
      example(
        'debrief story add 0195… action "I ruled out the broker by its lag" --evidence INC-12:0195…',
      ),
    )
    .action(
      async (
        id: string,
        part: string,
        text: string,
        options: { evidence?: string; recollection?: boolean },
        command: Command,
      ) => {
        const call = callOf(world, command);
        const known = StoryPart.safeParse(part);
        if (!known.success)
          throw new Misuse(
            `“${part}” is no part of a story. Give one of ${StoryPart.options.join(', ')}.`,
          );
        const citations = options.evidence === undefined ? [] : [citationOf(options.evidence)];
        await call.withClient(async (client) => {
          const change = await client.story.addClaim({
            id,
            part: known.data,
            text,
            citations,
            ...(options.recollection && { isRecollection: true }),
          });
          await call.show(change.story, linesOf(change.story));
        });
      },
    );
  story
    .command('paste')
    .argument('<file>', 'a text in any order, language or encoding')
    .description('Make a story of each answer that a file holds')
    .option('--incident <INCIDENT>', 'such as INC-12')
    .option('--recollection', 'say that you recall what it says')
    .addHelpText('after', example('debrief story paste my-answers.md'))
    .action(
      async (
        file: string,
        { incident, recollection }: { incident?: string; recollection?: boolean },
        command: Command,
      ) => {
        const call = callOf(world, command);
        const bytes = await readFile(file).catch(() => {
          throw new Refusal(
            'bad-file',
            `${file} cannot be read. Give a text file with your story.`,
          );
        });
        await call.withClient(async (client) => {
          const pasted = await client.story.paste({
            bytes: bytes.toString('base64'),
            title: basename(file),
            ...(incident !== undefined && { incident }),
            ...(recollection && { isRecollection: true }),
          });
          if (pasted.isMended)
            await call.note(
              `The text came in another encoding (${pasted.encoding ?? 'an unknown one'}) and was made readable. The original is kept.`,
            );
          await call.show(
            pasted,
            pasted.stories
              .map(({ story, questions }) => `${linesOf(story)}${asksOf(story, questions)}`)
              .join('\n'),
          );
        });
      },
    );
}

function addReading(story: Command, world: World): void {
  story
    .command('show')
    .argument('<story>')
    .description('Print a story with what stands behind each sentence')
    .action(async (id: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const shown = await client.story.get({ id });
        await call.show(shown, linesOf(shown));
      });
    });
  story
    .command('material')
    .argument('<incident>', 'such as INC-12')
    .description(
      'Print what the record of an incident shows of you, with the part of a story that it could serve',
    )
    .action(async (incident: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const material = await client.story.material({ incident });
        const [guess] = material.suggestions;
        if (material.me.length === 0)
          await call.note(
            `Debrief does not know who of the record you are.${guess ? ` Perhaps ${oneLine(guess.name)}: debrief story me ${guess.personId}` : ''}`,
          );
        await call.list(
          material.items,
          materialColumns,
          `The record of ${incident} shows nothing of you.`,
        );
        for (const fact of material.checklist)
          if (fact.gap !== null) await call.note(`${fact.title}: ${fact.gap}`);
      });
    });
  story
    .command('incidents')
    .argument('[words]', 'only those whose title or summary holds them')
    .description('List the incidents in which you took part, the newest first, each with by what')
    .action(async (text: string | undefined, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const found = pages((place) =>
          client.story.incidents({ ...place, ...(text !== undefined && { text }) }),
        );
        await call.list(
          found,
          takenPartColumns,
          'None yet. “debrief story me” says who of the record you are.',
        );
      });
    });
  story
    .command('me')
    .argument('[person]', 'the id of a person of the record')
    .description('Print, or say, who of the record you are; nobody else sees it')
    .action(async (personId: string | undefined, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const { persons, suggestions } =
          personId === undefined
            ? await client.story.me(undefined)
            : await client.story.setMe({ personId });
        const all = [
          ...persons.map((one) => ({ ...one, is: 'you' })),
          ...suggestions.map((one) => ({ ...one, is: 'perhaps you' })),
        ];
        const columns = [
          { name: 'person', of: (one: (typeof all)[number]) => one.personId },
          { name: 'is', of: (one: (typeof all)[number]) => one.is },
          { name: 'name', of: (one: (typeof all)[number]) => one.name },
          { name: 'why', of: (one: (typeof all)[number]) => one.reason },
        ];
        await call.list(
          all,
          columns,
          'Nobody of the record bears your name or address. Name the person: debrief people INC-12 lists them.',
        );
      });
    });
  story
    .command('checks')
    .argument('<story>')
    .description('Print what the checks ask about a story: questions, never marks')
    .action(async (id: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const checks = await client.story.checks({ id });
        const columns = [
          { name: 'asks', of: (one: (typeof checks.findings)[number]) => one.title },
          {
            name: 'about',
            of: (one: (typeof checks.findings)[number]) =>
              one.quoted === '' ? 'the story' : `“${one.quoted}”`,
          },
          { name: 'question', of: (one: (typeof checks.findings)[number]) => one.question },
          {
            name: 'answer',
            of: (one: (typeof checks.findings)[number]) => (one.isMeant ? 'meant so' : '-'),
          },
        ];
        await call.list(checks.findings, columns, 'The checks ask nothing about it.');
      });
    });
  story
    .command('tell')
    .argument('<story>')
    .argument('<form>', StoryForm.options.join(', '))
    .description('Print a story in one form, within its budget')
    .addHelpText('after', example('debrief story tell 0195… spoken-90'))
    .action(async (id: string, form: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      const known = StoryForm.safeParse(form);
      if (!known.success)
        throw new Misuse(
          `There is no form “${form}”. Give one of ${StoryForm.options.join(', ')}.`,
        );
      await call.withClient(async (client) => {
        const told = await client.story.form({ id, form: known.data });
        await call.show(told, `${harmless(told.text)}\n`);
        await call.note(
          `${told.words} of ${told.budget.words} words, about ${told.seconds.usual} s; ${told.leftOut.length} sentences left out.`,
        );
      });
    });
  story
    .command('export')
    .argument('<story>')
    .description('Print a story as a file, for inside or fit for outside')
    .addOption(oneOf('--format <FORMAT>', 'as what (default: markdown)', ['markdown', 'html']))
    .addOption(oneOf('--for <READERS>', 'for whom (default: internal)', ['internal', 'outside']))
    .addOption(oneOf('--form <FORM>', 'told how', StoryForm.options))
    .option('-o, --output <FILE>', 'into this file (default: standard output)')
    .action(
      async (
        id: string,
        options: {
          format?: 'markdown' | 'html';
          for?: 'internal' | 'outside';
          form?: StoryForm;
          output?: string;
        },
        command: Command,
      ) => {
        const call = callOf(world, command);
        await call.withClient(async (client) => {
          const { format = 'markdown', for: readers = 'internal', form } = options;
          const response = await client.story.export({
            id,
            format,
            for: readers,
            ...(form && { form }),
          });
          const body = response.body ?? new Blob([]).stream();
          if (options.output === undefined)
            for await (const chunk of body) await world.stdout.write(chunk);
          else await writeWhole(options.output, body);
        });
      },
    );
  story
    .command('due')
    .description('List the rehearsals whose day has come')
    .action(async (_: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const due = pages((place) => client.story.rehearsals({ ...place, due: 'true' }));
        await call.list(due, rehearsalColumns, 'Nothing is to be rehearsed today.');
      });
    });
}

const storyColumns = [
  { name: 'id', of: (one: StorySummary) => one.id },
  { name: 'incident', of: (one: StorySummary) => one.incident?.ref ?? '-' },
  { name: 'state', of: (one: StorySummary) => stateOf(one) },
  {
    name: 'sentences',
    of: (one: StorySummary) =>
      `${one.grades.E3} artefact, ${one.grades.E2} peer, ${one.grades.E1} recalled, ${one.grades.E0} unsupported`,
  },
  { name: 'title', of: (one: StorySummary) => one.title },
];

function stateOf(one: StorySummary): string {
  if (one.removal !== null) return `removed ${utcText(one.removal.at, 'minute')}`;
  if (!one.isMine) return `of ${one.ownerName}`;
  return one.isDraft ? 'draft' : 'yours';
}

const takenPartColumns = [
  { name: 'incident', of: (one: TakenPart) => one.ref },
  { name: 'stories', of: (one: TakenPart) => String(one.stories) },
  { name: 'by what', of: (one: TakenPart) => one.by.join(', ') },
  { name: 'title', of: (one: TakenPart) => one.title },
];

const materialColumns = [
  {
    name: 'at',
    of: (one: MaterialItem) => (one.at === null ? '-' : utcText(one.at, one.precision)),
  },
  { name: 'for', of: (one: MaterialItem) => one.part },
  { name: 'what', of: (one: MaterialItem) => one.about },
  { name: 'id', of: (one: MaterialItem) => one.targetId },
  { name: 'words', of: (one: MaterialItem) => one.words },
];

const rehearsalColumns = [
  { name: 'due', of: (one: Rehearsal) => one.againOn ?? '-' },
  { name: 'story', of: (one: Rehearsal) => one.storyId },
  { name: 'question', of: (one: Rehearsal) => (one.question === '' ? '-' : one.question) },
  { name: 'title', of: (one: Rehearsal) => one.storyTitle },
];

/** A story for people: its parts as headings, and after each sentence what stands behind it. */
function linesOf(story: Story): string {
  const head = [
    oneLine(story.title),
    `${story.id}${story.incident ? `, ${story.incident.ref}` : ''}`,
    ...(story.draftReason === null ? [] : [story.draftReason]),
  ];
  const parts = StoryPart.options.flatMap((part) => {
    const claims = story.claims.filter((claim) => claim.part === part);
    return claims.length === 0
      ? []
      : [
          '',
          `${part.charAt(0).toUpperCase()}${part.slice(1)}`,
          ...claims.map((claim) => lineOf(claim)),
        ];
  });
  return `${[...head, ...parts].join('\n')}\n`;
}

/** What is asked about a pasted story, each with the sentences that it is about. */
function asksOf(story: Story, questions: readonly PasteQuestion[]): string {
  const sentence = (id: string) => story.claims.find((claim) => claim.id === id)?.text ?? '';
  return questions
    .map(
      ({ question, claimIds }) =>
        `? ${[oneLine(question), ...claimIds.map((id) => `“${oneLine(sentence(id))}”`)].join('\n    ')}\n`,
    )
    .join('');
}

function lineOf(claim: StoryClaim): string {
  return `  ${oneLine(claim.text)} [${gradeWords[claim.grade]}]`;
}

function citationOf(text: string) {
  const [, incident, targetId] = /^([^:\s]+):([0-9a-f-]{36})$/i.exec(text) ?? [];
  if (!incident || !targetId)
    throw new Misuse(
      `“${text}” names no item. Give the incident and the id of the item, such as INC-12:0195….`,
    );
  return { incident, target: 'evidence' as const, targetId };
}
