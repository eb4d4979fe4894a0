/** Words of the catalog, in display order, for code that needs no schemas. */

export const serviceKinds = [
  'service',
  'website',
  'library',
  'api',
  'dataset',
  'job',
  'resource',
] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/** `data`: what customers read and write; `metadata`: what describes or controls it. */
export const servicePaths = ['data', 'metadata'] as const;
export type ServicePath = (typeof servicePaths)[number];

/**
 * `calls`: a symptom travels against it. `fronts`: the first only passes on what the second does.
 * `feeds`: data flows from the first to the second.
 */
export const serviceLinkKinds = ['calls', 'fronts', 'feeds'] as const;
export type ServiceLinkKind = (typeof serviceLinkKinds)[number];

/** The goals of a service, as people write them: `99.95 %`, `250 ms`, `15 minutes`. */
export const serviceGoals = ['slo', 'durability', 'p99', 'rpo'] as const;

/** The fields that a person or a source sets; each remembers who did. */
export const serviceFields = [
  'kind',
  'title',
  'description',
  'owner',
  'tier',
  'path',
  ...serviceGoals,
  'runbooks',
  'dashboards',
  'aliases',
] as const;
export type ServiceField = (typeof serviceFields)[number];

/**
 * What a service can lack. `left-owner`: the directory says that its owner left; `broken-runbook`:
 * none of its runbooks can be opened; `source`: one that listed it no longer does.
 */
export const serviceGaps = ['owner', 'left-owner', 'runbook', 'broken-runbook', 'source'] as const;
export type ServiceGap = (typeof serviceGaps)[number];

/** `orphan`: one of the gaps of owners and runbooks. */
export const gapFilters = ['orphan', ...serviceGaps, 'tier'] as const;

/** What happens to a service. `customers`, `demand` and `team`: what grew. */
export const historyKinds = [
  'adopted',
  'decision',
  'taught',
  'customers',
  'demand',
  'team',
  'changed',
  'retired',
] as const;
export type HistoryKind = (typeof historyKinds)[number];

export const pageStates = ['works', 'broken', 'unknown'] as const;

export const serviceSorts = ['name', 'kind', 'owner', 'tier', 'path', 'incidents'] as const;
