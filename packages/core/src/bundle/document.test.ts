import { IncidentDocument } from '@debrief/contract';
import { exportBundle, makeRichIncident, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';

test('every citation of the document leads to evidence in it, and the same incident gives the same text', async () => {
  const world = await testWorld();
  const incident = await makeRichIncident(world);
  const text = await exportBundle(world.as(world.viewer), incident.ref, 'json');
  expect(await exportBundle(world.as(world.editor), incident.ref, 'json')).toBe(text);
  const document = IncidentDocument.parse(JSON.parse(text));
  expect(document.incident).toMatchObject({ ref: incident.ref, title: incident.title });
  expect(document.timeline.map((event) => event.title)).toEqual([
    'Customers see nothing',
    'Alias found',
    'Seen by a customer',
    'Split off',
    'Seen by one',
    'I thought of the broker',
    'one',
    'empty',
  ]);
  expect(document.evidence.map((item) => item.number)).toEqual(
    document.evidence.map((_, index) => index + 1),
  );
  const cited = document.timeline.flatMap((event) => event.citations);
  expect(cited.length).toBeGreaterThan(4);
  for (const citation of cited) {
    const item = document.evidence.find((one) => one.number === citation.evidence);
    expect(item).toBeDefined();
    if (citation.quoteStart !== null && citation.quoteEnd !== null)
      expect(item?.text.slice(citation.quoteStart, citation.quoteEnd)).toBe(citation.quote);
  }
  expect(cited.find((citation) => citation.quote !== null)?.quote).toBe('🚒 alias');
  expect(document.people.map((person) => person.name)).toContain('Bo Finch');
});
