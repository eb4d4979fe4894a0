import { makeRecord, times, countFulfilled } from '@debrief/testkit';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ctx, database, describeServerWorld } from '../server-world.fixture.ts';
import {
  addClaim,
  addStory,
  changeClaim,
  changeStory,
  eraseStory,
  getPaste,
  getStory,
  listStories,
  pasteStory,
  removeClaim,
  storyHistory,
  undoStoryChange,
} from './index.ts';

describeServerWorld('concurrent changes of stories on a server with many connections', () => {
  const wins = (attempts: Promise<unknown>[]) => countFulfilled('conflict not-found', attempts);

  test('one change of a sentence and of a story wins, a repeated request adds one, and the history has no gap', async () => {
    const { incident, items } = await makeRecord(ctx, ['patched']);
    const id = randomUUID();
    await wins(times(4, () => addStory(ctx, { id, title: 'The alias', incident: incident.ref })));
    expect((await listStories(ctx, {})).items).toHaveLength(1);
    const citations = [
      { incident: incident.ref, target: 'evidence' as const, targetId: items[0]?.id ?? '' },
    ];
    const claimId = randomUUID();
    await wins(
      times(4, () =>
        addClaim(ctx, { id, claimId, part: 'action', text: 'I patched it', citations }),
      ),
    );
    expect((await getStory(ctx, { id })).claims).toHaveLength(1);
    expect(
      await wins(
        times(5, (index) =>
          changeClaim(ctx, { id, claimId, version: 1, text: `I patched it, ${index}` }),
        ),
      ),
    ).toBe(1);
    expect(
      await wins(
        times(5, (index) => changeStory(ctx, { id, version: 1, title: `The alias, ${index}` })),
      ),
    ).toBe(1);
    const added = await Promise.all(
      times(8, (index) => addClaim(ctx, { id, part: 'result', text: `Result ${index}` })),
    );
    expect(new Set(added.map((one) => one.revisionId)).size).toBe(8);
    const story = await getStory(ctx, { id });
    expect(story.claims).toHaveLength(9);
    const [last] = added;
    expect(
      await wins(times(4, () => undoStoryChange(ctx, { id, revisionId: last?.revisionId ?? '' }))),
    ).toBe(1);
    expect(
      await wins([
        removeClaim(ctx, { id, claimId, version: 2 }),
        changeClaim(ctx, { id, claimId, version: 2, text: 'I patched it by hand' }),
      ]),
    ).toBe(1);
    const numbers = (await storyHistory(ctx, { id, limit: 100 })).items.map((one) =>
      Number(one.id),
    );
    expect(numbers).toEqual(numbers.map((_, index) => numbers.length - index));
  });

  test('deleting all stories of one paste at once leaves none of it; a concurrent change finds nothing or is deleted with them', async () => {
    const names = ['one', 'two', 'three', 'four'];
    const text = names
      .map(
        (name) =>
          `Question: ${name}?\nSituation: It went. Task: Mine. Action: I found ${name}. Result: Back.`,
      )
      .join('\n\n');
    const { pasteId, stories } = await pasteStory(ctx, { text });
    expect(stories).toHaveLength(4);
    const erase = stories.map(({ story }) => eraseStory(ctx, { id: story.id, title: story.title }));
    const change = stories.map(({ story }) =>
      addClaim(ctx, { id: story.id, part: 'result', text: 'And more' }),
    );
    await wins(change);
    const erased = await Promise.all(erase);
    expect(erased.filter((one) => one.pasteKeptFor === 0)).toHaveLength(1);
    await expect(getPaste(ctx, { id: pasteId })).rejects.toMatchObject({ code: 'not-found' });
    expect(
      await database.store.db
        .selectFrom('story_claim')
        .select('id')
        .where(
          'story_id',
          'in',
          stories.map(({ story }) => story.id),
        )
        .execute(),
    ).toEqual([]);
  });
});
