import {
  StoryPart,
  type EvidenceSuggestion,
  type Story,
  type StoryClaim,
  type TakenPart,
} from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import { pages } from '../pages.ts';
import { oneLine } from '../text.ts';
import type { Column } from '../output.ts';

const gradeWords = {
  documented: 'documented',
  confirmed: 'confirmed',
  'from-memory': 'from memory',
  'no-evidence': 'no evidence',
};

export function addStoryShowCommands(story: CliCommand): void {
  story
    .command('show')
    .argument('<story>')
    .description('Show a story with the evidence for each sentence')
    .run(async (call, client, id: string) => {
      const shown = await client.story.get({ id });
      await call.show(shown, formatStory(shown));
    });
  story
    .command('evidence')
    .oldName('material')
    .argument('<incident>', 'such as INC-12')
    .description('List suggested evidence from an incident')
    .run(async (call, client, incident: string) => {
      const suggestedEvidence = await client.story.suggestedEvidence({ incident });
      const [guess] = suggestedEvidence.suggestions;
      if (suggestedEvidence.me.length === 0)
        await call.note(
          `Debrief doesn't know which person you are.${guess ? ` If you are ${oneLine(guess.name)}, run debrief story me ${guess.personId}` : ''}`,
        );
      await call.list(
        suggestedEvidence.items,
        evidenceColumns,
        `No evidence about you in ${incident}.`,
      );
      for (const fact of suggestedEvidence.checklist)
        if (fact.gap !== null) await call.note(`${fact.title}: ${fact.gap}`);
    });
  story
    .command('incidents')
    .argument('[words]', 'only incidents with these words in the title or summary')
    .description('List the incidents that you took part in')
    .run(async (call, client, text: string | undefined) => {
      const found = pages((place) => client.story.incidents({ ...place, text }));
      await call.list(
        found,
        takenPartColumns,
        'None yet. Set which person you are with debrief story me.',
      );
    });
  story
    .command('me')
    .argument('[person]', 'person ID')
    .description('Show or set which person you are (private)')
    .run(async (call, client, personId: string | undefined) => {
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
}

const takenPartColumns: readonly Column<TakenPart>[] = [
  { name: 'incident', of: (one) => one.ref },
  { name: 'stories', of: (one) => String(one.stories) },
  { name: 'because', of: (one) => one.by.join(', ') },
  { name: 'title', of: (one) => one.title },
];

const evidenceColumns: readonly Column<EvidenceSuggestion>[] = [
  { name: 'at', of: (one) => (one.at === null ? '-' : utcText(one.at, one.precision)) },
  { name: 'for', of: (one) => one.part },
  { name: 'what', of: (one) => one.about },
  { name: 'id', of: (one) => one.targetId },
  { name: 'words', of: (one) => one.words },
];

export function formatStory(story: Story): string {
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
          ...claims.map((claim) => formatClaim(claim)),
        ];
  });
  return `${[...head, ...parts].join('\n')}\n`;
}

function formatClaim(claim: StoryClaim): string {
  return `  ${oneLine(claim.text)} [${gradeWords[claim.grade]}]`;
}
