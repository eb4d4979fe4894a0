import { describeKind, type BundleLine, type BundleOf } from '@debrief/contract';
import { createHash } from 'node:crypto';
import { historyPage } from '../activity/index.ts';
import type { Context } from '../context.ts';
import {
  evidenceLines,
  evidencePage,
  redactionLines,
  rejectionsPage,
  streamMembersPage,
  type ItemPlace,
} from '../evidence/index.ts';
import type { Picture } from './picture.ts';

const pageSize = 500;
const heldCharacters = 4_000_000;
const chunkCharacters = 65_536;

/**
 * The bundle in chunks; its last line has the counts and the hash of everything before. Memory use
 * does not grow with the amount of evidence.
 */
export async function* writeBundle(ctx: Context, picture: Picture): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let chunk = '';
  for await (const line of writeLines(ctx, picture)) {
    const text = `${JSON.stringify(line)}\n`;
    hash.update(text);
    counts[line.type] = (counts[line.type] ?? 0) + 1;
    chunk += text;
    if (chunk.length < chunkCharacters) continue;
    yield chunk;
    chunk = '';
  }
  const end: BundleLine = { type: 'end', counts, sha256: hash.digest('hex') };
  yield `${chunk}${JSON.stringify(end)}\n`;
}

async function* writeLines(ctx: Context, picture: Picture): AsyncGenerator<BundleLine> {
  yield* picture.first;
  yield* members(ctx, picture);
  yield* picture.middle;
  yield* rejections(ctx, picture);
  const redactions: BundleOf<'redaction'>[] = [];
  yield* evidence(ctx, picture, redactions);
  yield* redactions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  yield* picture.last;
  yield* history(ctx, picture);
}

async function* members(ctx: Context, picture: Picture): AsyncGenerator<BundleLine> {
  for (const streamId of picture.memberStreamIds) {
    const page = (after: string | null) => streamMembersPage(ctx, streamId, after, pageSize);
    for (
      let lines = await page(null);
      lines.length > 0;
      lines = await page(lines.at(-1)?.identityId ?? null)
    ) {
      yield* lines.filter((line) => picture.identityIds.has(line.identityId));
      if (lines.length < pageSize) break;
    }
  }
}

async function* rejections(ctx: Context, picture: Picture): AsyncGenerator<BundleLine> {
  for (const importId of picture.rejectingImportIds) {
    const page = (after: number) => rejectionsPage(ctx, importId, after, pageSize);
    for (
      let lines = await page(0);
      lines.length > 0;
      lines = await page(lines.at(-1)?.number ?? 0)
    ) {
      yield* lines;
      if (lines.length < pageSize) break;
    }
  }
}

/**
 * The redactions of a page are read after the page, so that anything masked while it was written
 * has its redaction.
 */
async function* evidence(
  ctx: Context,
  picture: Picture,
  redactions: BundleOf<'redaction'>[],
): AsyncGenerator<BundleLine> {
  for (const streamId of picture.selection.streamIds) {
    const page = (after: ItemPlace | null) =>
      evidencePage(ctx, picture.selection, streamId, after, pageSize);
    for (
      let places = await page(null);
      places.length > 0;
      places = await page(places.at(-1) ?? null)
    ) {
      for (const batch of splitIntoBatches(places))
        yield* await evidenceLines(ctx, picture.selection, batch);
      const ids = places.map((place) => place.id);
      redactions.push(...(await redactionLines(ctx, ids)));
      if (places.length < pageSize) break;
    }
  }
}

/** Splits the ids of a page into batches that fit in memory, however large single items are. */
function splitIntoBatches(places: ItemPlace[]): string[][] {
  const batches: string[][] = [];
  let held = Infinity;
  for (const place of places) {
    held += place.size;
    if (held > heldCharacters) {
      batches.push([]);
      held = place.size;
    }
    batches.at(-1)?.push(place.id);
  }
  return batches;
}

/** Ids of activity are local. An undo refers to the undone activity by position. */
async function* history(ctx: Context, picture: Picture): AsyncGenerator<BundleLine> {
  const positions = new Map<string, number>();
  let position = 0;
  let after = '0';
  for (;;) {
    const page = await historyPage(ctx, picture.incidentId, {
      after,
      until: picture.lastActivityId,
      limit: pageSize,
    });
    for (const { id, line } of page) {
      position += 1;
      if (describeKind(line.kind).undo !== null) positions.set(id, position);
      const undoes =
        line.kind.endsWith('.undone') && line.subjectId
          ? (positions.get(line.subjectId) ?? null)
          : null;
      const { kind, at, by, subjectId, before, after } = line;
      yield {
        type: 'activity',
        position,
        kind,
        at,
        by,
        subjectId: undoes === null ? subjectId : null,
        undoes,
        before,
        after,
      };
    }
    if (page.length < pageSize) return;
    after = page.at(-1)?.id ?? after;
  }
}
