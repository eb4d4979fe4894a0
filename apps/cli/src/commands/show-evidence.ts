import type { EvidenceInFull, EvidenceRevision } from '@debrief/contract';
import { diffWords } from '@debrief/rules/text';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import { facts } from '../output.ts';
import { knownAtFlag, knownAtHelp, readKnownAt } from '../read-known-at.ts';
import { cleanControls, oneLine } from '../text.ts';

export function addShowEvidence(evidence: CliCommand): void {
  evidence
    .command('show')
    .argument('<incident>', 'such as INC-12')
    .argument('<evidence>', 'item ID from debrief record --json')
    .description('Show an item, its origin and its revisions')
    .option(knownAtFlag, knownAtHelp)
    .examples('debrief evidence show INC-12 01890a5d-ac96-774b-bcce-b302099a8057')
    .run(async (call, client, incident: string, id: string, options: { knownAt?: string }) => {
      const mask = await readKnownAt(client, incident, options.knownAt);
      const full = await client.evidence.get({ incident, id, ...mask });
      await call.show(full, describeItem(full));
    });
}

function describeItem({ evidence, revisions, key }: EvidenceInFull): string {
  const head = facts([
    ['item', evidence.itemId],
    ['source', `${evidence.streamName} (${evidence.sourceKind})`],
    ['key', oneLine(key)],
    ['author', oneLine(evidence.author?.name ?? 'none')],
    ['occurred', utcText(evidence.occurredAt, evidence.precision)],
    ...evidence.redactions.map(({ kind, by, at, reason }): [string, string] => [
      'redacted',
      oneLine(`${kind}, by ${by.name}, ${utcText(at)}: ${reason}`),
    ]),
  ]);
  const parts = revisions.map((revision, index) =>
    describeRevision(revision, revisions[index - 1]),
  );
  return [head, ...parts].join('\n');
}

function describeRevision(
  revision: EvidenceRevision,
  before: EvidenceRevision | undefined,
): string {
  const { import: from, place, text, contentHash } = revision;
  const file = [from.name ?? 'another import', ...(place === null ? [] : [place])].join(', ');
  const how = from.by?.type === 'inbound' ? 'received' : 'imported';
  const head = facts([
    ['revision', `${revision.revision} (${revision.change})`],
    ['from', oneLine(file)],
    [how, `${utcText(from.at)}${from.by ? ` by ${oneLine(from.by.name)}` : ''}`],
    ['import', from.id],
    ['hash', contentHash],
  ]);
  return `${head}${cleanControls(before && text !== '' ? markChanges(before.text, text) : text)}\n`;
}

const mostCompared = 20_000;

/** As `git diff --word-diff` writes it. */
function markChanges(before: string, after: string): string {
  return diffWords(before.slice(0, mostCompared), after.slice(0, mostCompared))
    .map(({ type, text }) =>
      type === 'added' ? `{+${text}+}` : type === 'removed' ? `[-${text}-]` : text,
    )
    .join('');
}
