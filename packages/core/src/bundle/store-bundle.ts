import {
  DomainError,
  describeKind,
  isItemType,
  type BundleLine,
  type BundleOf,
  type BundleType,
} from '@debrief/contract';
import { insertHistory } from '../activity/index.ts';
import { itemsByKind } from '../all-items.ts';
import type { Context } from '../context.ts';
import {
  hasRestored,
  insertBundledSources,
  insertEvidence,
  insertImports,
  insertRedactionLines,
  insertRejections,
  insertIncludedStreams,
  insertStreamMembers,
  insertStreams,
  isAllFromBundle,
} from '../evidence/index.ts';
import { insertItemLines } from '../item/index.ts';
import { insertSuggestionLines } from '../report/index.ts';
import { insertBundledIncident, insertMilestones, type IncidentRow } from '../incident/index.ts';
import { insertFactorLinks } from '../investigation/index.ts';
import { insertKeptNotes } from '../lens/index.ts';
import { insertItemTagLines, insertTagLines } from '../tag/index.ts';
import { insertIdentities, insertPersons, linkMergedPersons } from '../identity/index.ts';
import { insertDeclinedMatches, insertPersonRoles } from '../people/index.ts';
import {
  insertBundledReports,
  insertReaderQuestions,
  insertVersions,
  insertVersionUses,
} from '../report/index.ts';
import { listReferencedEvidence } from './references.ts';

const batchLines = 500;
const batchCharacters = 2_000_000;

/**
 * Writes a bundle in statements of bounded size, in the caller's transaction. The caller rolls back
 * if reading the lines fails.
 */
export async function storeBundle(
  ctx: Context,
  lines: AsyncIterable<BundleLine>,
): Promise<IncidentRow> {
  const keeper = new Keeper(ctx);
  for await (const line of lines) await keeper.take(line);
  return keeper.finish();
}

