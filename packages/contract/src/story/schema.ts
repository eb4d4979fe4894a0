import { z } from 'zod';
import { Day } from '../follow-up/schema.ts';
import { Cursor, Id, Instant } from '../ids.ts';
import { StoryView } from './mentor.ts';
import { EvidenceKind, Precision, Stance, StoryPart } from '../words.ts';

/** The evidence for a sentence: evidence shows it, a peer confirmed it, its writer recalls it, or nothing supports it or something contradicts it. Computed at every read, never stored. */
export const Grade = z.enum(['documented', 'confirmed', 'from-memory', 'no-evidence']);
export type Grade = z.infer<typeof Grade>;

/** What a sentence may cite. A milestone is cited by its name, the others by their id. */
export const StoryTarget = z.enum(['evidence', 'event', 'finding', 'follow-up', 'milestone']);
export type StoryTarget = z.infer<typeof StoryTarget>;

export const StoryOutcome = z.enum(['success', 'failure', 'mixed']);
export type StoryOutcome = z.infer<typeof StoryOutcome>;

const title = z.string().trim().min(1, 'Enter a title').max(300);
const sentence = z.string().trim().min(1, 'Write the sentence').max(4_000);
const line = z.string().trim().max(300);
const competencies = z
  .array(z.string().trim().min(1).max(120))
  .max(30)
  .transform((keys) => [...new Set(keys)]);

/** A number of a sentence with what makes it one: against what, over how long, out of how many, measured by what. */
export const StoryNumber = z.object({
  /** As it stands in the sentence: `45 → 15 min`. */
  text: line.min(1, 'Use the number exactly as it appears in the sentence'),
  baseline: line.default(''),
  window: line.default(''),
  n: z.number().min(0).max(1e12).nullable().default(null),
  source: line.default(''),
  /** The cited thing that it was taken from. */
  takenFrom: z
    .object({ target: StoryTarget, targetId: z.string().max(60) })
    .nullable()
    .default(null),
});
export type StoryNumber = z.output<typeof StoryNumber>;

/** Offsets count UTF-16 units of the text of the cited evidence; without them all of it is cited. */
export const StoryCitationInput = z
  .object({
    incident: z.string().max(60),
    target: StoryTarget,
    targetId: z.string().min(1).max(60),
    quoteStart: z.int().min(0).nullish(),
    quoteEnd: z.int().min(1).nullish(),
    stance: Stance.optional(),
  })
  .refine(
    (one) => ((one.quoteStart ?? null) === null) === ((one.quoteEnd ?? null) === null),
    'A quote needs a start and an end',
  )
  .refine((one) => (one.quoteStart ?? 0) < (one.quoteEnd ?? 1), 'The quote ends before it starts')
  .refine(
    (one) => one.target === 'evidence' || (one.quoteEnd ?? null) === null,
    'You can only quote evidence. Cite an event, finding, follow-up or milestone without a quote',
  );
export type StoryCitationInput = z.input<typeof StoryCitationInput>;

/** A citation that is there already, kept as it is: it may show nothing any more, and still be said to be there. */
export const KeptCitation = z.strictObject({ id: Id });

/** `gone`: deleted or redacted at its source since; `hidden`: not there, or no longer visible to whoever reads. Neither shows a word of it. */
export const StoryCitationState = z.enum(['visible', 'gone', 'hidden']);
export type StoryCitationState = z.infer<typeof StoryCitationState>;

export const StoryCitation = z
  .object({
    id: Id,
    target: StoryTarget,
    targetId: z.string(),
    stance: Stance,
    quoteStart: z.int().nullable(),
    quoteEnd: z.int().nullable(),
    state: StoryCitationState,
    /** What is said of it: where it stands and who said it, or why it shows nothing. */
    label: z.string(),
    /** What follows is null where it is not visible. */
    incident: z.string().nullable(),
    words: z.string().nullable(),
    kind: EvidenceKind.nullable(),
    occurredAt: Instant.nullable(),
    precision: Precision.nullable(),
    /** It is evidence, or rests on evidence that stands. */
    isDocumented: z.boolean(),
    /** Revised at its source after the cited revision. */
    hasChangedSince: z.boolean(),
  })
  .meta({ id: 'StoryCitation' });
export type StoryCitation = z.infer<typeof StoryCitation>;

export const AskState = z.enum(['asked', 'confirmed', 'corrected', 'declined', 'withdrawn']);
export type AskState = z.infer<typeof AskState>;

/** A peer who was asked whether a sentence is so. The name is there for the story's owner, and for others where the peer agreed to it. */
export const Confirmation = z
  .object({
    id: Id,
    accountId: Id.nullable(),
    name: z.string(),
    state: AskState,
    answer: z.string(),
    mayBeNamed: z.boolean(),
    /** The sentence was changed after it was asked about: the answer no longer counts for it. */
    isStale: z.boolean(),
    askedAt: Instant,
    answeredAt: Instant.nullable(),
  })
  .meta({ id: 'Confirmation' });
