import {
  type AddFinding,
  type ChangeFinding,
  type FindingType,
  type HypothesisStatus,
  type Precision,
  type UpdateStatus,
  DomainError,
} from '@debrief/contract';
import type { z } from 'zod';
import type { CitationRow } from '../citation.ts';
import {
  emptyContents,
  type FindingContent,
  type FindingContents,
  type StepState,
} from './contents.ts';
import { readKnownAt } from '../known/confirm.ts';

/** A finding with its citations, as stored in its table and in activity. */
export interface FindingState {
  id: string;
  type: FindingType;
  statement: string;
  at: string;
  precision: Precision;
  knownAt: string | null;
  content: FindingContent;
  citations: CitationRow[];
  isRemoved: boolean;
  version: number;
}

type Added = z.output<typeof AddFinding>;
type Changed = z.output<typeof ChangeFinding>;

/** Applies the given fields of the type. Keys of other types are dropped. */
function withFields<C extends FindingContent>(content: C, input: object): C {
  const given = Object.entries(input).filter(
    ([key, value]) => key in content && key !== 'steps' && value !== undefined,
  );
  return { ...content, ...Object.fromEntries(given) };
}

/**
 * A new finding; a hypothesis starts with its proposal, which has the citations. Errors: `invalid`
 * without a time or evidence with a time.
 */
export function buildFinding(
  input: Added,
  evidence: { rows: CitationRow[]; earliest: { at: Date; precision: Precision } | null },
  made: { id: string; stepId: string; by: string },
): FindingState {
  const at = input.at ? new Date(input.at).toISOString() : evidence.earliest?.at.toISOString();
  if (!at)
    throw new DomainError('invalid', 'Enter when it came up, or cite evidence that has a time.', {
      issues: [{ at: 'at', message: 'Enter when it came up' }],
    });
  const precision =
    input.precision ?? (input.at ? 'exact' : (evidence.earliest?.precision ?? 'exact'));
  const base = {
    id: made.id,
    statement: input.statement,
    at,
    precision,
    knownAt: readKnownAt(input.knownAt ?? null, at),
    isRemoved: false,
    version: 1,
  };
  if (input.type !== 'hypothesis')
    return {
      ...base,
      type: input.type,
      content: withFields(emptyContents[input.type], input),
      citations: evidence.rows,
    };
  const proposal: StepState = {
    id: made.stepId,
    kind: 'proposed',
    at,
    precision,
    by: input.by || made.by,
    note: '',
  };
  return {
    ...base,
    type: 'hypothesis',
    content: { ...withFields(emptyContents.hypothesis, input), steps: [proposal] },
    citations: evidence.rows.map((row) => ({ ...row, part: proposal.id })),
  };
}

/** Errors: `invalid` if the input is for another type. */
export function applyFindingChange(
  finding: FindingState,
  input: Changed,
  citations: CitationRow[] | null,
): FindingState {
  if (finding.type !== input.type)
    throw new DomainError('invalid', `This is a ${finding.type}, not a ${input.type}.`, {
      issues: [{ at: 'type', message: `Send ${finding.type}` }],
    });
  const at = input.at ? new Date(input.at).toISOString() : finding.at;
  return {
    ...finding,
    statement: input.statement ?? finding.statement,
    at,
    knownAt: input.knownAt === undefined ? finding.knownAt : readKnownAt(input.knownAt, at),
    precision: input.precision ?? finding.precision,
    content: withFields(finding.content, input),
    citations: citations
      ? [...citations, ...finding.citations.filter((row) => row.part !== null)]
      : finding.citations,
  };
}

/** The content of a hypothesis. Errors: `invalid` for any other finding. */
export function requireHypothesis(finding: FindingState): FindingContents['hypothesis'] {
  if (finding.type === 'hypothesis' && 'steps' in finding.content) return finding.content;
  throw new DomainError('invalid', `Only hypotheses have steps, and this is a ${finding.type}.`);
}

/**
 * Adds, changes or removes a status update. Updates are ordered by time; the proposal stays the
 * first. Errors: `invalid` for an unknown update, for removing the proposal, or for an update
 * without a kind or a time.
 */
export function applyStep(
  finding: FindingState,
  input: z.output<typeof UpdateStatus>,
  evidence: { rows: CitationRow[]; earliest: { at: Date; precision: Precision } | null } | null,
  made: { stepId: string; by: string; now: Date },
): FindingState {
  const content = requireHypothesis(finding);
  const before = input.stepId ? content.steps.find((step) => step.id === input.stepId) : undefined;
  if (input.stepId && !before)
    throw new DomainError('invalid', 'Step not found in this hypothesis.', {
      issues: [{ at: 'stepId', message: 'Not a step of this hypothesis' }],
    });
  if (before?.kind === 'proposed' && (input.isRemoved || (input.kind && input.kind !== 'proposed')))
    throw new DomainError(
      'invalid',
      "You can't remove the first step of a hypothesis. Remove the hypothesis instead.",
    );
  const others = content.steps.filter((step) => step.id !== before?.id);
  const kept = finding.citations.filter((row) => row.part !== before?.id || before === undefined);
  if (input.isRemoved)
    return { ...finding, content: { ...content, steps: others }, citations: kept };
  if (!before && !input.kind)
    throw new DomainError(
      'invalid',
      'Select a kind of step: tested, supported, ruled out, confirmed or reopened.',
      {
        issues: [{ at: 'kind', message: 'Select a kind of step' }],
      },
    );
  const step: StepState = {
    id: before?.id ?? made.stepId,
    kind: input.kind ?? before?.kind ?? 'tested',
    at: input.at
      ? new Date(input.at).toISOString()
      : (before?.at ??
        evidence?.earliest?.at.toISOString() ??
        findLatest(content.steps) ??
        made.now.toISOString()),
    precision: input.precision ?? before?.precision ?? evidence?.earliest?.precision ?? 'about',
    by: input.by || before?.by || made.by,
    note: input.note ?? before?.note ?? '',
  };
  const steps = [...others, step].toSorted(byTime);
  const rows = evidence
    ? evidence.rows.map((row) => ({ ...row, part: step.id }))
    : finding.citations.filter((row) => row.part === step.id);
  return {
    ...finding,
    content: { ...content, steps },
    citations: [...kept.filter((row) => row.part !== step.id), ...rows],
  };
}

function byTime(one: StepState, other: StepState): number {
  if ((one.kind === 'proposed') !== (other.kind === 'proposed'))
    return one.kind === 'proposed' ? -1 : 1;
  return one.at < other.at ? -1 : Number(one.at > other.at);
}

function findLatest(steps: StepState[]): string | undefined {
  return steps
    .map((step) => step.at)
    .toSorted()
    .at(-1);
}

/** The status of a hypothesis after its updates, in order. */
export function deriveStatus(steps: readonly StepState[]): HypothesisStatus {
  const last = steps.findLast((step) => step.kind !== 'tested');
  return last === undefined ||
    last.kind === 'proposed' ||
    last.kind === 'reopened' ||
    last.kind === 'tested'
    ? 'open'
    : last.kind;
}

/**
 * How long a hypothesis was pursued: as entered, else from its proposal to the update that decided
 * it. In milliseconds.
 */
export function getElapsedMs(content: FindingContents['hypothesis']): number | null {
  if (content.timeSpentMs !== null) return content.timeSpentMs;
  const [first] = content.steps;
  const last = content.steps.at(-1);
  if (!first || !last || deriveStatus(content.steps) === 'open') return null;
  return Math.max(0, Date.parse(last.at) - Date.parse(first.at));
}