class Keeper {
  readonly #ctx: Context;
  #ref = '';
  #incident: IncidentRow | null = null;
  #batch: BundleLine[] = [];
  #characters = 0;
  readonly #merged = new Map<string, string>();
  /** New ids of undoable changes, by position. */
  readonly #changes = new Map<number, string>();

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  async take(line: BundleLine): Promise<void> {
    const isOther = this.#batch[0] !== undefined && this.#batch[0].type !== line.type;
    // An undo needs the new id of the change that it undoes.
    const waits =
      line.type === 'activity' && line.undoes !== null && !this.#changes.has(line.undoes);
    if (isOther || waits || this.#batch.length >= batchLines || this.#characters >= batchCharacters)
      await this.#flush();
    this.#batch.push(line);
    this.#characters +=
      line.type === 'evidence'
        ? line.text.length + line.payload.length
        : line.type === 'report'
          ? line.state.length
          : 500;
  }

  async finish(): Promise<IncidentRow> {
    await this.#flush();
    await linkMergedPersons(this.#ctx, this.#merged);
    const incident = this.#row();
    if (await hasRestored(this.#ctx, incident.id))
      throw new DomainError(
        'conflict',
        'This bundle contains evidence that was removed here for a legal reason. Export the incident again after removing it there.',
      );
    return incident;
  }

  #row(): IncidentRow {
    if (!this.#incident) throw new DomainError('bad-file', 'The bundle contains no incident.');
    return this.#incident;
  }

  async #flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#characters = 0;
    const [first] = batch;
    if (first) await this.#keep(first.type, batch);
  }

  async #keep(type: BundleType, batch: BundleLine[]): Promise<void> {
    const ctx = this.#ctx;
    if (isItemType(type)) {
      await this.#holdToEvidence(batch);
      return insertItemLines(ctx, itemsByKind[type], this.#row().id, only(batch, type));
    }
    switch (type) {
      case 'bundle':
        this.#ref = only(batch, 'bundle')[0]?.ref ?? '';
        return;
      case 'incident':
        for (const line of only(batch, 'incident'))
          this.#incident = await insertBundledIncident(ctx, line, this.#ref);
        return;
      case 'source':
        return insertBundledSources(ctx, this.#row().id, only(batch, 'source'));
      case 'stream':
        return insertStreams(ctx, only(batch, 'stream'));
      case 'included-stream':
        return insertIncludedStreams(ctx, this.#row().id, only(batch, 'included-stream'));
      case 'person':
        return this.#persons(only(batch, 'person'));
      case 'identity':
        return insertIdentities(ctx, only(batch, 'identity'));
      case 'person-role':
        return insertPersonRoles(ctx, this.#row().id, only(batch, 'person-role'));
      case 'stream-member':
        return insertStreamMembers(ctx, only(batch, 'stream-member'));
      case 'declined-match':
        return insertDeclinedMatches(ctx, only(batch, 'declined-match'));
      case 'import':
        return insertImports(ctx, this.#row().id, only(batch, 'import'));
      case 'rejection':
        return insertRejections(ctx, only(batch, 'rejection'));
      case 'evidence':
        return insertEvidence(ctx, only(batch, 'evidence'));
      case 'redaction':
        await this.#holdToEvidence(batch);
        return insertRedactionLines(ctx, only(batch, 'redaction'));
      case 'milestone':
        return insertMilestones(ctx, this.#row().id, only(batch, 'milestone'));
      case 'factor-link':
        return insertFactorLinks(ctx, this.#row().id, only(batch, 'factor-link'));
      case 'suggestion':
        await this.#holdToEvidence(batch);
        return insertSuggestionLines(ctx, this.#row().id, only(batch, 'suggestion'));
      case 'report':
        return insertBundledReports(ctx, this.#row().id, only(batch, 'report'));
      case 'published-version':
        return insertVersions(ctx, this.#row().id, only(batch, 'published-version'));
      case 'reader-question':
        return insertReaderQuestions(ctx, only(batch, 'reader-question'));
      case 'version-use':
        return insertVersionUses(ctx, only(batch, 'version-use'));
      case 'kept-note':
        return insertKeptNotes(ctx, this.#row().id, only(batch, 'kept-note'));
      case 'tag':
        return insertTagLines(ctx, only(batch, 'tag'));
      case 'item-tag':
        return insertItemTagLines(ctx, this.#row().id, only(batch, 'item-tag'));
      case 'activity':
        await this.#holdToEvidence(batch);
        return this.#history(only(batch, 'activity'));
      case 'end':
    }
  }

  async #persons(lines: BundleOf<'person'>[]): Promise<void> {
    for (const line of lines)
      if (line.mergedInto !== null) this.#merged.set(line.id, line.mergedInto);
    await insertPersons(this.#ctx, this.#row().id, lines);
  }

  async #history(lines: BundleOf<'activity'>[]): Promise<void> {
    const rows = lines.map(({ position: _, undoes, ...line }) => ({
      ...line,
      subjectId: undoes === null ? line.subjectId : (this.#changes.get(undoes) ?? null),
    }));
    const ids = await insertHistory(this.#ctx, this.#row().id, rows);
    for (const [index, line] of lines.entries())
      if (describeKind(line.kind).undo !== null) this.#changes.set(line.position, ids[index] ?? '');
  }

  /** A bundle that cites evidence of another incident could make it readable. */
  async #holdToEvidence(batch: BundleLine[]): Promise<void> {
    const ids = batch.flatMap(listReferencedEvidence);
    if (await isAllFromBundle(this.#ctx, this.#row().id, ids)) return;
    throw new DomainError(
      'bad-file',
      "This bundle cites evidence that it doesn't contain. Export the bundle again.",
    );
  }
}

/** The cast holds: only lines of this type remain. */
function only<T extends BundleType>(batch: BundleLine[], type: T): BundleOf<T>[] {
  return batch.filter((line) => line.type === type) as BundleOf<T>[];
}