export type Confirmation = z.infer<typeof Confirmation>;

export const StoryClaim = z
  .object({
    id: Id,
    part: StoryPart,
    text: z.string(),
    /** Says of itself that its writer recalls it. */
    isRecollection: z.boolean(),
    numbers: z.array(StoryNumber.extend({ takenFromLabel: z.string().nullable() })),
    citations: z.array(StoryCitation),
    confirmations: z.array(Confirmation),
    grade: Grade,
    /** Why it has this grade, in plain words. */
    gradeReason: z.string(),
    /** The follow-up question that it answers. */
    followUpQuestion: z.string().nullable(),
    /** Questions of the checks that its owner has answered with “it is meant so”; for its owner alone. */
    meant: z.array(z.string()),
    updatedAt: Instant,
    version: z.int(),
  })
  .meta({ id: 'StoryClaim' });
export type StoryClaim = z.infer<typeof StoryClaim>;

export const StoryComment = z
  .object({
    id: Id,
    claimId: Id.nullable(),
    by: z.string(),
    isMine: z.boolean(),
    text: z.string(),
    at: Instant,
    /** When its words were changed the last time. */
    editedAt: Instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'StoryComment' });
export type StoryComment = z.infer<typeof StoryComment>;

export const Mentor = z
  .object({ accountId: Id, name: z.string(), invitedAt: Instant })
  .meta({ id: 'Mentor' });
export type Mentor = z.infer<typeof Mentor>;

const shared = {
  id: Id,
  title: z.string(),
  /** The incident that it is about, where there is one that its reader may see now. */
  incident: z.object({ id: Id, ref: z.string(), title: z.string() }).nullable(),
  /** It is about an incident that its reader cannot see (any more). Its sentences stay. */
  isIncidentHidden: z.boolean(),
  outcome: StoryOutcome.nullable(),
  happenedOn: Day.nullable(),
  competencies: z.array(z.string()),
  /** A story stays a draft while the review of its incident is open; the reason says so. */
  isDraft: z.boolean(),
  draftReason: z.string().nullable(),
  grades: z.object({
    documented: z.int(),
    confirmed: z.int(),
    'from-memory': z.int(),
    'no-evidence': z.int(),
  }),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int(),
};

export const StorySummary = z
  .object({
    ...shared,
    words: z.int(),
    parts: z.array(StoryPart),
    isMine: z.boolean(),
    ownerName: z.string(),
    /** When it was removed, and the change that undoing brings it back by; null for a story that stands. */
    removal: z.object({ at: Instant, revisionId: z.string() }).nullable(),
  })
  .meta({ id: 'StorySummary' });
export type StorySummary = z.infer<typeof StorySummary>;

export const Story = z
  .object({
    ...shared,
    isMine: z.boolean(),
    ownerName: z.string(),
    /** In the order of telling. */
    claims: z.array(StoryClaim),
    /** For its owner alone; null where it was not pasted. */
    paste: z.object({ id: Id, isMended: z.boolean() }).nullable(),
    mentors: z.array(Mentor),
    comments: z.array(StoryComment),
    /** What mentors find, dimension by dimension: all for the owner, their own for a mentor. */
    views: z.array(StoryView),
    /** As of a sentence: what is meant so of the story as a whole. */
    meant: z.array(z.string()),
    lastChange: z.object({ revisionId: z.string(), what: z.string() }).nullable(),
    can: z.object({ change: z.boolean(), comment: z.boolean() }),
  })
  .meta({ id: 'Story' });
export type Story = z.infer<typeof Story>;

/** The story after a change, and what undoes it. */
export const StoryChange = z
  .object({ story: Story, claimId: Id.nullable(), revisionId: z.string() })
  .meta({ id: 'StoryChange' });
export type StoryChange = z.infer<typeof StoryChange>;

export const StoryRevision = z
  .object({
    id: z.string(),
    kind: z.string(),
    what: z.string(),
    at: Instant,
    isUndone: z.boolean(),
  })
  .meta({ id: 'StoryRevision' });
export type StoryRevision = z.infer<typeof StoryRevision>;

/** Questions of the checks, each by the name that its finding bears (`meantAs`). */
const meant = z
  .array(
    z
      .string()
      .regex(/^[a-z][a-z-]{0,59}(:[a-z-]{1,40})?$/i, "Use the name of the finding's question"),
  )
  .max(60);

/** `id` is made by the caller, so that a repeated request adds one. */
export const AddStory = z.object({
  id: Id.optional(),
  title,
  incident: z.string().max(60).nullish(),
  outcome: StoryOutcome.nullish(),
  happenedOn: Day.nullish(),
  competencies: competencies.optional(),
});
export type AddStory = z.input<typeof AddStory>;

