import { ownerSignIn } from '@debrief/testkit/browser';
import { createPersonClient } from './person-client.ts';
import type { Person } from './desk.ts';

/**
 * Someone else's story: the owner is asked about a sentence, is invited, comments and rates it; and
 * a removed story of the owner's own. Returns the id of the story that the owner is invited to.
 */
export async function shareStory(origin: string, person: Person): Promise<string> {
  const [theirs, mine] = await Promise.all([
    createPersonClient(origin, person),
    createPersonClient(origin, ownerSignIn),
  ]);
  const { story } = await theirs.story.add({ title: 'What the reader did' });
  const { claimId } = await theirs.story.addClaim({
    id: story.id,
    part: 'action',
    text: 'I held the deploys for twenty minutes.',
  });
  const accountId = (await mine.access.session(undefined)).account?.id ?? '';
  await theirs.story.inviteMentor({ id: story.id, accountId });
  await theirs.story.askPeer({ id: story.id, claimId: claimId ?? '', accountId });
  await mine.story.comment({ id: story.id, claimId: claimId ?? '', text: 'Who asked you to?' });
  await mine.story.rate({ id: story.id, dimension: 'stakes', level: 2, note: 'How many sellers?' });
  const removed = await mine.story.add({ title: 'A draft that was given up' });
  await mine.story.remove({ id: removed.story.id, version: 1 });
  return story.id;
}
