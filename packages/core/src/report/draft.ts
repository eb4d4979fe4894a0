import { setImmediate } from 'node:timers/promises';
import {
  SectionOfReport,
  WriteSections,
  type WriteSection,
  largestReportChange,
  type Report,
  type ReportDocument,
  DomainError,
} from '@debrief/contract';
import * as Y from 'yjs';
import { authorize, type Authorized } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { readDocument } from './from-yjs.ts';
import { maskDraft } from './mask-report.ts';
import {
  countUpdates,
  foldUpdates,
  lockReport,
  insertReport,
  insertUpdates,
  loadDraft,
  presentReport,
  stateToken,
  type Draft,
} from './rows.ts';
import { firstSections, insertSections, markSection, writeSection } from './write.ts';
import { verb } from '../verb.ts';

/** With more updates than this, adding the next one compacts them into the state. */
export const mostUpdates = 200;

/** The report as it is saved now, or what it says about a time. Errors: `not-found`. */
export async function readReport(
  ctx: Context,
  input: { incident: string; knownAt?: string | undefined },
): Promise<Report> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const report = presentReport(ctx, incident, await loadDraft(ctx, incident.id));
  if (input.knownAt === undefined) return report;
  const shown = await maskDraft(ctx, incident, report.document, input.knownAt);
  return { ...report, ...shown, uncited: [], words: 0, can: { write: false, publish: false } };
}

/**
 * The current document; null if it was not started. The caller has checked that the actor can see
 * the incident.
 */
export async function loadReportDocument(
  ctx: Context,
  incidentId: string,
): Promise<ReportDocument | null> {
  return (await loadReportDraft(ctx, incidentId))?.document ?? null;
}

/**
 * Like `loadReportDocument`, with the token of this version. It does not change inside a
 * transaction that has locked the report.
 */
export async function loadReportDraft(
  ctx: Context,
  incidentId: string,
): Promise<{ document: ReportDocument; state: string } | null> {
  const draft = await loadDraft(ctx, incidentId);
  return draft && { document: readDocument(draft.doc), state: stateToken(draft) };
}

/**
 * Creates the report with the sections of a review, once, however often it is called. Errors:
 * `not-found`, `forbidden`.
 */
export async function beginReport(ctx: Context, input: { incident: string }): Promise<Report> {
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    if (await isNew(ctx, incident))
      await record(ctx, { kind: 'report.begun', incidentId: incident.id, subjectId: incident.id });
    return presentReport(ctx, incident, await loadDraft(ctx, incident.id));
  });
}

/** Creates the report if it does not exist; returns whether it did. */
async function isNew(ctx: Context, incident: Authorized<IncidentRow>): Promise<boolean> {
  if (await lockReport(ctx, incident.id)) return false;
  const doc = new Y.Doc();
  insertSections(doc, 0, firstSections(ctx.ids.next));
  return insertReport(ctx, incident, Y.encodeStateAsUpdate(doc));
}

/**
 * Adds or replaces sections, merged with concurrent typing. Creates the report if needed. Errors:
 * `invalid`, `not-found`, `forbidden`, `too-large`, `conflict` if `state` does not name the current
 * document.
 */
export const writeSections = verb(WriteSections, async (ctx, input): Promise<Report> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  if (await isNew(ctx, incident))
    await record(ctx, { kind: 'report.begun', incidentId: incident.id, subjectId: incident.id });
  const draft = await heldDraft(ctx, incident);
  if (
    input.state !== undefined &&
    input.state !== stateToken(draft) &&
    input.state !== stateToken(null)
  )
    throw new DomainError(
      'conflict',
      'The report changed while you were editing. Nothing was saved. Reload it, then write again.',
      {
        current: presentReport(ctx, incident, draft),
      },
    );
  const written: string[] = [];
  const after = await applyAndSave(ctx, incident, draft, (doc) => {
    for (const section of input.sections) {
      const id = writeSection(doc, section, ctx.ids.next);
      if (id !== null) written.push(id);
    }
  });
  if (written.length > 0)
    await record(ctx, {
      kind: 'report.written',
      incidentId: incident.id,
      subjectId: incident.id,
      after: { sections: written },
    });
  return presentReport(ctx, incident, after);
});

/** Approximate JSON length of one part of a long write. */
const partLength = 40_000;
const mostInPart = 50;
const partsInUpdate = 10;

/**
 * Appends any number of sections to a report, part by part, so that the process can answer other
 * requests in between. Sections whose id already exists are skipped. The caller records the
 * import. Errors: `invalid`, `not-found`, `forbidden`.
 */
