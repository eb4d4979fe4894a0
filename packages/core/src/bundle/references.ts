import {
  BundleEntryState,
  BundleEventState,
  BundleFollowUpState,
  describeKind,
  type BundleLine,
  type BundleOf,
  type UndoItem,
} from '@debrief/contract';
import { z } from 'zod';

const EventStates = z.array(BundleEventState).nullable();
const EntryStates = z.array(BundleEntryState).nullable();
const FollowUpStates = z.array(BundleFollowUpState).nullable();

type Kept =
  | 'source'
  | 'stream'
  | 'person'
  | 'identity'
  | 'import'
  | 'event'
  | 'entry'
  | 'follow-up'
  | 'edition';
type Named = [kind: Kept, id: string | null];

/**
 * Holds each line against those before it: a bundle names nothing that it does not bring along. Evidence is not kept here, for there may be
 * much of it; that what is cited came in with the bundle is held against the database when it is written.
 */
export class References {
  readonly #known: Record<Kept, Set<string>> = {
    source: new Set(),
    stream: new Set(),
    person: new Set(),
    identity: new Set(),
    import: new Set(),
    event: new Set(),
    entry: new Set(),
    'follow-up': new Set(),
    edition: new Set(),
  };
  readonly #merged = new Set<string>();
  /** Positions of changes, with what they changed. */
  readonly #changes = new Map<number, UndoItem>();
  #before: BundleOf<'evidence'> | null = null;

  /** What is wrong with the line, or null. */
  take(line: BundleLine): string | null {
    const missing = namedBy(line).find(([kind, id]) => id !== null && !this.#known[kind].has(id));
    if (missing) return `refers to ${missing[0]} ${missing[1]}, which isn't in the bundle`;
    switch (line.type) {
      case 'person':
        if (line.mergedInto !== null) this.#merged.add(line.mergedInto);
        return this.#keep(line.type, line.id);
      case 'source':
      case 'stream':
      case 'identity':
      case 'import':
      case 'event':
      case 'entry':
      case 'follow-up':
      case 'edition':
        return this.#keep(line.type, line.id);
      case 'evidence':
        return this.#evidence(line);
      case 'activity':
        return this.#activity(line);
      case 'end':
        return [...this.#merged].every((id) => this.#known.person.has(id))
          ? null
          : "a person was merged into someone who isn't in the bundle";
      case 'bundle':
      case 'incident':
      case 'scope':
      case 'person-role':
      case 'stream-member':
      case 'declined-match':
      case 'rejection':
      case 'redaction':
      case 'factor-link':
      case 'proposal':
      case 'milestone':
      case 'citation':
      case 'report':
      case 'reader-question':
        return null;
    }
  }

  #keep(kind: Kept, id: string): null {
    this.#known[kind].add(id);
    return null;
  }

  /** Revisions of an item stand together, each after the one that it revises. */
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
    const missing = named.find(([kind, id]) => id !== null && !this.#known[kind].has(id));
    return missing ? `refers to ${missing[0]} ${missing[1]}, which isn't in the bundle` : null;
  }
}

function namedBy(line: BundleLine): Named[] {
  switch (line.type) {
    case 'stream':
      return [['source', line.sourceId]];
    case 'scope':
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
    case 'event':
      return [['person', line.perspectivePersonId]];
    case 'factor-link':
      return [
        ['entry', line.from],
        ['entry', line.to],
      ];
    case 'follow-up':
      return [['entry', line.originId]];
    case 'milestone':
    case 'citation':
      return [['event', line.eventId]];
    case 'reader-question':
      return [['edition', line.editionId]];
    case 'bundle':
    case 'incident':
    case 'source':
    case 'person':
    case 'entry':
    case 'report':
    case 'edition':
    case 'proposal':
    case 'redaction':
    case 'activity':
    case 'end':
      return [];
  }
}

interface States {
  events: z.infer<typeof BundleEventState>[];
  entries: z.infer<typeof BundleEntryState>[];
  followUps: z.infer<typeof BundleFollowUpState>[];
}

/** The states that a change found and left; null where it should hold some and does not. */
function statesOf(line: BundleOf<'activity'>): States | null {
  const none: States = { events: [], entries: [], followUps: [] };
  switch (describeKind(line.kind).undo) {
    case 'event': {
      const events = foundAndLeft(EventStates, line);
      return events && { ...none, events };
    }
    case 'entry': {
      const entries = foundAndLeft(EntryStates, line);
      return entries && { ...none, entries };
    }
    case 'follow-up': {
      const followUps = foundAndLeft(FollowUpStates, line);
      return followUps && { ...none, followUps };
    }
    case null:
      return none;
  }
}

function foundAndLeft<State>(
  schema: z.ZodType<State[] | null>,
  line: BundleOf<'activity'>,
): State[] | null {
  const [before, after] = [schema.safeParse(line.before), schema.safeParse(line.after)];
  return before.success && after.success ? [...(before.data ?? []), ...(after.data ?? [])] : null;
}

function namedInStates(line: BundleOf<'activity'>): Named[] | null {
  const states = statesOf(line);
  if (states === null) return null;
  return [
    ...states.events.flatMap((state): Named[] => [
      ['event', state.id],
      ['person', state.perspective.type === 'person' ? state.perspective.personId : null],
    ]),
    ...states.entries.map((state): Named => ['entry', state.id]),
    ...states.followUps.flatMap((state): Named[] => [
      ['follow-up', state.id],
      ['entry', state.originId],
    ]),
  ];
}

/** The evidence that a line of the timeline, of the inquiry, of the follow-ups or of their history cites. */
export function evidenceNamedBy(line: BundleLine): string[] {
  if (line.type === 'citation' || line.type === 'proposal') return [line.evidenceId];
  if (line.type === 'redaction') return [line.itemId];
  if (line.type === 'entry' || line.type === 'follow-up')
    return line.citations.map((citation) => citation.evidenceId);
  if (line.type !== 'activity' || describeKind(line.kind).undo === null) return [];
  const states = statesOf(line);
  if (states === null) return [];
  return [...states.events, ...states.entries, ...states.followUps].flatMap((state) =>
    state.citations.map((citation) => citation.evidenceId),
  );
}
