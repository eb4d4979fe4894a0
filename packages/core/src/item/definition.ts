import type { ActorRef, ItemKind } from '@debrief/contract';
import type { Permission } from '../access/index.ts';
import type { Context } from '../context.ts';
import type { CitationRow } from '@debrief/rules/citation';
import type { CitedPart } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import type { Searchable } from '../searchable.ts';
import type { Field } from './fields.ts';

/** What every item has: citations, versions, and removal with undo. */
export interface ItemState {
  id: string;
  citations: CitationRow[];
  isRemoved: boolean;
  version: number;
}

/** The columns of every table of items. */
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

/** A row with its state and citations, for display. */
export interface StoredItem<State> {
  incident: IncidentRow;
  row: ItemRow;
  state: State;
  citations: readonly CitedPart[];
}

/** What every displayed item says about its last change. */
export interface ItemView {
  updatedBy: ActorRef;
}

export interface PresentedChange<View> {
  items: View[];
  removed: string[];
  activityId: string;
}

export type OwnFields<State extends ItemState> = Exclude<keyof State, keyof ItemState>;

/** An object that an item refers to, which the bundle must also contain. */
export type ItemReference = ['person' | ItemKind, string | null];

/**
 * One kind of item in an incident that is citable, versioned and undoable. Loading, saving,
 * conflicts, undo, search, redaction and bundles use only this definition.
 */
export interface ItemDefinition<
  State extends ItemState = ItemState,
  View extends ItemView = ItemView,
  Answer = unknown,
> {
  kind: ItemKind;
  table: string;
  /** The permission for changes; default: `incident:write`. */
  permission?: Permission;
  /** Every field of the state: a field that is not declared does not compile. */
  fields: { [Name in OwnFields<State>]: Field<State[Name]> };
  /** The column that orders items for display; ties are resolved by id. */
  orderBy: string;
  /** The name in messages: "event", "hypothesis". */
  noun(state: State | null): string;
  present(ctx: Context, items: readonly StoredItem<State>[]): Promise<View[]>;
  /** What a change returns: the changed items, and the ids of removed ones. */
  answer(ctx: Context, incident: IncidentRow, change: PresentedChange<View>): Promise<Answer>;
  /** What search reads of it. The library adds visibility. */
  searchable: Searchable;
  references(state: State): ItemReference[];
}

/** Keeps the types of a definition while checking its shape. */
export function defineItem<State extends ItemState, View extends ItemView, Answer>(
  definition: ItemDefinition<State, View, Answer>,
): ItemDefinition<State, View, Answer> {
  return definition;
}
