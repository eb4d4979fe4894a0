import type { Evidence, Story, StoryClaim } from '@debrief/contract';
import { makeRecord, testWorld, type World } from '@debrief/testkit';
import type { Context } from '../../context.ts';
import { addStory } from '../index.ts';

export let world: World;
export let ctx: Context;
export let incident: { id: string; ref: string };
export let items: Evidence[];

/** Before each test: an editor's incident with six messages in its record. */
export const prepareRecord = async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ incident, items } = await makeRecord(ctx, [
    'lag alarm',
    "I'll take it",
    'is it the broker?',
    'the alias lacks three days',
    'patched',
    'search is back to normal',
  ]));
};

export const item = (index: number) => items[index]?.id ?? '';
export const ofEvidence = (index: number, more: object = {}) => ({
  incident: incident.ref,
  target: 'evidence' as const,
  targetId: item(index),
  ...more,
});

export async function begin(): Promise<Story> {
  return (
    await addStory(ctx, {
      title: 'The alias',
      incident: incident.ref,
      competencies: ['dive-deep', 'dive-deep'],
    })
  ).story;
}

export function findClaim(story: Story, id: string | null): StoryClaim {
  const claim = story.claims.find((one) => one.id === id);
  if (!claim) throw new Error('claim not found');
  return claim;
}

export async function findAccountId(
  who: 'viewer' | 'admin' | 'outsider' | 'editor',
): Promise<string> {
  const actor = world[who];
  return actor.type === 'account' ? actor.accountId : '';
}
