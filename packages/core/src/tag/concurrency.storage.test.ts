import { countFulfilled, makeRecord, times } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { changeItemTags, listItemTags } from '../coding/index.ts';
import { ctx, describeServerWorld } from '../server-world.fixture.ts';
import { addTag, listCodebook, mergeTag } from './index.ts';

describeServerWorld('the codebook on a server with many connections', () => {
  const merges = async () =>
    (await listCodebook(ctx)).items.flatMap(({ name, mergedInto }) =>
      mergedInto === null ? [] : [name],
    );

  test('of two opposite merges one wins, and no item loses its tag', async () => {
    const { incident, items } = await makeRecord(ctx, ['one', 'two']);
    const [a, b] = [await addTag(ctx, { name: 'Left' }), await addTag(ctx, { name: 'Right' })];
    const on = (tagId: string, index: number) => ({
      tagId,
      kind: 'evidence' as const,
      id: items[index]?.id ?? '',
    });
    const merged = await countFulfilled('conflict', [
      mergeTag(ctx, { id: a.id, version: 1, into: b.id }),
      mergeTag(ctx, { id: b.id, version: 1, into: a.id }),
      changeItemTags(ctx, { incident: incident.ref, add: [on(a.id, 0)] }),
      changeItemTags(ctx, { incident: incident.ref, add: [on(b.id, 1)] }),
    ]);
    expect(merged).toBe(3);
    expect(await merges()).toHaveLength(1);
    const tags = await listItemTags(ctx, { incident: incident.ref });
    expect(tags.items).toHaveLength(1);
    expect(tags.items[0]?.evidence).toHaveLength(2);
  });

  test('three tags merged in a circle at once leave one', async () => {
    const ring = await Promise.all(['P', 'Q', 'R'].map((name) => addTag(ctx, { name })));
    const before = (await merges()).length;
    await countFulfilled(
      'conflict',
      ring.map(({ id }, index) =>
        mergeTag(ctx, { id, version: 1, into: ring[(index + 1) % 3]?.id ?? '' }),
      ),
    );
    const made = (await merges()).length - before;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(3);
  });

  test('one name is added once', async () => {
    const names = ['Late alert', 'late  ALERT', 'Ｌate alert', 'LATE ALERT'];
    expect(
      await countFulfilled(
        'conflict',
        times(4, (index) => addTag(ctx, { name: names[index] ?? '' })),
      ),
    ).toBe(1);
  });
});
