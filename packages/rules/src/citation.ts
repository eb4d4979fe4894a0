import type { EvidenceKind, Precision, RedactionKind, Stance } from '@debrief/contract';

/**
 * A stored citation; `id` stays the same through edits of its claim. `part` is the status update of
 * a hypothesis that it belongs to.
 */
export interface CitationRow {
  id: string;
  evidenceId: string;
  quoteStart: number | null;
  quoteEnd: number | null;
  stance: Stance;
  part: string | null;
}

/** The origin of a quote. */
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

/** What a place of the record shows to one reader. If they cannot see it, only that it exists. */
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
