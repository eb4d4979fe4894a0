import { numberText } from '../judge.ts';
import type { CheckResult } from '../result.ts';
import type { Repair } from './definition.ts';
import { brokenChecks, readPlan } from './execute.ts';
import { hashPlan, type PlanPartition, type RepairPlan } from './plan.ts';
import type { RepairState } from './monitor.ts';
import { stepNames, type Statement } from './plan-steps.ts';

const percent = (share: number) => `${Number((100 * share).toFixed(2))} %`;
const code = (text: string) => `\`${text}\``;
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

const tableName = ({ target }: Repair) =>
  `${target.schema}.${target.table} in ${target.database || target.connection}`;

function toRows(partitions: readonly PlanPartition[], hasMeasure: boolean): string[][] {
  return partitions.map((one) => [
    one.partition,
    ...[one.before, one.after, one.changed, one.added, one.removed].map(numberText),
    ...(hasMeasure ? [one.measureBefore, one.measureAfter].map(measureText) : []),
  ]);
}

const measureText = (value: number | null) =>
  value === null ? '' : numberText(Math.round(value * 100) / 100);

function impactLines({ total, impact }: RepairPlan, { measure }: Repair): string[] {
  const { measureBefore, measureAfter } = total;
  if (measureBefore === null || measureAfter === null || impact === null) return [];
  return [
    `- ${measure}: ${measureText(measureBefore)} before, ${measureText(measureAfter)} after. Partitions differ by ${measureText(impact)} in total`,
  ];
}

const heads = (hasMeasure: boolean, measure: string) => [
  'partition',
  'rows before',
  'rows after',
  'changed',
  'added',
  'removed',
  ...(hasMeasure ? [`${measure} before`, `${measure} after`] : []),
];

/** What the sample says, and what it does not. */
export function sampleText({ sample }: RepairPlan): string {
  const { rows, population, confidence, errorRate, seed } = sample;
  const drawn = `${numberText(rows)} of ${numberText(population)} rows, in proportion to the partitions, with the seed ${seed}`;
  return rows === population
    ? `${drawn}: all of them are verified.`
    : `${drawn}. If all of them are right, at most ${percent(errorRate)} of the rows are wrong, with ${percent(confidence)} confidence.`;
}

/** The plan as Markdown: partitions, impact, downstream, schedule, sample and statements. */
export function planMarkdown(plan: RepairPlan, mostCharacters = Infinity): string {
  const { repair } = readPlan(plan);
  const hasMeasure = repair.measure !== '';
  const statements = stepNames.flatMap((step) => [
    `### ${step}`,
    '',
    ...plan.steps[step].flatMap(statementLines),
  ]);
  const lines = [
    `# Repair plan: ${repair.name}`,
    '',
    `- Table: ${tableName(repair)}, ${repair.partition.column} from ${repair.partition.from} to before ${repair.partition.before}`,
    `- Owner: ${repair.owner}`,
    `- Keys: ${plan.keys.join(', ')}`,
    ...impactLines(plan, repair),
    `- Made: ${plan.madeAt}`,
    `- Hash: ${code(hashPlan(plan))}`,
    '',
    '## Partitions',
    '',
    ...table(heads(hasMeasure, repair.measure), [
      ...toRows([{ partition: 'all', ...plan.total }], hasMeasure),
      ...toRows(plan.partitions, hasMeasure),
    ]),
    '',
    '## Downstream',
    '',
    ...bullets(plan.downstream, 'Nothing is known.'),
    '',
    '## Schedule',
    '',
    plan.collision ?? 'A swap would not collide now.',
    '',
    ...bullets(plan.windows, 'No windows in the next day.'),
    '',
    '## Checks',
    '',
    ...bullets(
      repair.checks.map(({ name, type }) => `${name} (${type})`),
      'None.',
    ),
    '',
    '## Sample',
    '',
    sampleText(plan),
    ...(plan.notes.length === 0 ? [] : ['', '## Notes', '', ...bullets(plan.notes, '')]),
    '',
    '## Statements',
    '',
    'Each step is one transaction. A query with an answer must give it, or nothing is changed.',
    '',
  ];
  const all = [...lines, ...statements].join('\n');
  if (all.length <= mostCharacters) return `${all.trimEnd()}\n`;
  return `${lines.join('\n').slice(0, mostCharacters - 100)}\nThe statements are in the file of the plan.\n`;
}

