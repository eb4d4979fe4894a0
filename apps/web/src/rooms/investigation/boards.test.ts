import type { Finding } from '@debrief/contract';
import { expect, it } from 'vitest';
import { blankFinding } from './blank-finding.ts';
import { buildLanes } from './boards.ts';

const finding = (id: string, type: Finding['type'], fields: object = {}): Finding =>
  Object.assign(
    blankFinding(type, {
      id,
      incidentId: 'inc',
      actor: { type: 'account', id: 'a', name: 'Ada' },
      nowIso: '2022-12-07T09:00:00.000Z',
      at: '2022-12-06T14:30:00.000Z',
      precision: 'minute',
      statement: id,
      citations: [],
    }),
    fields,
  );
const findings = [
  finding('answered', 'question', { isAnswered: true }),
  finding('open', 'question'),
  finding('out', 'hypothesis', { status: 'ruled-out' }),
  finding('new', 'hypothesis'),
  finding('decided', 'decision'),
];

it('sorts hypotheses by status, and open questions before answered ones', () => {
  const ids = Object.fromEntries(
    buildLanes(findings).map((lane) => [lane.key, lane.findings.map((one) => one.id)]),
  );
  expect(ids).toMatchObject({
    'hypothesis-open': ['new'],
    'hypothesis-ruled-out': ['out'],
    question: ['open', 'answered'],
    decision: ['decided'],
  });
});

it('has the cards in display order', () => {
  const ids = buildLanes(findings).flatMap((lane) => lane.findings.map((one) => one.id));
  expect(ids).toEqual(['new', 'out', 'open', 'answered', 'decided']);
});
