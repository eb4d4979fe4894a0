import { z } from 'zod';
import { sentence } from './sentence.ts';
import { Day } from '../follow-up/schema.ts';
import { Cursor, Id, Instant } from '../ids.ts';
import { StoryView } from './mentor.ts';
import { EvidenceKind, Precision, Stance, StoryPart } from '../words.ts';

/**
 * The evidence for a sentence: evidence shows it, a peer confirmed it, its writer remembers it, or
 * nothing supports it or something contradicts it. Computed at every read, never stored.
 */
export const Grade = z.enum(['documented', 'confirmed', 'from-memory', 'no-evidence']);
export type Grade = z.infer<typeof Grade>;

/** What a sentence can cite. A milestone is cited by its name, the others by id. */
export const StoryTarget = z.enum(['evidence', 'event', 'finding', 'follow-up', 'milestone']);
export type StoryTarget = z.infer<typeof StoryTarget>;

export const StoryOutcome = z.enum(['success', 'failure', 'mixed']);
export type StoryOutcome = z.infer<typeof StoryOutcome>;

const title = z.string().trim().min(1, 'Enter a title').max(300);
const line = z.string().trim().max(300);
const competencies = z
  .array(z.string().trim().min(1).max(120))
  .max(30)
  .transform((keys) => [...new Set(keys)]);

/**
 * A number of a sentence with its context: compared with what, over how long, out of how many,
 * measured by what.
 */
export const StoryNumber = z.object({
  /** As in the sentence: `45 → 15 min`. */
  text: line.min(1, 'Use the number exactly as it appears in the sentence'),
  baseline: line.default(''),
  window: line.default(''),
  n: z.number().min(0).max(1e12).nullable().default(null),
  source: line.default(''),
  /** The cited object that it was taken from. */
  takenFrom: z
    .object({ target: StoryTarget, targetId: z.string().max(60) })
    .nullable()
    .default(null),
});
export type StoryNumber = z.output<typeof StoryNumber>;

/**
 * Offsets count UTF-16 units of the text of the cited evidence; without them it is cited in full.
 */
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

/** An existing citation, kept as it is, even if it shows nothing anymore. */
export const KeptCitation = z.strictObject({ id: Id });

/**
 * `gone`: since deleted or redacted at its source; `hidden`: does not exist or is no longer visible
 * to the reader. Neither shows a word of it.
 */
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
    /** Its place and author, or why it shows nothing. */
    label: z.string(),
    /** The following is null if it is not visible. */
    incident: z.string().nullable(),
    words: z.string().nullable(),
    kind: EvidenceKind.nullable(),
    occurredAt: Instant.nullable(),
    precision: Precision.nullable(),
    /** It is evidence, or is based on existing evidence. */
    isDocumented: z.boolean(),
    /** Revised at its source after the cited revision; how many others confirmed the item in calibration. */
    hasChangedSince: z.boolean(),
    confirmedBy: z.int(),
  })
  .meta({ id: 'StoryCitation' });
export type StoryCitation = z.infer<typeof StoryCitation>;

export const AskState = z.enum(['asked', 'confirmed', 'corrected', 'declined', 'withdrawn']);
export type AskState = z.infer<typeof AskState>;

/**
 * A peer who was asked whether a sentence is right. The name is visible to the story's owner, and
 * to others if the peer agreed.
 */
export const Confirmation = z
  .object({
    id: Id,
    accountId: Id.nullable(),
    name: z.string(),
    state: AskState,
    answer: z.string(),
    mayBeNamed: z.boolean(),
    /** The sentence has changed since the question: the answer no longer counts. */
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
    /** Marked by its writer as from memory. */
    isRecollection: z.boolean(),
    numbers: z.array(StoryNumber.extend({ takenFromLabel: z.string().nullable() })),
    citations: z.array(StoryCitation),
    confirmations: z.array(Confirmation),
    grade: Grade,
    /** Why it has this grade. */
    gradeReason: z.string(),
    /** The follow-up question that it answers. */
    followUpQuestion: z.string().nullable(),
    /** Questions of the checks that the owner has dismissed; visible only to the owner. */
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
    /** When its text was last changed. */
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
  /** The incident that it is about, if the reader can see it now. */
  incident: z.object({ id: Id, ref: z.string(), title: z.string() }).nullable(),
  /** It is about an incident that the reader cannot see (anymore). Its sentences stay. */
  isIncidentHidden: z.boolean(),
  outcome: StoryOutcome.nullable(),
  happenedOn: Day.nullable(),
  competencies: z.array(z.string()),
  /** Sample data that every account can read. */
  isExample: z.boolean(),
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
    /** When it was removed, and the change whose undo restores it; null for an active story. */
    removal: z.object({ at: Instant, revisionId: z.string() }).nullable(),
  })
  .meta({ id: 'StorySummary' });
export type StorySummary = z.infer<typeof StorySummary>;

export const Story = z
  .object({
    ...shared,
    isMine: z.boolean(),
    ownerName: z.string(),
    /** In story order. */
    claims: z.array(StoryClaim),
    /** Only for the owner; null if it was not pasted. */
    paste: z.object({ id: Id, isMended: z.boolean() }).nullable(),
    mentors: z.array(Mentor),
    comments: z.array(StoryComment),
    /** Mentors' ratings by dimension: all for the owner, only their own for a mentor. */
    views: z.array(StoryView),
    /** Dismissed questions about the story, as for a sentence. */
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

/** Questions of the checks, each by the key of its finding (`meantAs`). */
const meant = z
  .array(
    z
      .string()
      .regex(/^[a-z][a-z-]{0,59}(:[a-z-]{1,40})?$/i, "Use the name of the finding's question"),
  )
  .max(60);

/** The caller creates `id`, so that a repeated request does not add another one. */
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
  /** Null removes the story from its incident. */
  incident: z.string().max(60).nullish(),
  outcome: StoryOutcome.nullish(),
  happenedOn: Day.nullish(),
  competencies: competencies.optional(),
  meant: meant.optional(),
});
export type ChangeStory = z.input<typeof ChangeStory>;

export const RemoveStory = z.object({ id: Id, version: z.coerce.number().int() });
export type RemoveStory = z.input<typeof RemoveStory>;

/** `title` is required for a story that is not removed yet, so that none is deleted by accident. */
export const EraseStory = z.object({ id: Id, title: z.string().trim().max(300).optional() });
export type EraseStory = z.input<typeof EraseStory>;

/**
 * `pasteKeptFor` counts the user's other stories from the same pasted text, which is kept for them.
 */
export const ErasedStory = z.object({ id: Id, pasteKeptFor: z.int() }).meta({ id: 'ErasedStory' });
export type ErasedStory = z.infer<typeof ErasedStory>;

const claimFields = {
  part: StoryPart,
  text: sentence,
  isRecollection: z.boolean(),
  numbers: z.array(StoryNumber).max(20),
  citations: z.array(z.union([KeptCitation, StoryCitationInput])).max(50),
};

/**
 * `after` names the claim before it in the same part; null puts it first, omitted puts it last. The
 * default of `isRecollection` is true for a sentence without citations in a story without an
 * incident.
 */
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

/** `citations` replace the existing ones; name one that stays by its `id`. */
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

/** With `removed`, removed stories, the last removed first; otherwise active ones. */
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

/**
 * What a peer sees: the sentence as it was when they were asked, who asks, and nothing else of the
 * story.
 */
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

/**
 * `sentence` is what was shown: if the question is now about other words, the answer does not apply
 * to them. `answeredAt` is that of the answer that it replaces: null for none, omitted for any.
 */
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
