import type { FindingType } from '@debrief/contract';
import type { Place } from './cursor-moves.ts';
import type { QuotedRange } from './quote-range.ts';

/** What the mouse can do with a row; the keyboard does the same with the active row. */
export type RowAction =
  | { type: 'stand'; place: Place; isAdding: boolean; isStretching: boolean }
  | { type: 'choose'; place: Place; isStretching: boolean }
  | { type: 'open'; place: Place }
  | { type: 'thread'; place: Place }
  | { type: 'run'; place: Place }
  | { type: 'raw-payload'; place: Place }
  | { type: 'add-to-timeline'; place: Place }
  | { type: 'redact'; place: Place }
  | { type: 'remove'; place: Place }
  | { type: 'event'; eventId: string };

export type OnRowAction = (act: RowAction) => void;

export interface CitedMark {
  number: number;
  quotes: readonly (QuotedRange & { evidenceId: string })[];
  events: readonly { id: string; title: string }[];
  findings: readonly { id: string; title: string; type: FindingType }[];
}

export function rowId({ index, reply }: Place): string {
  return reply < 0 ? `record-${index}` : `record-${index}-${reply}`;
}
