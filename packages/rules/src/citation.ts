import type { EvidenceKind, Precision, RedactionKind, Stance } from '@debrief/contract';

/** A citation as it is kept; `id` stays the same through edits of its claim. `part` is the step of a hypothesis that it belongs to. */
export interface CitationRow {
  id: string;
  evidenceId: string;
  quoteStart: number | null;
  quoteEnd: number | null;
  stance: Stance;
  part: string | null;
}

/** Where a quote comes from. */
export interface QuoteOrigin {
  stance: Stance;
  itemId: string;
  evidenceId: string;
  kind: EvidenceKind;
  streamName: string;
  authorName: string | null;
  at: string;
  precision: Precision;
  zoneOffset: number | null;
}

/** What one place of the record says to one reader. Of what they may not see, nothing but that it is there. */
export type Quoted =
  | ({
      state: 'shown';
      quote: string;
      hasChangedSince: boolean;
      redacted: RedactionKind | null;
    } & QuoteOrigin)
  | ({ state: 'redacted'; redacted: RedactionKind } & QuoteOrigin)
  | ({ state: 'deleted' } & QuoteOrigin)
  | { state: 'restricted' };
