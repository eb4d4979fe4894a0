import {
  FactorKind,
  LibraryKind,
  librarySorts,
  type ComparedIncident,
  type LibraryHit,
  type LibrarySort,
  type MarkedText,
} from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import { collectValues, wholeNumber } from '../options.ts';
import type { Column } from '../output.ts';

interface SearchOptions {
  kind?: string[];
  factorKind?: FactorKind;
  service?: string;
  team?: string;
  from?: string;
  until?: string;
  sort?: LibrarySort | `-${LibrarySort}`;
  limit: number;
}

export function addLibraryCommands(program: CliCommand): void {
  describeSearch(program.command('search'), 'debrief search');
  const library = program.command('library').description('Search all incidents, or compare them');
  describeSearch(library.command('search'), 'debrief library search');
  library
    .command('compare')
    .argument('<incidents...>', 'two to five, such as INC-3 INC-12')
    .description('Compare incidents side by side')
    .examples('debrief library compare INC-3 INC-12', 'debrief library compare INC-3 INC-12 --json')
    .run(async (call, client, incidents: string[]) => {
      const { items } = await client.library.compare({ incidents: incidents.join(',') });
      await call.list(items, comparedColumns, 'Nothing to compare.');
    });
  library
    .command('elsewhere')
    .argument('<factor>', 'factor ID')
    .description('Find similar factors in other incidents')
    .run(async (call, client, id: string) => {
      const { items } = await client.library.elsewhere({ id });
      await call.list(
        items,
        [
          { name: 'incident', of: (factor) => factor.incident.ref },
          { name: 'kind', of: (factor) => factor.kind },
          {
            name: 'both mention',
            of: (factor) => [...new Set([...factor.words, ...factor.beliefWords])].join(', '),
          },
          { name: 'statement', of: (factor) => factor.statement },
        ],
        'No similar factor in other incidents.',
      );
    });
}

function describeSearch(command: CliCommand, name: string): void {
  command
    .argument(
      '[words...]',
      'words, "phrases", pre*, -without, and from: in: kind: service: before: after:',
    )
    .description('Search all incidents, by relevance or time')
    .option(
      '--kind <KIND>',
      `only this type (repeatable): ${LibraryKind.options.join(', ')}`,
      collectValues,
    )
    .choice('--factor-kind <KIND>', 'only factors of this type', FactorKind.options)
    .option('--service <NAME>', 'only incidents with this service')
    .option('--team <NAME>', 'only incidents with this team')
    .option('--from <TIME>', 'only from this time, such as 2026-01-01T00:00:00Z')
    .option('--until <TIME>', 'before')
    .sortable(librarySorts)
    .option('--limit <COUNT>', 'maximum number of results', wholeNumber(1, 100), 20)
    .examples(
      `${name} alias --sort -time`,
      `${name} 'lag in:#orders from:ada after:2026-03'`,
      `${name} '"wrong index" kind:factor' --json`,
    )
    .run(async (call, client, words: string[], { kind, limit, ...filter }: SearchOptions) => {
      const page = await client.library.search({
        ...filter,
        limit,
        text: words.join(' ') || undefined,
        kind: kind?.join(','),
      });
      await call.list(page.items, hitColumns, 'No results. Try fewer words, or the start of one.');
      if (page.matching !== 'all') await call.note(matchingNotes[page.matching]);
      const sum = page.counts.reduce((all, one) => all + one.count, 0);
      if (page.next !== null)
        await call.note(
          `Showing the first ${limit} of ${numberText(sum)}${page.counts.some((one) => one.isMore) ? ' or more' : ''}. Add a word, or raise --limit.`,
        );
    });
}

const matchingNotes = {
  similar: 'Nothing has these words. Showing similar spellings.',
  some: 'Nothing has all of these words. Showing results with some of them.',
};

const read = (text: MarkedText) => text.map((part) => part.text).join('');

const hitColumns: readonly Column<LibraryHit>[] = [
  { name: 'at', of: (hit) => utcText(hit.at, hit.precision) },
  { name: 'kind', of: (hit) => hit.factorKind ?? hit.kind },
  { name: 'incident', of: (hit) => hit.incident.ref },
  {
    name: 'what',
    of: (hit) =>
      hit.kind === 'evidence' ? `${read(hit.title)}: ${read(hit.excerpt)}` : read(hit.title),
  },
];

const comparedColumns: readonly Column<ComparedIncident>[] = [
  { name: 'incident', of: (one) => one.incident.ref },
  { name: 'hours of activity', of: (one) => one.hoursWorkedOn },
  { name: 'evidence', of: (one) => one.evidenceCount },
  { name: 'first', of: (one) => utcText(one.firstEvidenceAt) },
  { name: 'last', of: (one) => utcText(one.lastEvidenceAt) },
  { name: 'factors', of: (one) => one.factors.length },
  { name: 'difficulties', of: (one) => one.difficulties.length },
  {
    name: 'follow-ups done',
    of: (one) => `${one.followUps.done} of ${one.followUps.all}`,
    align: 'right',
  },
  { name: 'people cited', of: (one) => one.peopleCited },
  { name: 'attendees', of: (one) => one.attendees ?? '-' },
  { name: 'readers', of: (one) => one.report?.readers ?? '-' },
  { name: 'used in', of: (one) => one.report?.usedIn.length ?? '-' },
  { name: 'title', of: (one) => one.incident.title },
];
