import { DomainError } from '@debrief/contract';
import * as Y from 'yjs';
import type { Authorized } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import type { MaskProse } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { readDocument, sectionElements } from './from-yjs.ts';
import { getFragment } from './to-yjs.ts';
import { appendUpdates, foldUpdates, insertUpdates, lockReport, loadDraft } from './rows.ts';

/**
 * Masks words in the shared document of an incident, including removed sections, merged with
 * concurrent typing. No saved data keeps the words: all changes are compacted into a state without
 * deleted text. `mask` gets the section.
 */
export async function maskDraft(ctx: Context, incidentId: string, mask: MaskProse): Promise<void> {
  if (!(await lockReport(ctx, incidentId))) return;
  const draft = await loadDraft(ctx, incidentId);
  if (!draft) return;
  const updates: Uint8Array[] = [];
  draft.doc.on('update', (update: Uint8Array) => void updates.push(update));
  draft.doc.transact(() => {
    for (const { text, sectionId } of listTexts(draft.doc))
      maskText(text, (words) => mask(sectionId, words));
  });
  if (updates.length === 0) return;
  await appendUpdates(
    ctx,
    incidentId,
    updates.map((update) => ({ update, by: ctx.actor })),
  );
  await foldUpdates(ctx, incidentId);
}

/**
 * Replaces words in a section of the shared document, merged with concurrent typing. Errors:
 * `not-found`, `conflict` if some of the words are left, because parts of them are formatted.
 */
export async function replaceInSection(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  sectionId: string,
  replace: (text: string) => string,
): Promise<void> {
  const draft = (await lockReport(ctx, incident.id)) ? await loadDraft(ctx, incident.id) : null;
  if (!draft) throw new DomainError('not-found', 'This incident has no report yet.');
  const updates: Uint8Array[] = [];
  draft.doc.on('update', (update: Uint8Array) => void updates.push(update));
  const texts = listTexts(draft.doc).filter((one) => one.sectionId === sectionId);
  draft.doc.transact(() => {
    for (const { text } of texts)
      for (const { at, length, text: words, attributes } of listRuns(text).toReversed()) {
        if (words === null || replace(words) === words) continue;
        text.delete(at, length);
        text.insert(at, replace(words), attributes);
      }
  });
  const left = texts.some(({ text }) => {
    const words = listRuns(text)
      .map((run) => run.text ?? '\uFFFC')
      .join('');
    return replace(words) !== words;
  });
  if (left)
    throw new DomainError(
      'conflict',
      'Part of the words is formatted differently. Change them in the report by hand.',
    );
  if (updates.length === 0) return;
  await insertUpdates(
    ctx,
    incident,
    updates.map((update) => ({ update, by: ctx.actor })),
  );
  await record(ctx, {
    kind: 'report.written',
    incidentId: incident.id,
    subjectId: incident.id,
    after: { sections: [sectionId] },
  });
}

/** Every text of the document with its section; none for text outside any section. */
function listTexts(doc: Y.Doc): { text: Y.XmlText; sectionId: string }[] {
  const fragment = getFragment(doc);
  const { content } = readDocument(doc);
  const ids = new Map(
    sectionElements(doc).map((element, at) => [element, content[at]?.attrs.id ?? '']),
  );
  return [...fragment.createTreeWalker((node) => node instanceof Y.XmlText)].flatMap((text) => {
    if (!(text instanceof Y.XmlText)) return [];
    let top = text.parent;
    while (top && top.parent !== fragment) top = top.parent;
    return [{ text, sectionId: (top instanceof Y.XmlElement && ids.get(top)) || '' }];
  });
}

interface Run {
  at: number;
  length: number;
  /** Null for anything except text. */
  text: string | null;
  attributes: Record<string, unknown>;
}

/** Runs keep their formatting; a link whose URL contains the words is removed. */
function maskText(shared: Y.XmlText, mask: (text: string) => string): void {
  const runs = listRuns(shared);
  const before = runs.map((run) => run.text ?? '\uFFFC').join('');
  const after = mask(before);
  for (const { at, length, text, attributes } of runs) {
    const next = after.slice(at, at + length);
    const kept = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        name,
        holdsWords(value, mask) ? null : value,
      ]),
    );
    if (text === null || (next === text && Object.values(kept).every((value) => value !== null)))
      continue;
    shared.delete(at, length);
    shared.insert(at, next, kept);
  }
}

function listRuns(shared: Y.XmlText): Run[] {
  // The cast holds: a delta has this form, and its parts are checked.
  const delta = shared.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
  let at = 0;
  return delta.map(({ insert, attributes }) => {
    const text = typeof insert === 'string' ? insert : null;
    const run: Run = { at, length: text?.length ?? 1, text, attributes: attributes ?? {} };
    at += run.length;
    return run;
  });
}

/** Whether a format, such as the URL of a link, contains words to mask. */
export function holdsWords(value: unknown, mask: (text: string) => string): boolean {
  if (typeof value === 'string') return mask(value) !== value;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((inner) => holdsWords(inner, mask))
  );
}
