import { readTexts } from '../../../routes/search.ts';

export interface SuspectsSearch {
  /** The time of the symptom, if it was changed. */
  at?: string;
  /** What was seen, if it was changed. */
  text?: string;
  /** The selected suspect: its item of evidence, or its component and metric. */
  item?: string;
}

export function suspectsSearch(raw: Record<string, unknown>): SuspectsSearch {
  return readTexts(raw, ['at', 'text', 'item']);
}
