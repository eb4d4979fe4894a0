import { createHash } from 'node:crypto';

/** More sections than any report that is small enough to import and readable. */
const mostSections = 2_000;

/** The same id each time for the same part of the same evidence (a version 8 UUID). */
export function createStableId(
  evidenceId: string,
  what: 'section' | 'proposal',
  at: number,
): string {
  const hex = createHash('sha256').update(`${evidenceId} ${what} ${at}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The ids of the sections created from this evidence, if it is an imported report. */
export function listImportedSections(evidenceId: string): string[] {
  return Array.from({ length: mostSections }, (_, at) => createStableId(evidenceId, 'section', at));
}
