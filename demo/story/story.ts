// Adds the on-call engineer's story of the completed sample incident, with her own account.
import type { Client } from '@debrief/client';
import type { Story, StoryCitationInput } from '@debrief/contract';
import { readRecord } from '../study/record.ts';
import { sentences, title, type SentencePlan } from './sentences.ts';

/** The author, by her name in the record. */
export const teller = 'Ilse Marchetti';

/** Finds what a sentence cites by its text. Errors: when nothing in the incident matches. */
type Find = (cited: SentencePlan['cites'][number]) => StoryCitationInput;

async function finder(client: Client, incident: string): Promise<Find> {
  const [record, timeline, investigation, followUps] = await Promise.all([
    readRecord(client, incident),
    client.timeline.list({ incident }),
    client.investigation.list({ incident }),
    client['follow-up'].list({ incident }),
  ]);
  const one = (
    target: 'event' | 'finding' | 'follow-up',
    words: string,
    all: readonly { id: string; says: string }[],
  ): StoryCitationInput => {
    const found = all.find(({ says }) => says.startsWith(words));
    if (!found)
      throw new Error(
        `No ${target} of ${incident} starts with “${words}”. Complete the incident first: npm run study.`,
      );
    return { incident, target, targetId: found.id };
  };
  return (cited) => {
    if (typeof cited === 'string') {
      const { evidenceId, quoteStart, quoteEnd } = record.says(cited);
      return { incident, target: 'evidence', targetId: evidenceId, quoteStart, quoteEnd };
    }
    if ('event' in cited)
      return one(
        'event',
        cited.event,
        timeline.events.map(({ id, title: says }) => ({ id, says })),
      );
    if ('finding' in cited)
      return one(
        'finding',
        cited.finding,
        investigation.findings.map(({ id, statement: says }) => ({ id, says })),
      );
    return one(
      'follow-up',
      cited.followUp,
      followUps.items.map(({ id, text: says }) => ({ id, says })),
    );
  };
}

/** Sets which person of the record the author is. Errors: when the record has no one of that name. */
async function sayWhoIAm(client: Client, incident: string): Promise<void> {
  const { participants } = await client.people.list({ incident });
  const me = participants.find((one) => one.name === teller);
  if (!me)
    throw new Error(`${teller} is not in the record of ${incident}. Import the sample data first.`);
  await client.story.setMe({ personId: me.personId });
}

/**
 * Adds the on-call engineer's story of the sample incident, sentence by sentence, with citations. `client` is signed in as her.
 * Errors: when the incident is not completed, or lacks words that a sentence cites.
 */
export async function writeStory(client: Client, incident: string): Promise<Story> {
  await sayWhoIAm(client, incident);
  const find = await finder(client, incident);
  const { story } = await client.story.add({
    title,
    incident,
    outcome: 'mixed',
    happenedOn: '2022-12-06',
    competencies: ['diagnosis', 'judgement', 'working-with-others', 'rigour', 'learning'],
  });
  for (const { part, text, cites, numbers = [] } of sentences) {
    const citations = cites.map(find);
    const [first] = citations;
    const takenFrom = first ? { target: first.target, targetId: first.targetId } : null;
    await client.story.addClaim({
      id: story.id,
      part,
      text,
      citations,
      isRecollection: cites.length === 0,
      numbers: numbers.map((number) => ({ ...number, takenFrom })),
    });
  }
  return client.story.get({ id: story.id });
}
