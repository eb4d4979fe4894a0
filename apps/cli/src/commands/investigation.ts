import { FindingType, type Finding } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import type { Column } from '../output.ts';
import { knownAtFlag, knownAtHelp, readKnownAt } from '../read-known-at.ts';

interface FindingOptions {
  type?: FindingType;
  knownAt?: string;
}

export function addInvestigationCommands(program: CliCommand): void {
  program
    .command('investigation')
    .oldName('inquiry')
    .argument('<incident>', 'such as INC-12')
    .description('List hypotheses, decisions, factors and other findings')
    .choice('--type <TYPE>', 'only this type', FindingType.options)
    .option(knownAtFlag, knownAtHelp)
    .examples(
      'debrief investigation INC-12 --type hypothesis',
      'debrief investigation INC-12 --json',
    )
    .run(async (call, client, incident: string, { type, knownAt }: FindingOptions) => {
      const mask = await readKnownAt(client, incident, knownAt);
      const { findings } = await client.investigation.list({ incident, ...mask });
      const shown = findings.filter((finding) => type === undefined || finding.type === type);
      await call.list(
        shown,
        columns,
        type === undefined ? `No findings in ${incident} yet.` : `No ${type} in ${incident} yet.`,
      );
    });
}

const columns: readonly Column<Finding>[] = [
  { name: 'at', of: (finding) => utcText(finding.at, finding.precision) },
  { name: 'type', of: (finding) => finding.type },
  { name: 'state', of: describeState },
  { name: 'evidence', of: countEvidence },
  { name: 'statement', of: (finding) => finding.statement },
];

function describeState(finding: Finding): string {
  if (finding.type === 'hypothesis')
    return finding.isRedHerring ? `${finding.status} (red herring)` : finding.status;
  if (finding.type === 'question') return finding.isAnswered ? 'answered' : 'open';
  if (finding.type === 'factor') return finding.kind;
  if (finding.type === 'impact') return finding.on;
  if (finding.type === 'observation') return finding.kind;
  if (finding.type === 'contradiction') return `${finding.accounts.length} accounts`;
  const role = finding.role === '' ? '-' : finding.role;
  return finding.isBeforeEvidence ? `${role} (before the first evidence)` : role;
}

/** A hypothesis also has the citations of its status updates. */
function countEvidence(finding: Finding): string {
  const steps =
    finding.type === 'hypothesis'
      ? finding.steps.reduce((sum, step) => sum + step.citations.length, 0)
      : 0;
  const sum = finding.citations.length + steps;
  return sum === 0 ? '-' : sum === 1 ? '1 citation' : `${sum} citations`;
}
