import type { Verdict } from '@debrief/contract';

/** How a claim compares with the record. */
export interface Match {
  verdict: Verdict;
  /** In plain words, without a full stop. */
  message: string;
  /** The closest item, by its number in the index. */
  item: number | null;
  /** The words of that item that were compared. */
  quote: { start: number; end: number } | null;
}
