import type { Citation, Finding } from '@debrief/contract';
import type { CitedPart } from '../evidence/index.ts';
import type { StoredItem } from '../item/index.ts';
import { resolveFindingKnown, type Mention } from '@debrief/rules/known';
import {
  deriveStatus,
  getElapsedMs,
  type FindingContents,
  type FindingState,
} from '@debrief/rules/investigation';

/** A finding for display, with derived fields. */
export function presentFinding(
  { row, state, citations: cited }: StoredItem<FindingState>,
  more: {
    began: Date | null;
    firstEvidenceAt: Date | null;
    canChange: boolean;
    mention: Mention | null;
  },
): Finding {
  const common = {
    id: row.id,
    incidentId: row.incident_id,
    statement: state.statement,
    at: state.at,
    precision: state.precision,
    knownAt: state.knownAt,
    knownSince: resolveFindingKnown(
      state.type,
      { at: state.at, knownAt: state.knownAt, citations: cited },
      more.mention,
    ),
    citations: cited.filter((one) => one.part === null).map(withoutPart),
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
    version: row.version,
    can: { change: more.canChange },
  };
  switch (state.type) {
    case 'hypothesis': {
      const content = readContent(state, 'hypothesis');
      const status = deriveStatus(content.steps);
      const took = getElapsedMs(content);
      const steps = content.steps.map((step) => ({
        ...step,
        citations: cited.filter((one) => one.part === step.id).map(withoutPart),
      }));
      return {
        type: 'hypothesis',
        ...common,
        ...content,
        steps,
        status,
        tookMs: took,
        isRedHerring: status === 'ruled-out' && (took ?? 0) > 0,
      };
    }
    case 'decision':
      return {
        type: 'decision',
        ...common,
        ...readContent(state, 'decision'),
        elapsedMs: more.began && Date.parse(state.at) - more.began.getTime(),
        isBeforeEvidence:
          more.firstEvidenceAt !== null && Date.parse(state.at) < more.firstEvidenceAt.getTime(),
      };
    case 'question': {
      const content = readContent(state, 'question');
      return { type: 'question', ...common, ...content, isAnswered: content.answer.trim() !== '' };
    }
    case 'factor':
      return { type: 'factor', ...common, ...readContent(state, 'factor') };
    case 'impact':
      return { type: 'impact', ...common, ...readContent(state, 'impact') };
    case 'observation':
      return { type: 'observation', ...common, ...readContent(state, 'observation') };
    case 'contradiction':
      return { type: 'contradiction', ...common, ...readContent(state, 'contradiction') };
  }
}

/**
 * The cast holds because a finding is stored with the content of its type, and its type never
 * changes.
 */
export function readContent<T extends keyof FindingContents>(
  { content }: Pick<FindingState, 'content'>,
  _type: T,
): FindingContents[T] {
  return content as FindingContents[T];
}

function withoutPart({ part: _, ...citation }: CitedPart): Citation {
  return citation;
}
