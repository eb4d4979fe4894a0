import { readFile } from 'node:fs/promises';
import type { Client } from '@debrief/client';
import type { Verification } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { addVerification, describeProblem } from '@debrief/rules/verification';
import type { CliCommand } from '../command.ts';
import { Exit, UsageError } from '../errors.ts';
import { oneLine } from '../text.ts';

export function addVerifyEvidence(evidence: CliCommand): void {
  evidence
    .command('verify')
    .argument('[incident]', 'such as INC-12 (default: all incidents)')
    .description('Verify that stored evidence was not altered')
    .option('--against <FILE>', 'also compare with an earlier result, saved with --json')
    .examples(
      'debrief evidence verify',
      'debrief evidence verify INC-12 --json > verified-2026-12.json',
      'debrief evidence verify INC-12 --against verified-2026-12.json',
    )
    .run(async (call, client, incident: string | undefined, options: { against?: string }) => {
      const before = options.against === undefined ? {} : await readSeals(options.against);
      const done = await verify(client, incident, (now) =>
        call.world.stderr.isTerminal
          ? call.note(
              `${countText(now.items, 'revision')} in ${countText(now.imports, 'import')} verified`,
            )
          : Promise.resolve(),
      );
      const changed = findChangedImports(before, done.seals);
      await call.show({ ...done, changed }, describeResult(done, changed));
      if (done.problems.length + changed.length > 0) throw new Exit(1);
    });
}

async function verify(
  client: Client,
  incident: string | undefined,
  show: (now: Verification) => Promise<void>,
): Promise<Verification> {
  let total: Verification | null = null;
  let cursor: string | undefined;
  for (;;) {
    total = addVerification(total, await client.evidence.verify({ incident, cursor }));
    if (total.next === null) return total;
    await show(total);
    cursor = total.next;
  }
}

type Seals = Verification['seals'];

async function readSeals(file: string): Promise<Seals> {
  const text = await readFile(file, 'utf8');
  const { Verification } = await import('../schemas.ts');
  try {
    return Verification.pick({ seals: true }).parse(JSON.parse(text)).seals;
  } catch {
    throw new UsageError(`${file} is not the result of debrief evidence verify --json.`);
  }
}

/** The imports of an earlier result with other hashes now. */
function findChangedImports(before: Seals, now: Seals): string[] {
  return Object.entries(before).flatMap(([id, seals]) =>
    seals.every((seal) => now[id]?.includes(seal)) ? [] : [id],
  );
}

function describeResult(done: Verification, changed: readonly string[]): string {
  const wrong = [
    ...done.problems.map(
      (one) => `${one.incident}  ${one.evidenceId ?? one.importId}  ${describeProblem(one)}`,
    ),
    ...changed.map((id) => `${id}  the hashes of this import differ from the earlier result`),
  ];
  const found = `${countText(done.items, 'revision')} in ${countText(done.imports, 'import')}`;
  const notes = [
    ...(done.redacted.length > 0
      ? [`Redacted or removed: ${numberText(done.redacted.length)}`]
      : []),
    ...(done.removed > 0
      ? [`Removed by an undo or the retention: ${numberText(done.removed)}`]
      : []),
    ...(done.found > 0
      ? [
          `Verified from a later time: ${countText(done.found, 'import')} of bundles or from an earlier version`,
        ]
      : []),
  ];
  const head =
    wrong.length === 0
      ? `Nothing was altered: ${found} verified.`
      : `${countText(wrong.length, 'problem')} in ${found}:`;
  return `${[head, ...wrong, ...notes].map(oneLine).join('\n')}\n`;
}
