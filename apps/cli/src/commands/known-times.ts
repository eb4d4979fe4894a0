import type { Client } from '@debrief/client';
import type { Finding, TimelineEvent } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import type { Column } from '../output.ts';
import { readInstant } from '../read-instant.ts';

export function addKnownCommands(program: CliCommand): void {
  const known = program
    .command('known')
    .description('List and confirm when responders knew something');

  known
    .command('list')
    .argument('<incident>', 'such as INC-12')
    .description('List the proposed times that no one has confirmed')
    .examples('debrief known list INC-12')
    .run(async (call, client, incident: string) => {
      const claims = await listClaims(client, incident);
      await call.list(
        claims.filter(({ item }) => item.knownSince.basis === 'first-mention'),
        columns,
        `All times in ${incident} are confirmed, or have no proposal.`,
      );
    });

  known
    .command('confirm')
    .argument('<incident>', 'such as INC-12')
    .argument('<id...>', 'IDs of events and findings, from debrief known list')
    .description('Confirm when an event or a finding was known')
    .option('--at <TIME>', 'time (default: the proposed time)')
    .option('--clear', 'make it a proposal again')
    .examples(
      'debrief known confirm INC-12 01890a5d-ac96-774b-bcce-b302099a8057',
      'debrief known confirm INC-12 01890a5d-ac96-774b-bcce-b302099a8057 --at 2022-12-06T14:34:00Z',
    )
    .run(
      async (
        call,
        client,
        incident: string,
        ids: string[],
        { at, clear = false }: { at?: string; clear?: boolean },
      ) => {
        const given = at === undefined ? null : await readInstant(at, '--at');
        const claims = new Map(
          (await listClaims(client, incident)).map((claim) => [claim.item.id, claim]),
        );
        const wanted = [...new Set(ids)].map((id) => {
          const claim = claims.get(id);
          if (!claim) throw new CliError('not-found', `${incident} has no event or finding ${id}.`);
          return claim;
        });
        const changed: Claim[] = [];
        for (const claim of wanted)
          changed.push(
            await confirm(client, claim, clear ? null : (given ?? claim.item.knownSince.at)),
          );
        await call.list(changed, columns, '');
      },
    );
}

type Claim = { type: 'event'; item: TimelineEvent } | { type: 'finding'; item: Finding };

/** The events and findings of an incident, in order of the time from which they were known. */
async function listClaims(client: Client, incident: string): Promise<Claim[]> {
  const [{ events }, { findings }] = [
    await client.timeline.list({ incident }),
    await client.investigation.list({ incident }),
  ];
  return [
    ...events.map((item): Claim => ({ type: 'event', item })),
    ...findings.map((item): Claim => ({ type: 'finding', item })),
  ].toSorted((a, b) => Date.parse(a.item.knownSince.at) - Date.parse(b.item.knownSince.at));
}

async function confirm(client: Client, claim: Claim, knownAt: string | null): Promise<Claim> {
  const { id, version } = claim.item;
  if (claim.type === 'event') {
    const { events } = await client.timeline.change({ id, version, knownAt });
    const item = events.find((event) => event.id === id);
    return item ? { type: 'event', item } : claim;
  }
  const { type } = claim.item;
  const { findings } = await client.investigation.change({ type, id, version, knownAt });
  const item = findings.find((finding) => finding.id === id);
  return item ? { type: 'finding', item } : claim;
}

const columns: readonly Column<Claim>[] = [
  { name: 'id', of: ({ item }) => item.id },
  { name: 'at', of: ({ item }) => utcText(item.at, item.precision) },
  { name: 'known', of: ({ item }) => utcText(item.knownSince.at) },
  { name: 'basis', of: ({ item }) => item.knownSince.basis },
  { name: 'type', of: ({ item }) => item.type },
  {
    name: 'what',
    of: (claim) => (claim.type === 'event' ? claim.item.title : claim.item.statement),
  },
];
