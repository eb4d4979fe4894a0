import {
  itemHistoryStates,
  itemKinds,
  describeKind,
  isItemLine,
  type BundleLine,
  type BundleOf,
  type ItemKind,
} from '@debrief/contract';
import { z } from 'zod';
import { itemsByKind } from '../all-items.ts';
import type { ItemState } from '../item/index.ts';

const keptTypes = [
  'source',
  'stream',
  'person',
  'identity',
  'import',
  'published-version',
  'tag',
  ...itemKinds,
] as const;
type Kept = (typeof keptTypes)[number];
type Named = [kind: Kept, id: string | null];

/**
 * Checks that each line refers only to lines before it. Evidence ids are not kept, because there
 * can be many: the database checks those when the bundle is written.
 */
export class References {
  readonly #known = new Map(keptTypes.map((type): [Kept, Set<string>] => [type, new Set()]));
  readonly #merged = new Set<string>();
  /** Changes by position, with the kind of item they changed. */
  readonly #changes = new Map<number, ItemKind>();
  #before: BundleOf<'evidence'> | null = null;

  /** The fault of the line, or null. */
  take(line: BundleLine): string | null {
    const missing = namedBy(line).find((named) => !this.#has(named));
    if (missing) return `refers to ${missing[0]} ${missing[1]}, which isn't in the bundle`;
    if (isItemLine(line)) return this.#keep(line.type, line.state.id);
    switch (line.type) {
      case 'person':
        if (line.mergedInto !== null) this.#merged.add(line.mergedInto);
        return this.#keep(line.type, line.id);
      case 'source':
      case 'stream':
      case 'identity':
      case 'import':
      case 'published-version':
        return this.#keep(line.type, line.id);
      case 'evidence':
        return this.#evidence(line);
      case 'activity':
        return this.#activity(line);
      case 'end':
        return [...this.#merged].every((id) => this.#has(['person', id]))
          ? null
          : "a person was merged into someone who isn't in the bundle";
      case 'bundle':
      case 'incident':
      case 'included-stream':
      case 'person-role':
      case 'stream-member':
      case 'declined-match':
      case 'rejection':
      case 'redaction':
      case 'factor-link':
      case 'suggestion':
      case 'milestone':
      case 'report':
      case 'reader-question':
      case 'version-use':
      case 'kept-note':
      case 'item-tag':
        return null;
      case 'tag':
        return this.#keep(line.type, line.name);
    }
  }

  #keep(kind: Kept, id: string): null {
    this.#known.get(kind)?.add(id);
    return null;
  }

  #has([kind, id]: Named): boolean {
    return id === null || this.#known.get(kind)?.has(id) === true;
  }

  /** Revisions of an item are adjacent, each after the one that it revises. */
  #evidence(line: BundleOf<'evidence'>): string | null {
    const before = this.#before;
    this.#before = line;
    if (line.revision === 1)
      return line.itemId === line.id && line.revises === null
        ? null
        : "a first revision can't revise another";
    const follows =
      before?.itemId === line.itemId &&
      before.streamId === line.streamId &&
      before.key === line.key &&
      before.revision + 1 === line.revision &&
      before.id === line.revises;
    return follows ? null : "the revision doesn't follow the one that it revises";
  }

  #activity(line: BundleOf<'activity'>): string | null {
    const changes = describeKind(line.kind).undo;
    const undone = line.undoes === null ? null : this.#changes.get(line.undoes);
    if (
      line.undoes !== null &&
      (!line.kind.endsWith('.undone') || undone === undefined || undone !== changes)
    )
      return `undoes change ${line.undoes}, which isn't an earlier change in the bundle`;
    if (changes === null) return null;
    this.#changes.set(line.position, changes);
    const named = namedInStates(line);
    if (named === null) return 'the state before and after is missing';
    const missing = named.find((one) => !this.#has(one));
    return missing ? `refers to ${missing[0]} ${missing[1]}, which isn't in the bundle` : null;
  }
}

function namedBy(line: BundleLine): Named[] {
  if (isItemLine(line)) return listReferences(line.type, line.state);
  switch (line.type) {
    case 'stream':
      return [['source', line.sourceId]];
    case 'included-stream':
      return [['stream', line.streamId]];
    case 'identity':
      return [
        ['source', line.sourceId],
        ['person', line.personId],
      ];
    case 'person-role':
      return [['person', line.personId]];
    case 'stream-member':
      return [
        ['stream', line.streamId],
        ['identity', line.identityId],
      ];
    case 'declined-match':
      return [
        ['person', line.one],
        ['person', line.other],
      ];
    case 'import':
      return [['source', line.sourceId]];
    case 'rejection':
      return [['import', line.importId]];
    case 'evidence':
      return [
        ['stream', line.streamId],
        ['import', line.importId],
        ['identity', line.identityId],
        ...line.reactions.map((reaction): Named => ['identity', reaction.identityId]),
      ];
    case 'factor-link':
      return [
        ['finding', line.from],
        ['finding', line.to],
      ];
    case 'milestone':
      return [['event', line.eventId]];
    case 'kept-note':
      return line.targetKind === 'report' ? [] : [[line.targetKind, line.targetId]];
    case 'item-tag':
      return [
        ['tag', line.tag],
        ...(line.targetKind === 'evidence' ? [] : [[line.targetKind, line.targetId] as Named]),
      ];
    case 'reader-question':
    case 'version-use':
      return [['published-version', line.publishedVersionId]];
    case 'bundle':
    case 'incident':
    case 'source':
    case 'person':
    case 'report':
    case 'published-version':
    case 'suggestion':
    case 'redaction':
    case 'tag':
    case 'activity':
    case 'end':
      return [];
  }
}

/** The casts hold because the schema of the kind accepted the state. */
export function listReferences(kind: ItemKind, state: object): Named[] {
  return itemsByKind[kind].references(state as ItemState);
}

/** The states before and after a change; null if they are required and missing. */
function statesInChange(
  line: BundleOf<'activity'>,
): { kind: ItemKind; states: ItemState[] } | null {
  const kind = describeKind(line.kind).undo;
  if (kind === null) return null;
  const schema = z.array(itemHistoryStates[kind]).nullable();
  const [before, after] = [schema.safeParse(line.before), schema.safeParse(line.after)];
  if (!before.success || !after.success) return null;
  return { kind, states: [...(before.data ?? []), ...(after.data ?? [])] as ItemState[] };
}

function namedInStates(line: BundleOf<'activity'>): Named[] | null {
  const change = statesInChange(line);
  return (
    change &&
    change.states.flatMap((state): Named[] => [
      [change.kind, state.id],
      ...listReferences(change.kind, state),
    ])
  );
}

/** The evidence that a line of an item, a suggestion, a redaction or history cites. */
export function listReferencedEvidence(line: BundleLine): string[] {
  if (line.type === 'suggestion') return [line.evidenceId];
  if (line.type === 'redaction') return [line.itemId];
  const states =
    line.type === 'activity'
      ? (statesInChange(line)?.states ?? [])
      : isItemLine(line)
        ? [line.state]
        : [];
  return states.flatMap((state) => state.citations.map((citation) => citation.evidenceId));
}
