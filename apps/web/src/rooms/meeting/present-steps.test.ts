import type { ReportDocument } from '@debrief/contract';
import { expect, test } from 'vitest';
import { listSteps } from './present-steps.ts';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const cite = {
  type: 'cite' as const,
  attrs: { target: 'evidence' as const, targetId: id, quoteStart: null, quoteEnd: null },
};
const section = (kind: 'event' | 'takeaways', isRemoved = false) => ({
  type: 'section' as const,
  attrs: { id, kind, isRemoved },
  content: [
    { type: 'sectionTitle' as const, content: [{ type: 'text' as const, text: `About ${kind}` }] },
    {
      type: 'paragraph' as const,
      content: [{ type: 'text' as const, text: 'Search was empty.' }, cite],
    },
  ] as ReportDocument['content'][number]['content'],
});
const incident = {
  document: { type: 'doc' as const, content: [section('event'), section('takeaways', true)] },
  events: [],
  findings: [],
  sources: ['#inc-search'],
};

test('a section of the agenda shows the parts of the report that belong to it, with what they cite', () => {
  expect(listSteps('narrative', incident, [])).toMatchObject([
    { title: 'About event', texts: ['Search was empty.'], cites: [cite.attrs] },
  ]);
  expect(listSteps('studied', incident, [])).toMatchObject([{ texts: ['#inc-search'] }]);
  expect(listSteps('opening', incident, ['Ask how'])).toMatchObject([{ texts: ['Ask how'] }]);
});

test('a section without anything to show is one empty step, also if the report was removed', () => {
  expect(listSteps('themes', incident, [])).toMatchObject([{ key: 'none', texts: [] }]);
  expect(listSteps('next', { ...incident, document: null }, [])).toHaveLength(1);
});
