import { readFile } from 'node:fs/promises';
import type { KnownPerson } from '@debrief/prose/check';
import { importBundleText, testWorld } from '@debrief/testkit';
import { loadParticipants } from '../../people/index.ts';
import { buildIndex } from '../build-index.ts';
import { loadTimes } from '../load-times.ts';
import type { RecordItem } from '../record-index.ts';
import { incidentByRef } from '../../incident/index.ts';
import { loadReportDocument } from '../../report/index.ts';
import { readDocumentReport } from '../written-report.ts';

/** The record of the sample incident, read from a database once. */
export interface SampleRecord {
  items: readonly RecordItem[];
  people: KnownPerson[];
  zone: { written: string; offset: null; iana: string };
  period: { fromMs: number; untilMs: number } | null;
  durations: { name: string; ms: number }[];
  /** Its report as plain paragraphs, without citations and live blocks. */
  report: string;
}

const sample = new URL('../../../../../demo/sample/finished.bundle.jsonl', import.meta.url);

export async function loadSample(): Promise<SampleRecord> {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref } = await importBundleText(ctx, await readFile(sample, 'utf8'));
  const incident = await incidentByRef(ctx, ref);
  const report = { vocabulary: [], sentences: [], itemId: null };
  const { index } = await buildIndex(ctx, { id: incident.id, ref }, report);
  const participants = await loadParticipants(ctx, incident.id);
  const document = (await loadReportDocument(ctx, incident.id)) ?? { type: 'doc', content: [] };
  const { blocks } = readDocumentReport('report.md', document);
  return {
    items: index.items,
    people: participants
      .filter(({ isBot, name }) => !isBot && name.includes(' '))
      .map(({ personId, name, identities }) => ({
        id: personId,
        name,
        also: identities.map((identity) => identity.name),
      })),
    zone: { written: incident.zone, offset: null, iana: incident.zone },
    ...(await loadTimes(ctx, incident, null)),
    report: blocks.map(({ text }) => text.trim()).join('\n\n'),
  };
}
