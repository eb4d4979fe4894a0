import type { Import, Incident } from '@debrief/contract';
import type { DebriefProcess } from '@debrief/testkit/process';
import { expect, vi } from 'vitest';

interface ImportedFile {
  name: string;
  body: string;
  options?: Record<string, string>;
  rejected?: number;
}

/** Declares an incident and imports a file into it through the API. */
export async function importIntoNewIncident(
  { client }: Pick<DebriefProcess, 'client'>,
  title: string,
  { name, body, options, rejected = 0 }: ImportedFile,
): Promise<Incident> {
  const incident = await client.incident.declare({ title });
  const begun = await client.evidence.import(
    { ...options, incident: incident.ref, name },
    { file: body },
  );
  const read = (): Promise<Import> => client.evidence.getImport({ id: begun.id });
  await vi.waitUntil(async () => (await read()).state !== 'running', { timeout: 30_000 });
  expect(await read()).toMatchObject({ state: 'done', rejected });
  return incident;
}

/** JSON Lines of messages, one per minute. */
export function chat(texts: string[], author: (index: number) => string = () => 'ada'): string {
  return texts
    .map((text, index) =>
      JSON.stringify({
        at: new Date(Date.UTC(2026, 2, 2, 8, index)).toISOString(),
        author: author(index),
        text,
      }),
    )
    .join('\n');
}
