import type { Block, Incident, Inline, WriteSection } from '@debrief/contract';
import type { Context } from '@debrief/core/context';
import { excludeStream, listSources, readRecord } from '@debrief/core/evidence';
import {
  changeEvent,
  mergeEvents,
  addEvent,
  removeEvent,
  splitEvent,
  undoChange,
} from '@debrief/core/timeline';
import {
  acceptSuggestions,
  addVersionUse,
  answerQuestion,
  askQuestion,
  dismissSuggestions,
  listSuggestions,
  publishVersion,
  removeSection,
  unpublishVersion,
  withdrawQuestion,
  writeSections,
} from '@debrief/core/report';
import { importReportText, makeEvent } from './factories.ts';
import type { World } from './world.ts';

const later = (world: World) => world.clock.advance(61_000);

export async function publish(ctx: Context, incident: Incident): Promise<void> {
  const { items } = await readRecord(ctx, incident.ref, { threads: 'flat', limit: 100 });
  const cited: Inline = {
    type: 'cite',
    attrs: { target: 'evidence', targetId: items[0]?.id ?? '', quoteStart: 0, quoteEnd: 2 },
  };
  const blocks: Block[] = [
    {
      type: 'paragraph',
      content: [{ type: 'text', text: 'The 🚒 alias *was* <b>wrong</b>.' }, cited],
    },
  ];
  const sections: WriteSection[] = [{ how: 'replace', kind: 'summary', blocks }];
  const { state, document } = await writeSections(ctx, { incident: incident.ref, sections });
  await publishVersion(ctx, { incident: incident.ref, state });
  const second = await publishVersion(ctx, { incident: incident.ref, state, summary: 'Too much' });
  await unpublishVersion(ctx, {
    incident: incident.ref,
    number: second.number,
    reason: 'Too early',
  });
  const sectionId = document.content.find((one) => one.attrs.kind === 'summary')?.attrs.id ?? '';
  await addVersionUse(ctx, { incident: incident.ref, number: 1, usedIn: 'onboarding' });
  const asked = await askQuestion(ctx, {
    incident: incident.ref,
    number: 1,
    sectionId,
    quote: 'alias',
    text: 'Which 🚒?',
  });
  await answerQuestion(ctx, { id: asked.id, version: 1, answer: 'The read one' });
  const again = await askQuestion(ctx, {
    incident: incident.ref,
    number: 1,
    sectionId,
    text: 'Never mind',
  });
  await withdrawQuestion(ctx, { id: again.id, version: 1 });
}

export async function report(ctx: Context, incident: Incident): Promise<void> {
  const { items } = await readRecord(ctx, incident.ref, { threads: 'flat', limit: 1 });
  const cite = {
    type: 'cite' as const,
    attrs: {
      target: 'evidence' as const,
      targetId: items[0]?.id ?? '',
      quoteStart: null,
      quoteEnd: null,
    },
  };
  const sayEvent = (text: string) => ({
    type: 'paragraph' as const,
    content: [{ type: 'text' as const, text, marks: [{ type: 'bold' as const }] }, cite],
  });
  const summary = { how: 'replace' as const, kind: 'summary' as const };
  await writeSections(ctx, {
    incident: incident.ref,
    sections: [{ ...summary, blocks: [sayEvent('Search was empty for two days 🚒')] }],
  });
  const written = await writeSections(ctx, {
    incident: incident.ref,
    sections: [{ ...summary, blocks: [sayEvent('Search found nothing')] }],
  });
  await removeSection(ctx, {
    incident: incident.ref,
    id: written.document.content.find((section) => section.attrs.kind === 'risks')?.attrs.id ?? '',
  });
}

/** An imported report with open, accepted and dismissed suggestions. */
export async function propose(ctx: Context, incident: Incident): Promise<void> {
  await importReportText(
    ctx,
    incident,
    '# 2022-12-06 Search 🔎\n\n## Timeline\n\n- 15:00 - 15:10 EST empty\n- 16:00 full\n- 17:00 over\n\n## Root cause\n\n- The alias\n\n## Actions\n\n- [x] Check it (@bo)\n',
    'written.md',
  );
  const { items } = await listSuggestions(ctx, { incident: incident.ref });
  const ids = items.map((one) => one.id);
  await acceptSuggestions(ctx, {
    incident: incident.ref,
    suggestions: [{ id: ids[0] ?? '' }, { id: ids[3] ?? '' }],
  });
  await dismissSuggestions(ctx, { incident: incident.ref, ids: [ids[1] ?? ''] });
}

export async function tell(world: World, ctx: Context, incident: Incident): Promise<void> {
  const { items } = await readRecord(ctx, incident.ref, { threads: 'flat', limit: 100 });
  const findText = (part: string) => {
    const item = items.find((one) => one.text.includes(part));
    if (!item) throw new Error(`nothing says ${part}`);
    return item;
  };
  const [alias, broken, deployed] = [
    findText('alias'),
    findText('Search shows'),
    findText('deployed'),
  ];
  const start = alias.text.indexOf('🚒');
  const quoted = await makeEvent(ctx, incident, [], {
    title: 'Alias found',
    type: 'key-moment',
    citations: [
      { evidenceId: alias.id, quoteStart: start, quoteEnd: start + 8 },
      { evidenceId: broken.id, stance: 'contradicts' },
    ],
  });
  const interval = await makeEvent(ctx, incident, [deployed, broken], {
    title: 'Customers see nothing',
    type: 'impact',
    until: '2022-12-07T10:00:00Z',
  });
  const person = alias.author?.personId;
  await makeEvent(ctx, incident, [], {
    title: 'I thought of the broker',
    at: '2022-12-06T14:40:00Z',
    precision: 'about',
    recollectionOf: 'the on-call engineer',
  });
  if (person)
    await makeEvent(ctx, incident, [alias], {
      title: 'Seen by one',
      perspective: { type: 'person', personId: person },
    });
  await makeEvent(ctx, incident, [broken], {
    title: 'Seen by a customer',
    perspective: { type: 'customer', customer: 'Sallowbex Looms' },
  });
  const gone = await makeEvent(ctx, incident, [findText('pump off')], {
    title: 'To be removed',
    perspective: { type: 'team', team: 'Plant' },
  });
  await removeEvent(ctx, { id: gone.id, version: gone.version });
  later(world);
  const changed = await changeEvent(ctx, {
    id: quoted.id,
    version: quoted.version,
    text: 'Found by *reading* the config',
  });
  await undoChange(ctx, { activityId: changed.activityId });
  const parts = await splitEvent(ctx, {
    id: interval.id,
    version: interval.version,
    citationIds: interval.citations.slice(1).map((one) => one.id),
    title: 'Split off',
  });
  const undone = await undoChange(ctx, { activityId: parts.activityId });
  await undoChange(ctx, { activityId: undone.activityId });
  const two = await Promise.all(
    ['one', 'two'].map((title) =>
      addEvent(ctx, { incident: incident.ref, title, at: '2022-12-06T15:00:00Z' }),
    ),
  );
  await mergeEvents(ctx, {
    incident: incident.ref,
    events: two.flatMap((change) => change.events).map(({ id, version }) => ({ id, version })),
  });
  const streams = (await listSources(ctx, { incident: incident.ref })).items;
  const deploys = streams.find((entry) => entry.streamName.includes('deploys'));
  if (deploys) await excludeStream(ctx, { incident: incident.ref, streamId: deploys.streamId });
}
