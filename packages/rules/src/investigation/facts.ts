import { findingFields, type Observation, type Stage } from '@debrief/contract';
import { numberText } from '../numbers.ts';
import type { FindingContents } from './contents.ts';
import { compareStages, type StageChange } from './stages.ts';

/** A labelled line about a finding; lists have a line for each entry. */
export interface FindingFact {
  label: string;
  lines: string[];
}

/** What an observation says in addition to its statement, on screen, in reports and for search. */
export function listObservationFacts(one: FindingContents['observation']): FindingFact[] {
  const texts = findingFields.observation;
  const isKnown = one.kind === 'reproduction' && one.reproduced !== 'unknown';
  const facts: [string, string[]][] = [
    [texts.source.label, [one.source]],
    [texts.query.label, [one.query]],
    [texts.method.label, [one.method]],
    [
      texts.reproduced.label,
      isKnown ? [{ yes: 'Yes', partly: 'Partly', no: 'No', unknown: '' }[one.reproduced]] : [],
    ],
    [texts.value.label, [measurementText(one)]],
    [texts.stages.label, compareStages(one.stages).map(stageText)],
    [
      'Definitions',
      one.stages.flatMap(({ name, definition }) =>
        definition.trim() === '' ? [] : [`${name}: ${definition.trim()}`],
      ),
    ],
    [texts.conclusion.label, [one.conclusion]],
  ];
  return keepFilled(facts);
}

/** Each account with its owner, and why they may differ. */
export function listContradictionFacts(
  one: FindingContents['contradiction'],
  eventTitle: (eventId: string) => string | null,
): FindingFact[] {
  const accounts = one.accounts.map(({ whose, says, eventId }, index): [string, string[]] => [
    whose.trim() === '' ? `Account ${index + 1}` : whose,
    [
      says.trim() === '' && eventId !== null
        ? (eventTitle(eventId) ?? 'This event was removed.')
        : says,
    ],
  ]);
  return keepFilled([
    ...accounts,
    [findingFields.contradiction.explanation.label, [one.explanation]],
  ]);
}

function keepFilled(facts: readonly [label: string, lines: string[]][]): FindingFact[] {
  return facts
    .map(([label, lines]) => ({ label, lines: lines.filter((line) => line.trim() !== '') }))
    .filter(({ lines }) => lines.length > 0);
}

/** `120 ms, compared with 35 ms`; empty without a value. */
function measurementText({
  value,
  baseline,
  unit,
}: Pick<Observation, 'value' | 'baseline' | 'unit'>) {
  const text = (figure: number) => `${numberText(figure)} ${unit}`.trim();
  if (value === null) return baseline === null ? '' : `Compared with ${text(baseline)}`;
  return baseline === null ? text(value) : `${text(value)}, compared with ${text(baseline)}`;
}

/** `silver: 900, 100 fewer (10%), does not add up: at most 5% expected`. */
export function stageText(stage: StageChange): string {
  const { name, count, lost, lostShare, addsUp } = stage;
  const start = `${name}: ${numberText(count)}`;
  if (lost === null || lost === 0) return start;
  const share = lostShare === null ? '' : ` (${shareText(Math.abs(lostShare))})`;
  const change = `${numberText(Math.abs(lost))} ${lost > 0 ? 'fewer' : 'more'}${share}`;
  return `${start}, ${change}${addsUp ? ', as expected' : `, does not add up: ${expectedText(stage)}`}`;
}

function expectedText({ expectedLoss }: Stage): string {
  return expectedLoss === null || expectedLoss === 0
    ? 'no loss expected'
    : `at most ${shareText(expectedLoss)} expected`;
}

/** At most two decimals; a small share is not shown as 0. */
function shareText(share: number): string {
  if (share > 0 && share < 0.0001) return 'less than 0.01%';
  return `${Number((share * 100).toFixed(2))}%`;
}
