import type { FactorKind } from '@debrief/contract';

/** A shape for each kind of factor, drawn on 16 × 16, in addition to its hue and its word. */
export const factorShapes: Record<FactorKind, string> = {
  trigger: 'M9 1 3 9h4l-1 6 6.500-8H8.500z',
  mechanism: 'M2 2h12v12H2zM2 8h12M8 2v12',
  contributor: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z',
  mitigator: 'M8 1.500l5.500 2v4c0 3.500-2.500 5.500-5.500 7-3-1.500-5.500-3.500-5.500-7v-4z',
  risk: 'M8 1.500 15 14H1zM8 6v4M8 12v.2',
  difficulty: 'M4.500 2h7L15 8l-3.500 6h-7L1 8zM5 8h6',
  surprise: 'M8 1v9M8 13.500v1M3 3l2 3M13 3l-2 3',
};
