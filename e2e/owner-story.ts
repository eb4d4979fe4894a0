import type { Client } from '@debrief/client';
import type { DebriefProcess } from '@debrief/testkit/process';
import { ownerSignIn } from '@debrief/testkit/browser';
import { createPersonClient } from './person-client.ts';

export interface OwnerStory {
  story: string;
  /** A question of the owner's own. */
  question: string;
}

const titles = [
  'A ledger that disagreed with the warehouse by eleven cents, and what it took to believe it',
  'Saying no to the Friday migration',
  'First night on call',
  'Two hours without a cause',
  'Cut the bill by two thirds',
  'The queue that was never read',
  'A drill that became an incident',
  'Nobody owned it',
];

/**
 * Stories of the owner, with rehearsals. The first has a sentence in each part; the evidence of one
 * of them is in the record.
 */
export async function tellStories({
  client,
  origin,
}: Pick<DebriefProcess, 'client' | 'origin'>): Promise<OwnerStory> {
  const mine = await createPersonClient(origin, ownerSignIn);
  const { items } = await client.evidence.record({ incident: 'INC-1', limit: 1 });
  const { story } = await mine.story.add({
    title: 'The days that search forgot',
    incident: 'INC-1',
    competencies: ['diagnosis', 'learning'],
  });
  for (const part of ['situation', 'task', 'action', 'result', 'learning'] as const) {
    const citations =
      part === 'action'
        ? [{ incident: 'INC-1', target: 'evidence' as const, targetId: items[0]?.id ?? '' }]
        : [];
    await mine.story.addClaim({
      id: story.id,
      part,
      text: `We improved the ${part}${part === 'situation' ? ' of Quobble Pottery on es-7.fra1' : ''} by 80 %.`,
      citations,
      isRecollection: part === 'learning',
    });
  }
  // Enough to make the matrix wider than a screen.
  for (const title of titles)
    await mine.story.add({
      title,
      outcome: 'failure',
      happenedOn: '2024-05-14',
      competencies: ['diagnosis'],
    });
  return { story: story.id, ...(await practise(mine, story.id)) };
}

async function practise(mine: Client, story: string): Promise<Omit<OwnerStory, 'story'>> {
  const { added } = await mine.story.addQuestions({
    format: 'csv',
    text: 'text,competency\n"When did a green dashboard mislead you, and for how long?",diagnosis\n',
  });
  const question = added[0];
  await mine.story.rehearse({
    id: story,
    question: question?.text ?? '',
    said: 'We improved the action by 80 %.',
    tookMs: 74_000,
    againOn: '2022-12-20',
  });
  return { question: question?.id ?? '' };
}
