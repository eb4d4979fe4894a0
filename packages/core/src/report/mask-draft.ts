import * as Y from 'yjs';
import type { Context } from '../context.ts';
import type { MaskProse } from '../evidence/index.ts';
import { readDocument, sectionElements } from './from-yjs.ts';
import { getFragment } from './to-yjs.ts';
import { appendUpdates, foldUpdates, lockReport, loadDraft } from './rows.ts';

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
