import type { Citation, Entry } from '@debrief/contract';
import { statusOf, tookMs, type EntryContents } from '@debrief/rules/inquiry';
import type { CitedPart } from '../evidence/index.ts';
import type { EntryRow } from './tables.ts';

/** An entry as people read it, with what follows from what is kept. */
export function presentEntry(
  row: EntryRow,
  cited: readonly CitedPart[],
  more: { began: Date | null; canChange: boolean },
): Entry {
  const common = {
    id: row.id,
    incidentId: row.incident_id,
    statement: row.statement,
    at: row.at.toISOString(),
    precision: row.precision,
    citations: cited.filter((one) => one.part === null).map(withoutPart),
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
    version: row.version,
    can: { change: more.canChange },
  };
  switch (row.type) {
    case 'hypothesis': {
      const content = contentOf(row, 'hypothesis');
      const status = statusOf(content.steps);
      const took = tookMs(content);
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
        ...contentOf(row, 'decision'),
        elapsedMs: more.began && Math.max(0, row.at.getTime() - more.began.getTime()),
      };
    case 'question': {
      const content = contentOf(row, 'question');
      return { type: 'question', ...common, ...content, isAnswered: content.answer.trim() !== '' };
    }
    case 'factor':
      return { type: 'factor', ...common, ...contentOf(row, 'factor') };
    case 'impact':
      return { type: 'impact', ...common, ...contentOf(row, 'impact') };
  }
}

/** The cast holds because an entry is written with the content of its type, and its type never changes. */
export function contentOf<T extends keyof EntryContents>(
  row: Pick<EntryRow, 'content'>,
  _type: T,
): EntryContents[T] {
  return row.content as EntryContents[T];
}

function withoutPart({ part: _, ...citation }: CitedPart): Citation {
  return citation;
}
