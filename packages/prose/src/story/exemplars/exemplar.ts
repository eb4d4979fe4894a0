import type { Part } from '../parts.ts';

/** One sentence of an exemplar, and in the margin why it works. */
export interface ExemplarClaim {
  part: Part;
  text: string;
  note: string;
}

/** A story of our own writing to learn from. Its people, systems and figures are invented. */
export interface Exemplar {
  id: string;
  title: string;
  role: string;
  language: 'en' | 'zh';
  kind: 'success' | 'failure';
  competencies: readonly string[];
  claims: readonly ExemplarClaim[];
}
