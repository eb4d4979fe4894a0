import { importFile, makeEvent, makeIncident, messages } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { addFinding } from '../investigation/index.ts';
import { listPeople } from '../people/index.ts';
import {
  addClaim,
  addStory,
  answerAsk,
  askPeer,
  changeClaim,
  changeStory,
  collectSuggestedEvidence,
  getStory,
  listAsked,
  listStories,
  removeClaim,
  removeStory,
  setMe,
  storyHistory,
  undoStoryChange,
  unsetMe,
  whoAmI,
  withdrawAsk,
} from './index.ts';
import {
  world,
  ctx,
  incident,
  items,
  prepareRecord,
  item,
  begin,
  findClaim,
  findAccountId,
} from './testing/story-world.ts';

beforeEach(prepareRecord);

describe('a peer', () => {
  test('sees only the sentence they are asked about; confirming improves its grade until it is changed', async () => {
    const story = await begin();
    const { claimId } = await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I called the vendor',
      isRecollection: true,
    });
    const asked = await askPeer(ctx, {
      id: story.id,
      claimId: claimId ?? '',
      accountId: await findAccountId('viewer'),
    });
    expect(findClaim(asked, claimId)).toMatchObject({
      grade: 'from-memory',
      confirmations: [{ name: 'Rui', state: 'asked' }],
    });
    const reader = world.as(world.viewer);
    const { items: open } = await listAsked(reader);
    expect(open).toMatchObject([{ sentence: 'I called the vendor', by: 'Edith', state: 'asked' }]);
    expect(JSON.stringify(open)).not.toContain('alias');
    expect(JSON.stringify(open)).not.toContain(story.id);
    await expect(getStory(reader, { id: story.id })).rejects.toMatchObject({ code: 'not-found' });
    expect((await listStories(reader, {})).items).toEqual([]);
    await answerAsk(reader, {
      askId: open[0]?.id ?? '',
      sentence: open[0]?.sentence ?? '',
      state: 'confirmed',
      mayBeNamed: true,
    });
    expect(findClaim(await getStory(ctx, { id: story.id }), claimId)).toMatchObject({
      grade: 'confirmed',
      gradeReason: 'A peer confirmed it.',
    });
    await changeClaim(ctx, {
      id: story.id,
      claimId: claimId ?? '',
      version: 1,
      text: 'I called the vendor twice',
    });
    expect(findClaim(await getStory(ctx, { id: story.id }), claimId)).toMatchObject({
      grade: 'from-memory',
      confirmations: [{ isStale: true }],
    });
    expect((await listAsked(reader)).items).toMatchObject([{ sentence: 'I called the vendor' }]);
  });

  test('can correct or decline, and stops being asked', async () => {
    const story = await begin();
    const { claimId } = await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I led the call',
      isRecollection: true,
    });
    await askPeer(ctx, {
      id: story.id,
      claimId: claimId ?? '',
      accountId: await findAccountId('admin'),
    });
    const owner = world.as(world.admin);
    const askId = (await listAsked(owner)).items[0]?.id ?? '';
    const sentence = 'I led the call';
    await expect(answerAsk(owner, { askId, sentence, state: 'corrected' })).rejects.toMatchObject({
      code: 'invalid',
    });
    await answerAsk(owner, {
      askId,
      sentence,
      state: 'corrected',
      answer: 'Two of us led the call',
    });
    expect(findClaim(await getStory(ctx, { id: story.id }), claimId)).toMatchObject({
      grade: 'no-evidence',
      confirmations: [{ answer: 'Two of us led the call' }],
    });
    await expect(
      answerAsk(world.as(world.outsider), { askId, sentence, state: 'confirmed' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await withdrawAsk(ctx, { id: story.id, askId });
    expect((await listAsked(owner)).items).toEqual([]);
    await expect(answerAsk(owner, { askId, sentence, state: 'confirmed' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      askPeer(ctx, {
        id: story.id,
        claimId: claimId ?? '',
        accountId: await findAccountId('editor'),
      }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('who the user is in the record', () => {
  test('is suggested by name and address, set by the user, and visible to no one else', async () => {
    const line = (author: string, email: string, minute: number) =>
      JSON.stringify({ at: `2026-03-02T09:0${minute}:00Z`, author, email, text: `${author} here` });
    const text = [
      line('edith', 'e@elsewhere.example', 0),
      line('ed', 'edith@example.org', 1),
      line('ada', 'ada@example.org', 2),
    ].join('\n');
    await importFile(ctx, incident, { name: 'chat.jsonl', text: `${text}\n` });
    const before = await whoAmI(ctx);
    expect(before.persons).toEqual([]);
    expect(before.suggestions).toMatchObject([
      { name: 'ed', reason: expect.stringContaining('edith@example.org') },
      { name: 'edith', reason: 'They have your name.' },
    ]);
    const after = await setMe(ctx, { personId: before.suggestions[0]?.personId ?? '' });
    expect(after).toMatchObject({ persons: [{ name: 'ed' }], suggestions: [{ name: 'edith' }] });
    expect((await whoAmI(world.as(world.admin))).persons).toEqual([]);
    expect((await unsetMe(ctx, { personId: after.persons[0]?.personId ?? '' })).persons).toEqual(
      [],
    );
    await expect(setMe(ctx, { personId: ctx.ids.next() })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('suggested evidence', () => {
  test('is what the record shows of the user, in order, with the part it could support and why; the rest fills the checklist or leaves a gap', async () => {
    const ada = (await listPeople(ctx, { incident: incident.ref })).participants.find(
      (one) => one.name === 'ada',
    );
    await setMe(ctx, { personId: ada?.personId ?? '' });
    await importFile(ctx, incident, {
      name: 'others.jsonl',
      text: messages(['p99 is at 4 s, the SLO is 1 s', 'thanks'], { author: 'bob' }),
    });
    await makeEvent(ctx, incident, items.slice(0, 1), {
      title: 'Lag alarm fires',
      type: 'detection',
    });
    await makeEvent(ctx, incident, items.slice(4, 5), { title: 'Alias patched', type: 'repair' });
    const { findings } = await addFinding(ctx, {
      type: 'hypothesis',
      incident: incident.ref,
      statement: 'The broker is slow',
      by: 'Ada',
      citations: [{ evidenceId: item(2) }],
    });
    await addFinding(world.as(world.admin), {
      type: 'factor',
      incident: incident.ref,
      statement: 'The tooling swallows a parameter',
      kind: 'mechanism',
      at: '2026-03-02T07:00:00Z',
    });
    const suggestedEvidence = await collectSuggestedEvidence(ctx, { incident: incident.ref });
    expect(suggestedEvidence.me).toMatchObject([{ name: 'ada' }]);
    const messagesOfMine = suggestedEvidence.items.filter((one) => one.kind === 'message');
    expect(messagesOfMine.map((one) => [one.words, one.part])).toEqual([
      ['lag alarm', 'action'],
      ["I'll take it", 'task'],
      ['is it the broker?', 'action'],
      ['the alias lacks three days', 'action'],
      ['patched', 'action'],
      ['search is back to normal', 'result'],
    ]);
    expect(suggestedEvidence.items.find((one) => one.kind === 'hypothesis')).toMatchObject({
      target: 'finding',
      targetId: findings[0]?.id,
      part: 'action',
    });
    expect(suggestedEvidence.items.some((one) => one.kind === 'step')).toBe(true);
    expect(
      suggestedEvidence.items.filter((one) => one.kind === 'event').map((one) => one.part),
    ).toEqual(['situation', 'result']);
    expect(suggestedEvidence.items.every((one) => one.isMine && one.reason !== '')).toBe(true);
    const fact = (name: string) => suggestedEvidence.checklist.find((one) => one.fact === name);
    expect(fact('signals')?.items).toMatchObject([{ words: 'Lag alarm fires' }]);
    expect(fact('mechanism')?.items).toMatchObject([
      { words: 'The tooling swallows a parameter', isMine: false },
    ]);
    expect(fact('reproduction')).toMatchObject({
      items: [],
      gap: expect.stringContaining('reproduce'),
    });
    expect(suggestedEvidence.checklist).toHaveLength(10);
    const page = await collectSuggestedEvidence(ctx, { incident: incident.ref, limit: 4 });
    expect(page.written).toBe(4);
    const next = await collectSuggestedEvidence(ctx, {
      incident: incident.ref,
      limit: 4,
      cursor: page.next ?? '',
    });
    expect(next.items.map((one) => one.words)).toEqual(['patched', 'search is back to normal']);
  });

  test('asks who the user is without a person of the record, and shows what they wrote in Debrief', async () => {
    await addFinding(ctx, {
      type: 'decision',
      incident: incident.ref,
      statement: 'Patch by hand',
      at: '2026-03-02T08:04:00Z',
    });
    const suggestedEvidence = await collectSuggestedEvidence(ctx, { incident: incident.ref });
    expect(suggestedEvidence).toMatchObject({
      me: [],
      written: 0,
      items: [{ kind: 'decision', words: 'Patch by hand' }],
    });
    const closed = await makeIncident(world.as(world.admin), { visibility: 'private' });
    await expect(collectSuggestedEvidence(ctx, { incident: closed.ref })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('for everyone else', () => {
  test.each(['admin', 'viewer', 'outsider', 'operator'] as const)(
    'a story does not exist: %s',
    async (who) => {
      const story = await begin();
      const { claimId } = await addClaim(ctx, {
        id: story.id,
        part: 'action',
        text: 'I patched it',
      });
      const other = world.as(world[who]);
      const nothing = { code: 'not-found' };
      const id = story.id;
      const claim = { id, claimId: claimId ?? '', version: 1 };
      await expect(getStory(other, { id })).rejects.toMatchObject(nothing);
      await expect(changeStory(other, { id, version: 1, title: 'x' })).rejects.toMatchObject(
        nothing,
      );
      await expect(removeStory(other, { id, version: 1 })).rejects.toMatchObject(nothing);
      await expect(addClaim(other, { id, part: 'task', text: 'x' })).rejects.toMatchObject(nothing);
      await expect(changeClaim(other, { ...claim, text: 'x' })).rejects.toMatchObject(nothing);
      await expect(removeClaim(other, claim)).rejects.toMatchObject(nothing);
      await expect(storyHistory(other, { id })).rejects.toMatchObject(nothing);
      await expect(undoStoryChange(other, { id, revisionId: '2' })).rejects.toMatchObject(nothing);
      if (who === 'operator')
        await expect(addStory(other, { title: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
      else expect((await listStories(other, { text: 'alias' })).items).toEqual([]);
    },
  );

  test("the owner's key needs the scope for stories and one to read or write; another's key finds nothing", async () => {
    const story = await begin();
    const own = world.as(await world.key(['read', 'write', 'stories']));
    expect(await getStory(own, { id: story.id })).toMatchObject({ title: 'The alias' });
    await addClaim(own, { id: story.id, part: 'task', text: 'x' });
    const reading = world.as(await world.key(['read', 'stories']));
    expect(await getStory(reading, { id: story.id })).toMatchObject({ title: 'The alias' });
    await expect(
      addClaim(reading, { id: story.id, part: 'task', text: 'x' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const rest = world.as(await world.key(['read', 'write', 'import', 'admin']));
    await expect(getStory(rest, { id: story.id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(addClaim(rest, { id: story.id, part: 'task', text: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const other = world.as(await world.key(['stories', 'read', 'admin'], world.admin));
    await expect(getStory(other, { id: story.id })).rejects.toMatchObject({ code: 'not-found' });
  });
});
