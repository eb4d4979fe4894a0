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
import { keepOldName } from '../old-name.ts';
import { example, oneOf } from '../options.ts';
import { pages } from '../pages.ts';
import { Misuse, Refusal } from '../refusal.ts';
import { harmless, oneLine } from '../text.ts';
import type { World } from '../world.ts';
import { addStoryRemovalCommands } from './story-removal.ts';
import { writeWhole } from '../write-whole.ts';

const gradeWords = { E3: 'documented', E2: 'confirmed', E1: 'from memory', E0: 'no evidence' };

export function addStoryCommands(program: Command, world: World): void {
  const story = program
    .command('story')
    .description('Write, check and rehearse your stories')
    .helpCommand(false)
    .option('--text <WORDS>', 'only stories with these words')
    .option('--removed', 'only removed stories')
    .addHelpText(
      'after',
      example(
        'debrief story --text alias',
        'debrief story evidence INC-12',
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
          ? 'No removed stories.'
          : 'No stories yet. Start one: debrief story new TITLE --incident INC-12';
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
    .description('Create a story')
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
    .option('--evidence <INCIDENT:ID>', 'evidence to cite, such as INC-12:0195…')
    .option('--recollection', 'mark it as from memory')
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
            `Unknown part "${part}". Choose one of ${StoryPart.options.join(', ')}.`,
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
    .argument('<file>', 'text file in any order, language or encoding')
    .description('Create a story from each answer in a file')
    .option('--incident <INCIDENT>', 'such as INC-12')
    .option('--recollection', 'mark the sentences as from memory')
    .addHelpText('after', example('debrief story paste my-answers.md'))
    .action(
      async (
        file: string,
        { incident, recollection }: { incident?: string; recollection?: boolean },
        command: Command,
      ) => {
        const call = callOf(world, command);
        const bytes = await readFile(file).catch(() => {
          throw new Refusal('bad-file', `Can't read ${file}. Name a text file with your story.`);
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
              `The text used another encoding (${pasted.encoding ?? 'an unknown one'}) and was converted. The original is kept.`,
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
    .description('Show a story with the evidence for each sentence')
    .action(async (id: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const shown = await client.story.get({ id });
        await call.show(shown, linesOf(shown));
      });
    });
  keepOldName(story.command('evidence'), 'material', world)
    .argument('<incident>', 'such as INC-12')
    .description('List suggested evidence from an incident')
    .action(async (incident: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const material = await client.story.material({ incident });
        const [guess] = material.suggestions;
        if (material.me.length === 0)
          await call.note(
            `Debrief doesn't know which person you are.${guess ? ` If you are ${oneLine(guess.name)}, run debrief story me ${guess.personId}` : ''}`,
          );
        await call.list(material.items, materialColumns, `No evidence about you in ${incident}.`);
        for (const fact of material.checklist)
          if (fact.gap !== null) await call.note(`${fact.title}: ${fact.gap}`);
      });
    });
  story
    .command('incidents')
    .argument('[words]', 'only incidents with these words in the title or summary')
    .description('List the incidents that you took part in')
    .action(async (text: string | undefined, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const found = pages((place) =>
          client.story.incidents({ ...place, ...(text !== undefined && { text }) }),
        );
        await call.list(
          found,
          takenPartColumns,
          'None yet. Set which person you are with debrief story me.',
        );
      });
    });
  story
    .command('me')
    .argument('[person]', 'person ID')
    .description('Show or set which person you are (private)')
    .action(async (personId: string | undefined, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const { persons, suggestions } =
          personId === undefined
            ? await client.story.me(undefined)
            : await client.story.setMe({ personId });
        const all = [
          ...persons.map((one) => ({ ...one, is: 'you' })),
          ...suggestions.map((one) => ({ ...one, is: 'might be you' })),
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
          'No one has your name or email address. Name the person: debrief people INC-12 lists them.',
        );
      });
    });
  keepOldName(story.command('suggestions'), 'checks', world)
    .argument('<story>')
    .description('List suggestions for a story')
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
            of: (one: (typeof checks.findings)[number]) => (one.isMeant ? 'kept as is' : '-'),
          },
        ];
        await call.list(checks.findings, columns, 'No suggestions.');
      });
    });
  keepOldName(story.command('preview'), 'tell', world)
    .argument('<story>')
    .argument('<form>', StoryForm.options.join(', '))
    .description('Preview a story in one format')
    .addHelpText('after', example('debrief story preview 0195… spoken-90'))
    .action(async (id: string, form: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      const known = StoryForm.safeParse(form);
      if (!known.success)
        throw new Misuse(
          `Unknown format "${form}". Choose one of ${StoryForm.options.join(', ')}.`,
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
    .description('Export a story, internal or shareable')
    .addOption(oneOf('--format <FORMAT>', 'file format (default: markdown)', ['markdown', 'html']))
    .addOption(
      oneOf('--for <READERS>', 'internal or outside (default: internal)', ['internal', 'outside']),
    )
    .addOption(oneOf('--form <FORM>', 'story format', StoryForm.options))
    .option('-o, --output <FILE>', 'output file (default: standard output)')
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
    .description('List rehearsals that are due for review')
    .action(async (_: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const due = pages((place) => client.story.rehearsals({ ...place, due: 'true' }));
        await call.list(due, rehearsalColumns, 'Nothing is due today.');
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
      `${one.grades.E3} documented, ${one.grades.E2} confirmed, ${one.grades.E1} from memory, ${one.grades.E0} no evidence`,
  },
  { name: 'title', of: (one: StorySummary) => one.title },
];

function stateOf(one: StorySummary): string {
  if (one.removal !== null) return `removed ${utcText(one.removal.at, 'minute')}`;
  if (!one.isMine) return `by ${one.ownerName}`;
  return one.isDraft ? 'draft' : 'yours';
}

const takenPartColumns = [
  { name: 'incident', of: (one: TakenPart) => one.ref },
  { name: 'stories', of: (one: TakenPart) => String(one.stories) },
  { name: 'because', of: (one: TakenPart) => one.by.join(', ') },
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
      `"${text}" isn't an item. Give the incident and the item's ID, such as INC-12:0195….`,
    );
  return { incident, target: 'evidence' as const, targetId };
}
