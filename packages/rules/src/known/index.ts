export { findClockTimes } from './clock.ts';
export { findIdentifiers } from './identifiers.ts';
export {
  isSaid,
  needsFindingMention,
  needsMention,
  resolveFindingKnown,
  resolveKnown,
  saidKinds,
  type Claim,
  type Mention,
} from './known-since.ts';
export {
  isEvidenceKnown,
  isKnown,
  maskAccounts,
  maskEvent,
  maskEvents,
  maskEvidence,
  maskFinding,
  maskFindings,
  maskLinks,
  maskRevisions,
} from './mask.ts';
export {
  isEvidenceTimeKnown,
  isTargetKnown,
  maskLive,
  type EvidenceTime,
  type EvidenceTimes,
} from './mask-version.ts';
export { maskMilestones, resolveMilestoneKnown } from './mask-milestones.ts';
export { createMask } from './masked-items.ts';
export { countUntil } from './count-until.ts';
export { listExerciseStops, type ExerciseStop } from './exercise.ts';
export { listMoments, stepMoment, type MarkedMoment } from './moments.ts';
