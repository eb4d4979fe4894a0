/**
 * The queries of the web app that an activity can make stale; all but `accounts`, `catalog`, `incidents`,
 * `keys`, `session` and `tags` are per incident.
 */
export type QueryFamily =
  | 'accounts'
  | 'calibration'
  | 'catalog'
  | 'coding'
  | 'comments'
  | 'versions'
  | 'follow-ups'
  | 'home'
  | 'imports'
  | 'inbound'
  | 'incidents'
  | 'investigation'
  | 'itself'
  | 'keys'
  | 'lens'
  | 'meeting'
  | 'members'
  | 'milestones'
  | 'people'
  | 'suggestions'
  | 'saved-views'
  | 'record'
  | 'report'
  | 'review'
  | 'policies'
  | 'safeguards'
  | 'sources'
  | 'session'
  | 'tags'
  | 'timeline';

/**
 * The kinds of items: citable, versioned objects whose states are in history, so that undo can
 * restore them.
 */
export const itemKinds = [
  'event',
  'finding',
  'follow-up',
  'comment',
  'review',
  'meeting',
  'safeguard',
  'runbook-run',
] as const;
export type ItemKind = (typeof itemKinds)[number];

/** What the rest of the product needs to know about one kind of activity. */
export interface ActivityDefinition {
  /**
   * A verb phrase that follows the actor's name. `{item}` is replaced with the names in `after`, else in
   * `before`; `{before}` and `{after}` for one of them. It must also read well without the name.
   */
  says: string;
  stale: readonly QueryFamily[] | 'everything';
  /** The kind of item whose states `before` and `after` contain; null if it can't be undone. */
  undo: ItemKind | null;
  /** `after` repeats words of evidence outside an item: redaction also masks these. */
  repeatsEvidence?: true;
  /** Imports, exports and settings: not time spent on investigating the incident. */
  isUpkeep?: true;
  /** All others are refused in an archived incident. */
  isAllowedInArchive?: true;
}

/** Keeps the names of the kinds while checking their definitions. */
export function activityTable<Kind extends `${string}.${string}`>(
  table: Record<Kind, ActivityDefinition>,
): Record<Kind, ActivityDefinition> {
  return table;
}
