import { z } from 'zod';
import { authorship } from '../access/schema.ts';
import { Day, FollowUpOwner } from '../follow-up/schema.ts';
import { Id, Instant } from '../ids.ts';
import { paging } from '../inputs.ts';
import {
  independences,
  investigatorStates,
  policySubjects,
  reviewDepths,
  statuses,
  trainingStages,
  triggerKinds,
} from '../vocabulary.ts';

export const ReviewDepth = z.enum(reviewDepths);
export type ReviewDepth = z.infer<typeof ReviewDepth>;

export const TriggerKind = z.enum(triggerKinds);
export type TriggerKind = z.infer<typeof TriggerKind>;

/** Someone who asked for a review; the account is null for the operator and API keys. */
export const ReviewRequest = z.object({
  id: Id,
  accountId: Id.nullable(),
  name: z.string(),
  at: Instant,
  reason: z.string(),
});
export type ReviewRequest = z.infer<typeof ReviewRequest>;

/** Someone who was asked to investigate. */
export const Investigator = z.object({
  accountId: Id,
  name: z.string(),
  state: z.enum(investigatorStates),
  /** Since when it has this state. */
  at: Instant,
  /** Why they declined. */
  reason: z.string(),
});
export type Investigator = z.infer<typeof Investigator>;

/** What is kept of a review. */
export const reviewFields = {
  requests: z.array(ReviewRequest),
  /** Null until someone has decided. */
  depth: ReviewDepth.nullable(),
  reason: z.string(),
  decidedAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
  /** The triggers that applied when it was decided. */
  triggers: z.array(TriggerKind),
  /** The day by which the review is promised. */
  dueOn: Day.nullable(),
  investigators: z.array(Investigator),
  sponsor: FollowUpOwner.nullable(),
} as const;

export const Review = z
  .object({
    id: Id,
    incidentId: Id,
    incidentRef: z.string(),
    incidentTitle: z.string(),
    incidentStatus: z.enum(statuses),
    ...reviewFields,
    ...authorship,
    can: z.object({ decide: z.boolean(), answer: z.boolean() }),
  })
  .meta({ id: 'Review' });
export type Review = z.infer<typeof Review>;

/** An item of the record that shows something. */
export const EvidencePlace = z.object({ evidenceId: Id, itemId: Id, at: Instant });
export type EvidencePlace = z.infer<typeof EvidencePlace>;

/** A reason to be curious about an incident, with what shows it. */
export const ReviewTrigger = z
  .object({
    kind: TriggerKind,
    text: z.string(),
    evidence: z.array(EvidencePlace),
    findingIds: z.array(Id),
    incidents: z.array(z.object({ ref: z.string(), title: z.string() })),
  })
  .meta({ id: 'ReviewTrigger' });
export type ReviewTrigger = z.infer<typeof ReviewTrigger>;

/** What policies can ask about an incident. */
export const ReviewFacts = z
  .object({
    /** 1 to 5; 0 if it is not set. */
    severity: z.int(),
    mode: z.string(),
    teams: z.int(),
    people: z.int(),
    messages: z.int(),
    /** From detection (or the start of impact) to resolution (or mitigation); 0 if unknown. */
    minutes: z.int(),
    requests: z.int(),
    services: z.array(z.string()),
    triggers: z.array(TriggerKind),
  })
  .meta({ id: 'ReviewFacts' });
export type ReviewFacts = z.infer<typeof ReviewFacts>;

export const PolicySubject = z.enum(policySubjects);
export type PolicySubject = z.infer<typeof PolicySubject>;

const policyFields = {
  name: z.string().trim().min(1, 'Name the policy').max(120),
  /** CEL, over the names of `ReviewFacts`, or of those of a follow-up. */
  expression: z.string().trim().min(1, 'Write an expression').max(1_000),
  /** What it proposes for reviews; null for follow-ups. */
  depth: ReviewDepth.nullable(),
  /** What a follow-up lacks; empty for reviews. */
  sentence: z.string().trim().max(200),
};

export const Policy = z
  .object({
    id: Id,
    about: PolicySubject,
    ...policyFields,
    version: z.int(),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'Policy' });
export type Policy = z.infer<typeof Policy>;

/** A policy about reviews has a depth, one about follow-ups a sentence. */
export function fitsSubject({
  about,
  depth,
  sentence,
}: Pick<Policy, 'about' | 'depth' | 'sentence'>): boolean {
  return (about === 'review') === (depth !== null) && (about === 'follow-up') === (sentence !== '');
}

export const AddPolicy = z
  .object({
    id: Id.optional(),
    about: PolicySubject.default('review'),
    ...policyFields,
    depth: policyFields.depth.default(null),
    sentence: policyFields.sentence.default(''),
  })
  .refine(fitsSubject, {
    path: ['sentence'],
    message: 'A policy about reviews has a depth, one about follow-ups a sentence',
  });
export type AddPolicy = z.input<typeof AddPolicy>;
export const ChangePolicy = z.object({
  id: Id,
  version: z.int(),
  ...z.object(policyFields).partial().shape,
});
export type ChangePolicy = z.input<typeof ChangePolicy>;

/** Whether a policy applies to an incident; `problem` says why its expression has no answer. */
export const AppliedPolicy = z.object({
  id: Id,
  name: z.string(),
  depth: ReviewDepth,
  applies: z.boolean(),
  problem: z.string().nullable(),
});
export type AppliedPolicy = z.infer<typeof AppliedPolicy>;

