import type { Client } from '@debrief/client';
import type { Evidence } from '@debrief/contract';

/** Finds quoted words in the record of an incident, so that each statement can cite them. */
export interface RecordOfIncident {
  /** The earliest item that contains the words, with their place in it. Errors: when no item contains them. */
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
      // An alert is in the chat and in its own log: the earliest copy is when it was first known.
      const [first] = items
        .filter((item) => item.text.includes(words))
        .toSorted((a, b) => a.occurredAt.localeCompare(b.occurredAt));
      if (!first)
        throw new Error(
          `The record of ${incident} does not contain “${words}”. Import the sample data first.`,
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
