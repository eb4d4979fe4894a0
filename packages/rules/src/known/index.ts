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
  maskEvent,
  maskEvents,
  maskEvidence,
  maskFinding,
  maskFindings,
  maskLinks,
  maskMilestones,
} from './mask.ts';
export { countUntil, listMoments, stepMoment, type MarkedMoment } from './moments.ts';