/** The review of an incident, and the reasons for one. */
export const IncidentReview = z
  .object({
    /** Null before the first request and decision. */
    review: Review.nullable(),
    triggers: z.array(ReviewTrigger),
    facts: ReviewFacts,
    policies: z.array(AppliedPolicy),
    /** The deepest depth that a policy proposes. */
    proposed: ReviewDepth.nullable(),
    lastChange: z.object({ activityId: z.string(), what: z.string() }).nullable(),
    can: z.object({ request: z.boolean(), decide: z.boolean() }),
  })
  .meta({ id: 'IncidentReview' });
export type IncidentReview = z.infer<typeof IncidentReview>;

/** Observes, shadows someone, is shadowed, or leads; `isSet` is false if it follows from reviews. */
export const Training = z.object({ stage: z.enum(trainingStages), isSet: z.boolean() });
export type Training = z.infer<typeof Training>;

/** The reviews of an account, of incidents that the reader can see. */
const load = { training: Training, doing: z.int(), done: z.int() };

/** An account that can investigate, how much it does, and how far its training is. */
export const InvestigatorLoad = z
  .object({
    accountId: Id,
    name: z.string(),
    team: z.string().nullable(),
    ...load,
    /** The incidents that it investigates now. */
    incidents: z.array(z.object({ ref: z.string(), title: z.string() })),
  })
  .meta({ id: 'InvestigatorLoad' });
export type InvestigatorLoad = z.infer<typeof InvestigatorLoad>;

/** Null: the stage follows from the reviews that the account has done. */
export const SetTraining = z.object({ accountId: Id, stage: z.enum(trainingStages).nullable() });
export type SetTraining = z.input<typeof SetTraining>;

/** How close an account is to an incident, with the reasons. */
export const Candidate = z
  .object({
    accountId: Id,
    name: z.string(),
    team: z.string().nullable(),
    independence: z.enum(independences),
    reasons: z.array(z.object({ text: z.string(), evidence: EvidencePlace.nullable() })),
    /** Reviews that they do now, and that they have done, without this incident. */
    ...load,
  })
  .meta({ id: 'Candidate' });
export type Candidate = z.infer<typeof Candidate>;

export const ReviewChange = z
  .object({ reviews: z.array(Review), removed: z.array(Id), activityId: z.string() })
  .meta({ id: 'ReviewChange' });
export type ReviewChange = z.infer<typeof ReviewChange>;

const reason = z.string().trim().max(20_000);

export const RequestReview = z.object({
  incident: z.string(),
  reason: reason.min(1, 'Write what you would like to learn'),
});
export type RequestReview = z.input<typeof RequestReview>;

/** The version is null for an incident without a review. */
export const DecideReview = z.object({
  incident: z.string(),
  version: z.int().nullable(),
  depth: ReviewDepth,
  reason: reason.min(1, 'Write the reason'),
  dueOn: Day.nullish(),
});
export type DecideReview = z.input<typeof DecideReview>;

const ofReview = { incident: z.string(), version: z.int() };

export const AskInvestigator = z.object({ ...ofReview, accountId: Id });
export type AskInvestigator = z.input<typeof AskInvestigator>;

/** The answer of the account that was asked. A reason can go with a refusal. */
export const AnswerInvestigator = z.object({
  ...ofReview,
  accept: z.boolean(),
  reason: reason.optional(),
});
export type AnswerInvestigator = z.input<typeof AnswerInvestigator>;

const sponsorName = z.string().trim().min(1, 'Name the sponsor').max(200);
export const SetSponsor = z.object({
  ...ofReview,
  sponsor: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('account'), accountId: Id }),
      z.object({ type: z.literal('person'), name: sponsorName }),
    ])
    .nullable(),
});
export type SetSponsor = z.input<typeof SetSponsor>;

/** Reviews across incidents. `investigator=me` are those that ask for the reader's answer or work. */
export const ReviewFilter = z.object({
  investigator: z.literal('me').optional(),
  depth: z.enum([...reviewDepths, 'undecided']).optional(),
  /** `open`: decided or asked for, and the incident is not closed. */
  state: z.enum(['open']).optional(),
  limit: paging.limit,
});
export type ReviewFilter = z.input<typeof ReviewFilter>;

/** A recent incident without a decision, although there are reasons to be curious. */
export const UndecidedIncident = z
  .object({
    incidentId: Id,
    incidentRef: z.string(),
    incidentTitle: z.string(),
    incidentStatus: z.enum(statuses),
    triggers: z.array(ReviewTrigger),
    proposed: ReviewDepth.nullable(),
  })
  .meta({ id: 'UndecidedIncident' });
export type UndecidedIncident = z.infer<typeof UndecidedIncident>;

export const TryPolicy = z.object({
  about: PolicySubject.default('review'),
  expression: policyFields.expression,
});
export type TryPolicy = z.input<typeof TryPolicy>;

/**
 * What an expression says about recent incidents, or about follow-ups that the reader can see, the
 * latest first. Of follow-ups, only those that it applies to or has no answer for.
 */
export const PolicyTrial = z
  .object({
    /** Why the expression has no answer, for any of them. */
    problem: z.string().nullable(),
    /** How many it was tried on, and how many of them it applies to. */
    checked: z.int(),
    applies: z.int(),
    items: z.array(
      z.object({
        incidentRef: z.string(),
        incidentTitle: z.string(),
        followUp: z.object({ id: Id, text: z.string() }).nullable(),
        applies: z.boolean(),
        problem: z.string().nullable(),
        /** As it was decided; null if it was not. */
        depth: ReviewDepth.nullable(),
      }),
    ),
  })
  .meta({ id: 'PolicyTrial' });
export type PolicyTrial = z.infer<typeof PolicyTrial>;
