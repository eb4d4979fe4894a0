import type { Part } from '../parts.ts';

export interface ExemplarClaim {
  part: Part;
  text: string;
  note: string;
}

export interface Exemplar {
  id: string;
  title: string;
  role: string;
  language: 'en' | 'zh';
  kind: 'success' | 'failure';
  competencies: readonly string[];
  claims: readonly ExemplarClaim[];
}
