import { z } from 'zod';
import {
  eventTypes,
  evidenceKinds,
  factorKinds,
  findingTypes,
  hypothesisStatuses,
  impactAreas,
  linkKinds,
  modes,
  observationKinds,
  precisions,
  reproductions,
  reversibilities,
  statuses,
  stepKinds,
  storyForms,
  storyParts,
} from './vocabulary.ts';

/** The product's fixed vocabularies, in display order. */
export const Role = z.enum(['admin', 'editor', 'viewer']);
export type Role = z.infer<typeof Role>;

export const KeyScope = z.enum(['read', 'write', 'import', 'stories', 'admin']);
/** What an API key can do, within what its account can do. */
export type KeyScope = z.infer<typeof KeyScope>;

/** What a link for someone without an account is for. */
export const GuestPurpose = z.enum(['calibration', 'meeting']);
export type GuestPurpose = z.infer<typeof GuestPurpose>;

export const Status = z.enum(statuses);
export type Status = z.infer<typeof Status>;

export const Mode = z.enum(modes);
export type Mode = z.infer<typeof Mode>;

export const Visibility = z.enum(['everyone', 'private']);
export type Visibility = z.infer<typeof Visibility>;

export const EvidenceKind = z.enum(evidenceKinds);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** The precision of a time. Items with `unknown` have the import's best guess, for ordering. */
export const Precision = z.enum(precisions);
export type Precision = z.infer<typeof Precision>;

export const EventType = z.enum(eventTypes);
export type EventType = z.infer<typeof EventType>;

export const Stance = z.enum(['supports', 'contradicts']);
export type Stance = z.infer<typeof Stance>;

/** The formats of an import; `bundle` is a full incident. */
export const Format = z.enum([
  'slack',
  'git-log',
  'webvtt',
  'json',
  'jsonl',
  'csv',
  'text-log',
  'bson',
  'document',
  'mail',
  'calendar',
  'feed',
  'xlsx',
  'archive',
  'bundle',
]);
export type Format = z.infer<typeof Format>;

/**
 * What people conclude about an incident: each finding is in the timeline at its time and cites its
 * evidence.
 */
export const FindingType = z.enum(findingTypes);
export type FindingType = z.infer<typeof FindingType>;

/** The status of a hypothesis is that of its last update. */
export const HypothesisStatus = z.enum(hypothesisStatuses);
export type HypothesisStatus = z.infer<typeof HypothesisStatus>;

export const StepKind = z.enum(stepKinds);
export type StepKind = z.infer<typeof StepKind>;

export const FactorKind = z.enum(factorKinds);
export type FactorKind = z.infer<typeof FactorKind>;

export const LinkKind = z.enum(linkKinds);
export type LinkKind = z.infer<typeof LinkKind>;

export const Reversibility = z.enum(reversibilities);
export type Reversibility = z.infer<typeof Reversibility>;

export const ImpactOn = z.enum(impactAreas);
export type ImpactOn = z.infer<typeof ImpactOn>;

/** What an observation is: a signal looked at, a reproduction, a measurement, a comparison of counts. */
export const ObservationKind = z.enum(observationKinds);
export type ObservationKind = z.infer<typeof ObservationKind>;

export const Reproduction = z.enum(reproductions);
export type Reproduction = z.infer<typeof Reproduction>;

/** The parts of a story, in order; a story with a lesson ends with it. */
export const StoryPart = z.enum(storyParts);
export type StoryPart = z.infer<typeof StoryPart>;

/** The formats of a story. */
export const StoryForm = z.enum(storyForms);
export type StoryForm = z.infer<typeof StoryForm>;
