/** The product's fixed vocabularies, in display order, for code that needs no schemas. */

export const evidenceKinds = [
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
] as const;

export const precisions = ['exact', 'minute', 'about', 'unknown'] as const;

export const findingTypes = [
  'hypothesis',
  'decision',
  'question',
  'factor',
  'impact',
  'observation',
  'contradiction',
] as const;

export const observationKinds = ['signal', 'reproduction', 'measurement', 'comparison'] as const;

/** Whether an attempt reproduced the problem. */
export const reproductions = ['yes', 'partly', 'no', 'unknown'] as const;

export const stepKinds = [
  'proposed',
  'tested',
  'supported',
  'ruled-out',
  'confirmed',
  'reopened',
] as const;

export const factorKinds = [
  'trigger',
  'mechanism',
  'contributor',
  'mitigator',
  'risk',
  'difficulty',
  'surprise',
] as const;

export const reversibilities = ['reversible', 'costly', 'irreversible', 'unknown'] as const;

export const impactAreas = ['customers', 'employees', 'data'] as const;

export const storyForms = [
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
] as const;

export const followUpIntents = ['recover', 'prevent', 'detect', 'mitigate', 'learn'] as const;

export const followUpStates = ['open', 'in-progress', 'done', 'verified', 'wont-do'] as const;

export const followUpSorts = [
  'due',
  'text',
  'incident',
  'owner',
  'intent',
  'state',
  'age',
] as const;

/** The columns that a list of incidents can be sorted by; `start` is the start of the record. */
export const incidentSorts = [
  'number',
  'title',
  'severity',
  'status',
  'start',
  'evidence',
  'events',
] as const;

/** The columns that can differ inside one incident and one status. */
export const incidentFollowUpSorts = [
  'age',
  'due',
  'owner',
  'intent',
  'text',
] as const satisfies readonly (typeof followUpSorts)[number][];

export const statuses = [
  'triage',
  'active',
  'paused',
  'in-review',
  'closed',
  'declined',
  'merged',
] as const;

export const modes = ['standard', 'retrospective', 'near-miss', 'exercise'] as const;

export const eventTypes = [
  'impact',
  'detection',
  'diagnosis',
  'repair',
  'key-moment',
  'communication',
  'decision',
  'context',
] as const;

export const storyParts = ['situation', 'task', 'action', 'result', 'learning'] as const;

export const linkKinds = ['made-possible', 'led-to', 'made-worse', 'limited'] as const;

export const hypothesisStatuses = ['open', 'supported', 'ruled-out', 'confirmed'] as const;

/** Replaces each redacted UTF-16 unit of a text, so that offsets stay valid. */
export const maskCharacter = '█';

/** What can have tags. */
export const tagTargetKinds = ['evidence', 'event', 'finding'] as const;

/** How deeply an incident is reviewed; `none` is a decision too. */
/** What a policy is about. */
export const policySubjects = ['review', 'follow-up'] as const;

export const reviewDepths = ['none', 'note', 'light', 'full'] as const;

/** Reasons to be curious about an incident. */
export const triggerKinds = [
  'requested',
  'severity',
  'near-miss',
  'teams',
  'new-service',
  'repeat',
  'found-manually',
  'confusion',
  'off-call',
  'night',
] as const;

export const investigatorStates = ['asked', 'accepted', 'declined'] as const;

/** From a check that is met to one that could not run. */
export const checkVerdicts = ['passed', 'warned', 'halted', 'skipped', 'error'] as const;

/** Only a proof changes the state of a safeguard: people don't set it. */
export const safeguardStates = ['draft', 'unproven', 'noisy', 'armed', 'stale'] as const;

/** A canceled meeting can be planned again. */
export const meetingStates = ['planned', 'running', 'ended', 'canceled'] as const;

/** The parts of a learning review, in their order (Howie's guide). */
export const agendaKinds = [
  'opening',
  'studied',
  'narrative',
  'technology',
  'themes',
  'questions',
  'done',
  'next',
] as const;

export const meetingQuestionStates = ['open', 'answered', 'parked'] as const;

export const ideaStates = ['parked', 'follow-up', 'dropped'] as const;

/** How close someone is to an incident. */
export const independences = ['involved', 'adjacent', 'independent'] as const;
/** What a published review is used in. */
export const usePlaces = [
  'onboarding',
  'training',
  'exercise',
  'design-review',
  'pull-request',
  'meeting',
  'other',
] as const;
export type UsePlace = (typeof usePlaces)[number];
/** What readers do, as their title or team in the directory says. */
export const readerRoles = [
  'engineering',
  'operations',
  'data',
  'product',
  'support',
  'leadership',
] as const;
export type ReaderRole = (typeof readerRoles)[number];
/** How far someone has learned to investigate: PagerDuty's path of a facilitator. */
export const trainingStages = ['observe', 'shadow', 'reverse-shadow', 'lead'] as const;

/** What a list of activity is about. */
export const activityAreas = [
  'incident',
  'evidence',
  'timeline',
  'investigation',
  'report',
  'review',
  'follow-up',
  'comment',
  'people',
] as const;

/** The steps of a rollout that follows no runbook; `region` once for each region. */
export const rolloutStages = ['fix', 'test', 'canary', 'region', 'done'] as const;
