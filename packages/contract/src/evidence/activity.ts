import { activityTable, type ActivityDefinition, type QueryFamily } from '../activity-kind.ts';

const kind = (says: string, ...stale: QueryFamily[]): ActivityDefinition => ({
  says,
  stale: [...stale, 'sources', 'people', 'record'],
  undo: null,
});
const importKind = (says: string): ActivityDefinition => ({
  ...kind(says, 'incidents', 'itself', 'imports', 'inbound'),
  isUpkeep: true,
});

export const evidenceActivity = activityTable({
  'import.started': importKind('started importing {after}'),
  'import.cancel-asked': importKind('asked to stop an import'),
  'import.ended': importKind('finished the import of {after}'),
  'import.sealed': { ...importKind('recorded the hashes of imports'), isAllowedInArchive: true },
  'import.undo-asked': importKind('undid the import of {after}'),
  'import.undone': importKind('finished undoing the import of {after}'),
  'stream.time-range-changed': kind('changed the time range of {after}'),
  'stream.included-by-rule': kind('included {after} by a routing rule'),
  'stream.excluded': kind('excluded {before}'),
  'source.clock-corrected': kind('corrected the clock of {after}', 'timeline', 'investigation'),
  'mapping.saved': { says: 'saved the mapping {after}', stale: [], undo: null, isUpkeep: true },
  'mapping.removed': {
    says: 'removed the mapping {before}',
    stale: [],
    undo: null,
    isUpkeep: true,
  },
  'evidence.secrets-found': {
    ...importKind('found possible secrets in evidence'),
    isAllowedInArchive: true,
  },
  'evidence.secrets-ignored': importKind('ignored possible secrets in evidence'),
  'evidence.redacted': { says: 'redacted evidence', stale: 'everything', undo: null },
  'source.retention-set': {
    says: 'changed how long {after} is kept',
    stale: [],
    undo: null,
    isUpkeep: true,
    isAllowedInArchive: true,
  },
  'evidence.expired': {
    ...importKind('removed expired evidence'),
    isAllowedInArchive: true,
  },
  'evidence.removed': {
    says: 'removed evidence for a legal reason',
    stale: 'everything',
    undo: null,
    isAllowedInArchive: true,
  },
});
