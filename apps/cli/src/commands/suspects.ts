import type { ChangeSuspect, Suspects } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { leftOutText, strengthText } from '@debrief/rules/suspects';
import { utcText } from '@debrief/rules/time';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { Column } from '../output.ts';
import { readInstant } from '../read-instant.ts';
import { oneLine } from '../text.ts';

interface Given {
  at?: string;
  text?: string;
  slow?: true;
  confirm?: string;
  dismiss?: string;
  reason?: string;
  component?: string;
  metric?: string;
}

export function addSuspectCommands(program: CliCommand): void {
  program
    .command('suspects')
    .argument('<incident>', 'such as INC-12')
    .description('Rank what to look at first, with reasons')
    .option('--at <TIME>', 'time of the symptom (default: the milestone or the first alert)')
    .option('--text <TEXT>', 'what was seen (default: the title of the incident)')
    .option('--slow', 'list changes of the last 30 days without regard to their time')
    .option('--confirm <EVIDENCE>', 'confirm a suspect; needs --reason')
    .option('--dismiss <EVIDENCE>', 'dismiss a suspect; needs --reason')
    .option('--reason <TEXT>', 'with --confirm or --dismiss: why')
    .option('--component <NAME>', 'of a measurement of several: which component')
    .option('--metric <NAME>', 'of a measurement of several: which metric')
    .examples(
      'debrief suspects INC-12',
      'debrief suspects INC-12 --at 2022-12-06T14:30:00Z --json',
      'debrief suspects INC-12 --dismiss ID --reason "Another region"',
    )
    .run(async (call, client, incident: string, given: Given) => {
      const evidenceId = given.confirm ?? given.dismiss;
      if (evidenceId !== undefined) {
        if (given.reason === undefined) throw new UsageError('Add --reason "…".');
        const verdict = given.confirm === undefined ? 'dismissed' : 'confirmed';
        const { reason, component, metric } = given;
        if ((component === undefined) !== (metric === undefined))
          throw new UsageError('Use --component and --metric together.');
        const series = component !== undefined && metric !== undefined && { component, metric };
        const made = await client.suspects.judge({
          incident,
          evidenceId,
          verdict,
          reason,
          ...(series && { series }),
        });
        return call.show(
          made,
          made.findings.map(({ statement }) => ['finding', statement]),
        );
      }
      const { at, text } = given;
      const suspects = await client.suspects.list({
        incident,
        ...(at !== undefined && { at: await readInstant(at, '--at') }),
        ...(text !== undefined && { text }),
      });
      return showSuspects(call, suspects, given.slow === true);
    });
}

async function showSuspects(call: Call, suspects: Suspects, isSlow: boolean): Promise<void> {
  if (call.isJson) return call.show(suspects, '');
  const { symptom, changes } = suspects;
  await call.note(
    `Symptom: ${symptom.text.split('\n', 1)[0] ?? ''}, ${utcText(symptom.at, symptom.precision)} (${symptom.origin})`,
  );
  if (!isSlow) await call.note(strengthText(changes));
  await call.list(
    isSlow ? changes.slow : changes.suspects,
    columns,
    'No changes before the symptom. Import a deploy log, or include its stream.',
  );
  if (isSlow) return;
  if (changes.afterCount > 0)
    await call.note(`${countText(changes.afterCount, 'change')} after the symptom left out.`);
  for (const suspect of suspects.components?.suspects.slice(0, 3) ?? [])
    await call.note(formatComponent(suspect));
  const leftOut = suspects.components && leftOutText(suspects.components);
  if (leftOut) await call.note(leftOut);
  for (const { statement, reason } of suspects.stages)
    await call.note(`Stage ${oneLine(reason)} (${oneLine(statement)})`);
}

type Component = NonNullable<Suspects['components']>['suspects'][number];

function formatComponent({ component, metric, factors, verdict, evidenceId }: Component): string {
  const reasons = factors.map(({ reason }) => oneLine(reason)).join('; ');
  const status = verdict ? ` [${verdict.status}]` : '';
  return `Component ${oneLine(component)}, ${oneLine(metric)}${status}: ${reasons} (${evidenceId})`;
}

const columns: readonly Column<ChangeSuspect>[] = [
  { name: 'at', of: ({ at, precision }) => utcText(at, precision) },
  { name: 'change', of: ({ title }) => title.slice(0, 60) },
  { name: 'verdict', of: ({ verdict }) => verdict?.status ?? '-' },
  { name: 'reasons', of: ({ factors }) => factors.map(({ reason }) => reason).join('; ') },
  { name: 'evidence', of: ({ evidenceId }) => evidenceId },
];
