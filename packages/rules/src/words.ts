import type {
  EventType,
  HypothesisStatus,
  ImpactOn,
  ObservationKind,
  Reproduction,
  StepKind,
  UsePlace,
} from '@debrief/contract';

/** The display names of kinds and states everywhere: on the screen, in a report, in a file. */
export const eventTypeWords: Record<EventType, string> = {
  impact: 'Impact',
  detection: 'Detection',
  diagnosis: 'Diagnosis',
  repair: 'Repair',
  'key-moment': 'Key moment',
  communication: 'Communication',
  decision: 'Decision',
  context: 'Context',
};
export const hypothesisWords: Record<HypothesisStatus, string> = {
  open: 'Open',
  supported: 'Supported',
  'ruled-out': 'Ruled out',
  confirmed: 'Confirmed',
};
export const stepWords: Record<StepKind, string> = {
  proposed: 'Proposed',
  tested: 'Tested',
  supported: 'Supported',
  'ruled-out': 'Ruled out',
  confirmed: 'Confirmed',
  reopened: 'Opened again',
};
export const observationWords: Record<ObservationKind, string> = {
  signal: 'Signal',
  reproduction: 'Reproduction',
  measurement: 'Measurement',
  comparison: 'Comparison',
};
export const reproductionWords: Record<Reproduction, string> = {
  yes: 'Reproduced',
  partly: 'Partly reproduced',
  no: 'Not reproduced',
  unknown: 'Unknown',
};
export const impactWords: Record<ImpactOn, string> = {
  customers: 'Customers',
  employees: 'Employees',
  data: 'Data',
};
/** What a published review was used in. */
export const usePlaceWords: Record<UsePlace, string> = {
  onboarding: 'Onboarding',
  training: 'Training',
  exercise: 'Exercise',
  'design-review': 'Design review',
  'pull-request': 'Pull request',
  meeting: 'Meeting',
  other: 'Other',
};
