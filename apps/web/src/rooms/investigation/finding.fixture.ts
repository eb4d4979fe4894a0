import type { Decision, Factor } from '@debrief/contract';
import { blankFinding } from './blank-finding.ts';

const made = {
  incidentId: 'inc',
  actor: { type: 'account', id: 'a', name: 'Ada' } as const,
  nowIso: '2022-12-07T09:00:00.000Z',
  at: '2022-12-06T14:30:00.000Z',
  precision: 'minute' as const,
  citations: [],
};

export function decision(fields: Partial<Decision> & { id: string }): Decision {
  const blank = blankFinding('decision', { ...made, id: fields.id, statement: 'Roll back' });
  if (blank.type !== 'decision') throw new Error('A blank decision is a decision');
  return { ...blank, version: 1, ...fields };
}

export function factor(fields: Partial<Factor> & { id: string }): Factor {
  const blank = blankFinding('factor', {
    ...made,
    id: fields.id,
    statement: `Factor ${fields.id}`,
  });
  if (blank.type !== 'factor') throw new Error('A blank factor is a factor');
  return { ...blank, version: 1, ...fields };
}
