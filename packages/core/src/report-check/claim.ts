import type { ClaimKind } from '@debrief/contract';
import type { Quantity } from '@debrief/prose/story';
import type { ReadTime } from './read-time.ts';

/** What is said together: a sentence, or a row of a timeline. */
export interface Unit {
  text: string;
  /** The words that are compared with the record, with their places in the text. */
  keys: { key: string; at: number }[];
}

export interface Place {
  block: number;
  /** Offsets in the text of the block. */
  start: number;
  end: number;
  text: string;
  unit: Unit;
  /** Where it starts in the text of the unit. */
  unitStart: number;
}

export type Claim = Place &
  (
    | { kind: 'time'; time: ReadTime }
    | { kind: 'duration'; ms: number; isAbout: boolean; unitMs: number }
    /** Null for a number of another language, which is not read. */
    | { kind: 'number'; quantity: Quantity | null }
    | { kind: 'quote' }
    | { kind: 'person'; personIds: string[] }
    | { kind: 'host' | 'commit' | 'version'; value: string; of: string | null }
  );

export interface Found {
  kind: ClaimKind;
  start: number;
  end: number;
  toClaim: (place: Place) => Claim;
}
