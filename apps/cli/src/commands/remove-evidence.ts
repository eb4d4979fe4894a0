import type { Client } from '@debrief/client';
import type { Removal, RemovalPreview } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import type { CliCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { findIds } from '../find-by-name.ts';
import { oneLine } from '../text.ts';
import type { World } from '../world.ts';

interface RemoveOptions {
  item?: string;
  person?: string;
  import?: string;
  reason: string;
  yes?: boolean;
}

export function addRemoveEvidence(evidence: CliCommand): void {
  evidence
    .command('remove')
    .argument('<incident>', 'such as INC-12')
    .description('Remove evidence for a legal reason')
    .option('--item <ID>', 'one item, from debrief record --json')
    .option('--person <NAME>', 'everything in the incident that this person wrote (name or ID)')
    .option('--import <ID>', 'everything that this import contained')
    .requiredOption('--reason <TEXT>', "kept and shown; don't repeat the removed text")
    .option('-y, --yes', "don't ask for confirmation")
    .examples(
      'debrief evidence remove INC-12 --person "Ada" --reason "Erasure request of 2 March"',
      'debrief evidence remove INC-12 --item 01890a5d-ac96-774b-bcce-b302099a8057 --reason "Privileged" --yes',
    )
    .run(async (call, client, incident: string, options: RemoveOptions) => {
      const scope = { incident, ...(await findScope(client, incident, options)) };
      const preview = await client.evidence.previewRemoval(scope);
      const { world } = call;
      await world.stderr.write(describeRemoval(preview));
      if (options.yes !== true) {
        if (!world.canAsk) throw new UsageError("Removal can't be undone. Add --yes to confirm.");
        await call.confirm('Remove permanently?', 'Nothing removed.');
      }
      const started = await client.evidence.remove({ ...scope, reason: options.reason });
      const done = await followRemoval(world, client, incident, started);
      await call.show(done, `${countText(done.items, 'item')} removed\n`);
      await call.note(
        'Not removed: the original tool, private stories, downloaded exports, database backups.',
      );
    });
}

async function findScope(client: Client, incident: string, options: RemoveOptions) {
  const { item, person, import: importId } = options;
  if ([item, person, importId].filter((one) => one !== undefined).length !== 1)
    throw new UsageError('Use one of --item, --person and --import.');
  if (person === undefined) return { item, import: importId };
  const people = (await client.people.list({ incident })).participants;
  const ids = findIds(
    person,
    people.map((one) => ({ id: one.personId, name: one.name })),
    'person',
  );
  return { person: ids };
}

function describeRemoval({ items, citations, citedBy, reports, alsoIn }: RemovalPreview): string {
  const lines = [`Removes ${countText(items, 'item')} permanently, with every copy and revision.`];
  if (citations > 0)
    lines.push(
      `Cited by ${countText(citations, 'item')}, which will show that the evidence was removed:`,
      ...citedBy.map((one) => `  ${one.incident} ${one.kind}: ${oneLine(one.title)}`),
    );
  if (reports.length > 0) lines.push(`Cited in the report of ${reports.join(', ')}.`);
  if (alsoIn.length > 0) lines.push(`Also removed from ${alsoIn.join(', ')}.`);
  return `${lines.join('\n')}\n`;
}

async function followRemoval(
  world: World,
  client: Client,
  incident: string,
  started: Removal,
): Promise<Removal> {
  let now = started;
  while (now.endedAt === null) {
    await world.sleep(400);
    const { items } = await client.evidence.removals({ incident });
    now = items.find((one) => one.id === started.id) ?? { ...now, endedAt: now.at };
  }
  return now;
}
