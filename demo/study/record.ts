import type { Client } from '@debrief/client';
import type { Evidence } from '@debrief/contract';

/** Finds quoted words in the record of an incident, so that each claim of the study points to what was written. */
export interface RecordOfIncident {
  /** The item that holds the words, with their place in it. Errors: where none or several hold them. */
  says(words: string): { evidenceId: string; quoteStart: number; quoteEnd: number; at: string };
}

export async function readRecord(client: Client, incident: string): Promise<RecordOfIncident> {
  const items: Evidence[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await client.evidence.record({ incident, limit: 500, ...(cursor && { cursor }) });
    for (const item of page.items)
      items.push(
        item,
        ...(item.replyCount > 0
          ? (await client.evidence.thread({ incident, id: item.id })).items
          : []),
      );
    cursor = page.after;
  }
  return {
    says(words) {
      // The same words come from the chat's copy of an alert and from its own log: the first of them is what was first known.
      const [first] = items
        .filter((item) => item.text.includes(words))
        .toSorted((a, b) => a.occurredAt.localeCompare(b.occurredAt));
      if (!first)
        throw new Error(
          `The record of ${incident} does not say “${words}”. Import the demo first; the study rests on its words.`,
        );
      const quoteStart = first.text.indexOf(words);
      return {
        evidenceId: first.id,
        quoteStart,
        quoteEnd: quoteStart + words.length,
        at: first.occurredAt,
      };
    },
  };
}
