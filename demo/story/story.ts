// `npm run story -- --server URL --token KEY`: writes the on-call engineer's story of the studied demo incident, through her own account.
import type { Client } from '@debrief/client';
import type { Story, StoryCitationInput } from '@debrief/contract';
import { connect } from '../study/connect.ts';
import { readRecord } from '../study/record.ts';
import { sentences, title, type SentencePlan } from './sentences.ts';

/** Who tells it, by the name in the record. */
export const teller = 'Ilse Marchetti';

/** What a sentence rests on, found by what it says. Errors: where nothing of the incident says it. */
type Find = (rest: SentencePlan['rests'][number]) => StoryCitationInput;

async function finder(client: Client, incident: string): Promise<Find> {
  const [record, timeline, inquiry, followUps] = await Promise.all([
    readRecord(client, incident),
    client.timeline.list({ incident }),
    client.inquiry.list({ incident }),
    client['follow-up'].list({ incident }),
  ]);
  const one = (
    target: 'event' | 'entry' | 'follow-up',
    words: string,
    all: readonly { id: string; says: string }[],
  ): StoryCitationInput => {
    const found = all.find(({ says }) => says.startsWith(words));
    if (!found)
      throw new Error(
        `No ${target} of ${incident} says “${words}”. Study the incident first: npm run study.`,
      );
    return { incident, target, targetId: found.id };
  };
  return (rest) => {
    if (typeof rest === 'string') {
      const { evidenceId, quoteStart, quoteEnd } = record.says(rest);
      return { incident, target: 'evidence', targetId: evidenceId, quoteStart, quoteEnd };
    }
    if ('event' in rest)
      return one(
        'event',
        rest.event,
        timeline.events.map(({ id, title: says }) => ({ id, says })),
      );
    if ('entry' in rest)
      return one(
        'entry',
        rest.entry,
        inquiry.entries.map(({ id, statement: says }) => ({ id, says })),
      );
    return one(
      'follow-up',
      rest.followUp,
      followUps.items.map(({ id, text: says }) => ({ id, says })),
    );
  };
}

/** Says which person of the record the teller is. Errors: where the record has nobody of that name. */
async function sayWhoIAm(client: Client, incident: string): Promise<void> {
  const { participants } = await client.people.list({ incident });
  const me = participants.find((one) => one.name === teller);
  if (!me) throw new Error(`${teller} is not in the record of ${incident}. Import the demo first.`);
  await client.story.setMe({ personId: me.personId });
}

/**
 * Writes the story of the on-call engineer in the demo incident, sentence by sentence, each citing what shows it. `client` acts as her own account.
 * Errors: where the incident is not studied, or lacks words that a sentence rests on.
 */
export async function tellStory(client: Client, incident: string): Promise<Story> {
  await sayWhoIAm(client, incident);
  const find = await finder(client, incident);
  const { story } = await client.story.add({
    title,
    incident,
    outcome: 'mixed',
    happenedOn: '2022-12-06',
    competencies: ['diagnosis', 'judgement', 'working-with-others', 'rigour', 'learning'],
  });
  for (const { part, text, rests, numbers = [] } of sentences) {
    const citations = rests.map(find);
    const [first] = citations;
    const takenFrom = first ? { target: first.target, targetId: first.targetId } : null;
    await client.story.addClaim({
      id: story.id,
      part,
      text,
      citations,
      isRecollection: rests.length === 0,
      numbers: numbers.map((number) => ({ ...number, takenFrom })),
    });
  }
  return client.story.get({ id: story.id });
}

if (import.meta.main) {
  const { client, baseUrl, incident } = await connect(process.argv.slice(2));
  const { items } = await client.incident.list({ limit: 200 });
  const ref = incident ?? items.find((one) => one.isDemo)?.ref;
  if (!ref)
    throw new Error(
      'There is no demo incident here. Name the incident that holds its record with --incident INC-1.',
    );
  const told = await tellStory(client, ref);
  process.stdout.write(
    `${told.claims.length} sentences, ${told.grades.E3} of them shown by an artefact. Read it at ${baseUrl}/practice/stories/${told.id}\n`,
  );
}
