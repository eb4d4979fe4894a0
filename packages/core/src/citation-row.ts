import type { Stance } from '@debrief/contract';

/** A citation as it is kept; `id` stays the same through edits of its claim. `part` is the step of a hypothesis that it belongs to. */
export interface CitationRow {
  id: string;
  evidenceId: string;
  quoteStart: number | null;
  quoteEnd: number | null;
  stance: Stance;
  part: string | null;
}