const bullets = (texts: readonly string[], instead: string) =>
  texts.length === 0 ? [instead] : texts.map((text) => `- ${text}`);

function statementLines({ sql, answer }: Statement): string[] {
  const rows = JSON.stringify(answer ?? []);
  const says = rows.length > 200 ? `${answer?.length} rows of the plan` : rows;
  return [
    '```sql',
    `${sql};`,
    ...(answer === undefined ? [] : [`-- must give ${says}`]),
    '```',
    '',
  ];
}

function checkLines(checks: readonly CheckResult[]): string[] {
  return bullets(
    checks.map(({ check, verdict, text }) => `${verdict}: ${check}. ${text}`),
    'None.',
  );
}

/** One sentence: how far the repair is, and whether it is all right. */
export function stateText(plan: RepairPlan, state: RepairState): string {
  const { sample } = state;
  if (state.isSwapped) {
    if (state.isUnchanged === false) return 'Swapped. Rows of the range changed since.';
    const broken = brokenChecks(state.checks).length;
    if (broken > 0) return `Swapped, but ${broken} of ${state.checks.length} checks do not pass.`;
    const later = brokenChecks(state.newer).length;
    return later > 0
      ? 'Swapped, and the rows of the range pass. Newer rows do not: the cause is not fixed.'
      : 'Swapped, and all checks pass.';
  }
  if (state.steps.some(({ step }) => step === 'rollback')) return 'Rolled back.';
  if (sample === null) return state.steps.length === 0 ? 'Planned.' : 'Staged.';
  if (sample.wrong > 0) return `Stopped: ${sample.wrong} of ${plan.sample.rows} samples are wrong.`;
  return sample.unanswered > 0
    ? `${sample.unanswered} of ${plan.sample.rows} samples are not verified.`
    : `Ready to swap: all ${plan.sample.rows} samples are right.`;
}

/** The report to the owner, as Markdown. */
export function ownerReport(plan: RepairPlan, state: RepairState): string {
  const { repair } = readPlan(plan);
  const { total, partitions } = plan;
  const { sample } = state;
  const lines = [
    `# Repair of ${repair.target.table}: ${repair.name}`,
    '',
    `To ${repair.owner}. ${stateText(plan, state)}`,
    '',
    `- Table: ${tableName(repair)}`,
    `- Range: ${repair.partition.column} from ${repair.partition.from} to before ${repair.partition.before}, ${numberText(partitions.length)} partitions`,
    `- Rows: ${numberText(total.changed)} changed, ${numberText(total.added)} added, ${numberText(total.removed)} removed, of ${numberText(total.before)}`,
    ...impactLines(plan, repair),
    ...(repair.incident === '' ? [] : [`- Incident: ${repair.incident}`]),
    `- Plan: ${code(hashPlan(plan))}`,
    '',
    '## Verified by hand',
    '',
    sampleText(plan),
    ...(sample === null
      ? []
      : [
          '',
          `${sample.right} are right, ${sample.wrong} are wrong, ${sample.unanswered} are not answered. Verified by ${sample.verifiers.join(', ') || 'no one'}.`,
        ]),
    '',
    '## Steps',
    '',
    ...bullets(
      state.steps.map(({ step, doneAt, doneBy }) => `${step}: ${doneAt}, by ${doneBy}`),
      'None.',
    ),
    '',
    '## Checks of the range',
    '',
    ...checkLines(state.checks),
    '',
    '## Checks of newer rows',
    '',
    ...checkLines(state.newer),
    '',
    '## Downstream: run again',
    '',
    ...bullets(plan.downstream, 'Nothing is known.'),
    ...(state.isSwapped
      ? [
          '',
          `The rows before are in debrief_repair_${repair.id}_backup. Undo: debrief repair rollback.`,
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