export const ChangeStory = z.object({
  id: Id,
  version: z.int(),
  title: title.optional(),
  /** Null takes the story away from its incident. */
  incident: z.string().max(60).nullish(),
  outcome: StoryOutcome.nullish(),
  happenedOn: Day.nullish(),
  competencies: competencies.optional(),
  meant: meant.optional(),
});
export type ChangeStory = z.input<typeof ChangeStory>;

export const RemoveStory = z.object({ id: Id, version: z.coerce.number().int() });
export type RemoveStory = z.input<typeof RemoveStory>;

/** `title` names a story that is not removed yet, so that none is erased by a slip. */
export const EraseStory = z.object({ id: Id, title: z.string().trim().max(300).optional() });
export type EraseStory = z.input<typeof EraseStory>;

/** `pasteKeptFor` counts the other stories of mine that came from the same pasted text, which stays for them. */
export const ErasedStory = z.object({ id: Id, pasteKeptFor: z.int() }).meta({ id: 'ErasedStory' });
export type ErasedStory = z.infer<typeof ErasedStory>;

const claimFields = {
  part: StoryPart,
  text: sentence,
  isRecollection: z.boolean(),
  numbers: z.array(StoryNumber).max(20),
  citations: z.array(z.union([KeptCitation, StoryCitationInput])).max(50),
};

/** `after` names the claim of the same part that it stands behind; null puts it first, without it it stands last.
 * Where `isRecollection` is left out, a sentence that cites nothing is one in a story that began from nothing. */
export const AddClaim = z.object({
  id: Id,
  claimId: Id.optional(),
  part: claimFields.part,
  text: claimFields.text,
  isRecollection: claimFields.isRecollection.optional(),
  numbers: claimFields.numbers.optional(),
  citations: claimFields.citations.optional(),
  after: Id.nullish(),
  followUpQuestion: line.min(1).optional(),
});
export type AddClaim = z.input<typeof AddClaim>;

/** `citations` replace those that are there; name one that stays by its `id`. */
export const ChangeClaim = z.object({
  id: Id,
  claimId: Id,
  version: z.int(),
  part: claimFields.part.optional(),
  text: claimFields.text.optional(),
  isRecollection: claimFields.isRecollection.optional(),
  numbers: claimFields.numbers.optional(),
  citations: claimFields.citations.optional(),
  after: Id.nullish(),
  meant: meant.optional(),
});
export type ChangeClaim = z.input<typeof ChangeClaim>;

export const RemoveClaim = z.object({ id: Id, claimId: Id, version: z.coerce.number().int() });
export type RemoveClaim = z.input<typeof RemoveClaim>;

export const UndoStoryChange = z.object({ id: Id, revisionId: z.string().regex(/^\d{1,18}$/) });
export type UndoStoryChange = z.input<typeof UndoStoryChange>;

/** With `removed` those that I removed, the last removed first, instead of those that stand. */
export const StoryQuery = z.object({
  removed: z.enum(['true', 'false']).optional(),
  text: z.string().trim().max(200).optional(),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type StoryQuery = z.input<typeof StoryQuery>;

export const MyPerson = z
  .object({ personId: Id, name: z.string(), reason: z.string() })
  .meta({ id: 'MyPerson' });
export type MyPerson = z.infer<typeof MyPerson>;

export const WhoAmI = z
  .object({ persons: z.array(MyPerson), suggestions: z.array(MyPerson) })
  .meta({ id: 'WhoAmI' });
export type WhoAmI = z.infer<typeof WhoAmI>;

export const AskPeer = z.object({ id: Id, claimId: Id, accountId: Id });
export type AskPeer = z.infer<typeof AskPeer>;

/** What a peer sees: the sentence as it was when they were asked, who asks, and nothing else of the story. */
export const AskedOfMe = z
  .object({
    id: Id,
    sentence: z.string(),
    by: z.string(),
    state: AskState,
    answer: z.string(),
    mayBeNamed: z.boolean(),
    askedAt: Instant,
    answeredAt: Instant.nullable(),
  })
  .meta({ id: 'AskedOfMe' });
export type AskedOfMe = z.infer<typeof AskedOfMe>;

/** `sentence` is what was shown: where the question is about other words by now, they are not confirmed by somebody who has not seen them.
 * `answeredAt` is when the answer that this one replaces was given, null for none; left out, it replaces any. */
export const AnswerAsk = z
  .object({
    askId: Id,
    sentence: z.string().max(4_000),
    answeredAt: Instant.nullish(),
    state: z.enum(['confirmed', 'corrected', 'declined']),
    answer: z.string().trim().max(4_000).optional(),
    mayBeNamed: z.boolean().optional(),
  })
  .refine((one) => one.state !== 'corrected' || (one.answer ?? '') !== '', {
    message: 'Write what the sentence should say',
    path: ['answer'],
  });
export type AnswerAsk = z.input<typeof AnswerAsk>;
