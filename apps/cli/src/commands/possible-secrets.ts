import type { PossibleSecret } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';

export function addPossibleSecrets(evidence: CliCommand): void {
  evidence
    .command('secrets')
    .argument('<incident>', 'such as INC-12')
    .argument('[ids...]', 'with --redact or --ignore: IDs from the list (default: all)')
    .description('List, redact or ignore possible secrets')
    .option('--redact', 'redact them permanently in all items that contain them')
    .option('--ignore', 'remove them from the list')
    .option('-y, --yes', "don't ask for confirmation")
    .examples(
      'debrief evidence secrets INC-12',
      'debrief evidence secrets INC-12 --redact',
      'debrief evidence secrets INC-12 01890a5d-ac96-774b-bcce-b302099a8057 --ignore',
    )
    .run(
      async (
        call,
        client,
        incident: string,
        given: string[],
        options: { redact?: boolean; ignore?: boolean; yes?: boolean },
      ) => {
        const { redact: isRedaction = false, ignore: isIgnored = false } = options;
        if (isRedaction && isIgnored) throw new UsageError('Use --redact or --ignore, not both.');
        const { items } = await client.evidence.possibleSecrets({ incident });
        if (!isRedaction && !isIgnored)
          return call.list(items, columns, `No possible secrets in ${incident}.`);
        const ids = given.length > 0 ? given : items.map((one) => one.id);
        if (ids.length === 0) return call.note(`No possible secrets in ${incident}.`);
        if (isRedaction && options.yes !== true) {
          if (!call.world.canAsk)
            throw new UsageError("Redaction can't be undone. Add --yes to confirm.");
          const what = countText(ids.length, 'possible secret');
          await call.confirm(`Redact ${what} permanently?`, 'Nothing redacted.');
        }
        const action = isRedaction ? 'redact' : 'ignore';
        const left = await client.evidence.resolveSecrets({ incident, ids, action });
        await call.show(left, `${countText(left.items.length, 'possible secret')} left\n`);
      },
    );
}

const columns: readonly Column<PossibleSecret>[] = [
  { name: 'id', of: (one) => one.id },
  { name: 'looks like', of: (one) => one.kind },
  { name: 'starts with', of: (one) => oneLine(`${one.hint}…`) },
  { name: 'in', of: (one) => one.part },
  { name: 'time', of: (one) => utcText(one.occurredAt, one.precision) },
  { name: 'stream', of: (one) => one.streamName },
  { name: 'author', of: (one) => one.authorName ?? '' },
];
