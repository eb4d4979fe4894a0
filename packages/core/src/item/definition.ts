import type { ActorRef, ItemKind } from '@debrief/contract';
import type { Context } from '../context.ts';
import type { CitationRow } from '@debrief/rules/citation';
import type { CitedPart } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import type { Searchable } from '../searchable.ts';
import type { Field } from './fields.ts';

/** What every item has: it cites evidence, has versions, and can be removed and restored. */
export interface ItemState {
  id: string;
  citations: CitationRow[];
  isRemoved: boolean;
  version: number;
}

/** The columns that every table of items has. */
export interface ItemRow {
  id: string;
  incident_id: string;
  created_at: Date;
  created_by: ActorRef;
  updated_at: Date;
  updated_by: ActorRef;
  removed_at: Date | null;
  version: number;
}

/** A row with its state and what it cites, to show to people. */
export interface StoredItem<State> {
  incident: IncidentRow;
  row: ItemRow;
  state: State;
  citations: readonly CitedPart[];
}

/** What every presented item says of its last change. */
export interface ItemView {
  updatedBy: ActorRef;
}

export interface PresentedChange<View> {
  items: View[];
  removed: string[];
  activityId: string;
}

export type OwnFields<State extends ItemState> = Exclude<keyof State, keyof ItemState>;

/** A thing of the bundle that an item names: it must be in the bundle as well. */
export type ItemReference = ['person' | ItemKind, string | null];

/** One kind of citable, versioned, undoable thing in an incident. Loading, saving, conflicts, undo,
 * search, redaction and the bundle work from this definition alone. */
export interface ItemDefinition<
  State extends ItemState = ItemState,
  View extends ItemView = ItemView,
  Answer = unknown,
> {
  kind: ItemKind;
  table: string;
  /** Every field of the state: a field that is not declared does not compile. */
  fields: { [Name in OwnFields<State>]: Field<State[Name]> };
  /** The column of the order in which people read them; the id decides between equals. */
  orderBy: string;
  /** What messages call it: "event", "hypothesis". */
  noun(state: State | null): string;
  present(ctx: Context, items: readonly StoredItem<State>[]): Promise<View[]>;
  /** What a change returns to its caller: the changed items, and the ids of those it removed. */
  answer(ctx: Context, incident: IncidentRow, change: PresentedChange<View>): Promise<Answer>;
  /** What search reads of it; library adds who can see it. */
  searchable: Searchable;
  references(state: State): ItemReference[];
}

/** Keeps the types of a definition while checking its shape. */
export function defineItem<State extends ItemState, View extends ItemView, Answer>(
  definition: ItemDefinition<State, View, Answer>,
): ItemDefinition<State, View, Answer> {
  return definition;
}
