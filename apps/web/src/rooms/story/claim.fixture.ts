import type { StoryClaim } from '@debrief/contract';

export function makeClaim(fields: Partial<StoryClaim>): StoryClaim {
  return {
    id: 'claim',
    part: 'action',
    text: 'I looked.',
    isRecollection: false,
    numbers: [],
    citations: [],
    confirmations: [],
    grade: 'no-evidence',
    gradeReason: '',
    followUpQuestion: null,
    meant: [],
    updatedAt: '2026-01-01T00:00:00.000Z',
    version: 1,
    ...fields,
  };
}
