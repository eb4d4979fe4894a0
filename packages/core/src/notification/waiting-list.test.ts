import {
  importFile,
  importReportText,
  makeEvent,
  makeIncident,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { addComment } from '../comment/index.ts';
import type { Context } from '../context.ts';
import { addFollowUp } from '../follow-up/index.ts';
import { addMember, archiveIncident, removeMember } from '../incident/index.ts';
import { askQuestion, publishVersion, writeSections } from '../report/index.ts';
import { askToInvestigate, decideReview } from '../review/index.ts';
import { listWaiting } from './index.ts';

let world: World;
let ctx: Context;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
});

const readAccountId = (actor: World['editor']) => (actor.type === 'account' ? actor.accountId : '');
const kinds = async (by: Context) =>
  (await listWaiting(by)).map(({ kind, from, due }) => [kind, from, due]);

/** An incident with one thing of each kind that waits for the viewer or the editor. */
async function makeWaiting(visibility: 'everyone' | 'private'): Promise<string> {
  const viewer = readAccountId(world.viewer);
  const incident = await makeIncident(ctx, { title: 'Search was empty', visibility });
  const { ref } = incident;
  if (visibility === 'private') await addMember(ctx, { incident: ref, accountId: viewer });
  await importFile(ctx, incident, { text: messages(['one']) });
  await importReportText(
    ctx,
    incident,
    '# Down\n\n## Timeline\n\n- 2026-03-02 08:00 UTC: it began\n',
  );
  await addFollowUp(ctx, {
    incident: ref,
    text: 'Alarm on empty results',
    intent: 'detect',
    owner: { type: 'account', accountId: viewer },
    dueOn: '2026-03-01',
  });
  const event = await makeEvent(ctx, incident, [], { at: '2026-03-02T08:00:00Z', title: 'Flat' });
  await addComment(ctx, {
    incident: ref,
    target: { kind: 'event', id: event.id },
    text: 'Was it flat?',
    mentions: [viewer],
  });
  const decided = await decideReview(ctx, {
    incident: ref,
    version: null,
    depth: 'light',
    reason: 'It surprised us',
    dueOn: '2026-02-20',
  });
  await askToInvestigate(ctx, {
    incident: ref,
    version: decided.reviews[0]?.version ?? 0,
    accountId: viewer,
  });
  const { state, document } = await writeSections(ctx, {
    incident: ref,
    sections: [
      {
        how: 'replace',
        kind: 'summary',
        blocks: [{ type: 'paragraph', content: [{ type: 'text', text: 'Search was empty.' }] }],
      },
    ],
  });
  await publishVersion(ctx, { incident: ref, state, summary: 'First' });
  const sectionId = document?.content[0]?.attrs.id ?? '';
  await askQuestion(world.as(world.viewer), { incident: ref, number: 1, sectionId, text: 'Why?' });
  return ref;
}

test('what is due comes first, and each line links to where it is done', async () => {
  const ref = await makeWaiting('everyone');
  expect(await listWaiting(world.as(world.viewer))).toMatchObject([
    { kind: 'review', due: '2026-02-20', isOverdue: true, link: `/incidents/${ref}/review` },
    { kind: 'follow-up', title: 'Alarm on empty results', due: '2026-03-01', isOverdue: true },
    { kind: 'mention', title: 'Was it flat?', from: 'Edith', incidentRef: ref, due: null },
  ]);
  // Only those who can do it are asked to.
  expect(await kinds(ctx)).toEqual([
    ['question', '1 question', null],
    ['suggestion', '1 suggestion', null],
  ]);
  expect(await kinds(world.as(world.admin))).toEqual([]);
});

test('a private incident waits only for those who can still see it', async () => {
  const ref = await makeWaiting('private');
  const viewer = world.as(world.viewer);
  expect(await listWaiting(viewer)).toHaveLength(3);
  expect(await listWaiting(world.as(world.outsider))).toEqual([]);
  expect(await listWaiting(world.as(world.operator))).toEqual([]);
  await removeMember(ctx, { incident: ref, accountId: readAccountId(world.viewer) });
  expect(await listWaiting(viewer)).toEqual([]);
});

test('nothing waits in an archived incident', async () => {
  const ref = await makeWaiting('everyone');
  await archiveIncident(world.as(world.admin), { incident: ref, version: 1 });
  expect(await listWaiting(world.as(world.viewer))).toEqual([]);
  expect(await listWaiting(ctx)).toEqual([]);
});