export async function appendSections(
  ctx: Context,
  ref: string,
  sections: readonly WriteSection[],
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, ref));
    if (await isNew(ctx, incident))
      await record(ctx, { kind: 'report.begun', incidentId: incident.id, subjectId: incident.id });
    const { doc } = await heldDraft(ctx, incident);
    let updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => void updates.push(update));
    const parts = inParts(sections);
    for (const [at, part] of parts.entries()) {
      const input = parse(WriteSections, { incident: ref, sections: part });
      await setImmediate();
      doc.transact(() => {
        for (const section of input.sections) writeSection(doc, section, ctx.ids.next);
      });
      await setImmediate();
      if (updates.length === 0 || (updates.length < partsInUpdate && at < parts.length - 1))
        continue;
      // Merges updates: compacting a report with many updates reads and writes all of it.
      await insertUpdates(ctx, incident, [{ update: Y.mergeUpdates(updates), by: ctx.actor }]);
      updates = [];
    }
    if ((await countUpdates(ctx, incident.id)) > mostUpdates) await foldUpdates(ctx, incident.id);
  });
}

function inParts(sections: readonly WriteSection[]): WriteSection[][] {
  const parts: WriteSection[][] = [];
  let length = Infinity;
  for (const section of sections) {
    const its = JSON.stringify(section).length;
    const last = parts.at(-1);
    if (last && last.length < mostInPart && length + its <= partLength) {
      last.push(section);
      length += its;
    } else {
      parts.push([section]);
      length = its;
    }
  }
  return parts;
}

/** Marks a section as removed and keeps its text. Errors: `not-found`, `forbidden`. */
export async function removeSection(ctx: Context, raw: SectionOfReport): Promise<Report> {
  return inTransaction(ctx, async (ctx) => {
    const { incident, id, after, isChanged } = await setRemoved(ctx, raw, true);
    if (isChanged)
      await record(ctx, { kind: 'report.section-removed', incidentId: incident.id, subjectId: id });
    return presentReport(ctx, await authorize(ctx, 'incident:write', incident), after);
  });
}

/** Restores a removed section with all its text. Errors: `not-found`, `forbidden`. */
export async function restoreSection(ctx: Context, raw: SectionOfReport): Promise<Report> {
  return inTransaction(ctx, async (ctx) => {
    const { incident, id, after, isChanged } = await setRemoved(ctx, raw, false);
    if (isChanged)
      await record(ctx, {
        kind: 'report.section-restored',
        incidentId: incident.id,
        subjectId: id,
      });
    return presentReport(ctx, await authorize(ctx, 'incident:write', incident), after);
  });
}

async function setRemoved(ctx: Context, raw: SectionOfReport, isRemoved: boolean) {
  const { incident: ref, id } = parse(SectionOfReport, raw);
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, ref));
  const draft = await heldDraft(ctx, incident);
  let result: boolean | null = null;
  const after = await applyAndSave(
    ctx,
    incident,
    draft,
    (doc) => (result = markSection(doc, id, isRemoved)),
  );
  if (result === null) throw new DomainError('not-found', 'Section not found in the report.');
  return { incident, id, after, isChanged: result === true };
}

async function heldDraft(ctx: Context, incident: Authorized<IncidentRow>): Promise<Draft> {
  const draft = (await lockReport(ctx, incident.id)) ? await loadDraft(ctx, incident.id) : null;
  if (!draft)
    throw new DomainError('not-found', 'This incident has no report yet. Start one first.');
  return draft;
}

/** Saves what the change does to a locked document; does nothing if it has no effect. */
async function applyAndSave(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  draft: Draft,
  change: (doc: Y.Doc) => void,
): Promise<Draft> {
  const updates: Uint8Array[] = [];
  draft.doc.on('update', (update: Uint8Array) => void updates.push(update));
  draft.doc.transact(() => change(draft.doc));
  const [update] = updates;
  if (!update) return draft;
  if (update.length > largestReportChange)
    throw new DomainError(
      'too-large',
      'This change is larger than 4 MB. Write it in parts, or import it as a file and cite it.',
    );
  const { last } = await insertUpdates(ctx, incident, [{ update, by: ctx.actor }]);
  if ((await countUpdates(ctx, incident.id)) > mostUpdates) await foldUpdates(ctx, incident.id);
  return { ...draft, seq: last, updatedAt: ctx.clock.now() };
}
