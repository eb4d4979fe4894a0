import { z } from 'zod';

/** The product's fixed vocabularies, in display order. */
export const Role = z.enum(['admin', 'editor', 'viewer']);
export type Role = z.infer<typeof Role>;

export const KeyScope = z.enum(['read', 'write', 'import', 'stories', 'admin']);
/** What an API key can do, within what its account can do. */
export type KeyScope = z.infer<typeof KeyScope>;

export const Status = z.enum([
  'triage',
  'active',
  'paused',
  'in-review',
  'closed',
  'declined',
  'merged',
]);
export type Status = z.infer<typeof Status>;

export const Mode = z.enum(['standard', 'retrospective', 'near-miss', 'exercise']);
export type Mode = z.infer<typeof Mode>;

export const Visibility = z.enum(['everyone', 'private']);
export type Visibility = z.infer<typeof Visibility>;

export const EvidenceKind = z.enum([
  'message',
  'utterance',
  'alert',
  'change',
  'ticket',
  'status-update',
  'page',
  'log',
  'metric',
  'document',
  'note',
]);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** The precision of a time. Items with `unknown` have the import's best guess, for ordering. */
export const Precision = z.enum(['exact', 'minute', 'about', 'unknown']);
export type Precision = z.infer<typeof Precision>;

export const EventType = z.enum([
  'impact',
  'detection',
  'diagnosis',
  'repair',
  'key-moment',
  'communication',
  'decision',
  'context',
]);
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
  'document',
  'bundle',
]);
export type Format = z.infer<typeof Format>;

/**
 * What people conclude about an incident: each finding is in the timeline at its time and cites its
 * evidence.
 */
export const FindingType = z.enum(['hypothesis', 'decision', 'question', 'factor', 'impact']);
export type FindingType = z.infer<typeof FindingType>;

/** The status of a hypothesis is that of its last update. */
export const HypothesisStatus = z.enum(['open', 'supported', 'ruled-out', 'confirmed']);
export type HypothesisStatus = z.infer<typeof HypothesisStatus>;

export const StepKind = z.enum([
  'proposed',
  'tested',
  'supported',
  'ruled-out',
  'confirmed',
  'reopened',
]);
export type StepKind = z.infer<typeof StepKind>;

export const FactorKind = z.enum([
  'trigger',
  'mechanism',
  'contributor',
  'mitigator',
  'risk',
  'difficulty',
  'surprise',
]);
export type FactorKind = z.infer<typeof FactorKind>;

export const LinkKind = z.enum(['made-possible', 'led-to', 'made-worse', 'limited']);
export type LinkKind = z.infer<typeof LinkKind>;

export const Reversibility = z.enum(['reversible', 'costly', 'irreversible', 'unknown']);
export type Reversibility = z.infer<typeof Reversibility>;

export const ImpactOn = z.enum(['customers', 'employees', 'data']);
export type ImpactOn = z.infer<typeof ImpactOn>;

/** The parts of a story, in order; a story with a lesson ends with it. */
export const StoryPart = z.enum(['situation', 'task', 'action', 'result', 'learning']);
export type StoryPart = z.infer<typeof StoryPart>;

/** The formats of a story. */
export const StoryForm = z.enum([
  'star',
  'star-learning',
  'car',
  'par',
  'soar',
  'spoken-30',
  'spoken-90',
  'spoken-180',
  'promotion',
  'brag-line',
]);
export type StoryForm = z.infer<typeof StoryForm>;
