import { z } from 'zod';
import { Day } from '../follow-up/schema.ts';
import { Cursor, Id, Instant } from '../ids.ts';
import { Grade, StoryOutcome } from './schema.ts';
import { StoryForm, StoryPart } from '../words.ts';

/**
 * A sentence of the story compared with what was said: the words that were said, and those that
 * were not. The speaker can correct it (`isCorrected`).
 */
export const RehearsalMark = z.object({
  claimId: Id,
  part: StoryPart,
  text: z.string(),
  isSaid: z.boolean(),
  matched: z.array(z.string()),
  missed: z.array(z.string()),
  isCorrected: z.boolean(),
});
export type RehearsalMark = z.infer<typeof RehearsalMark>;

export const Rehearsal = z
  .object({
    id: Id,
    storyId: Id,
    storyTitle: z.string(),
    form: StoryForm.nullable(),
    question: z.string(),
    said: z.string(),
    tookMs: z.int(),
    marks: z.array(RehearsalMark),
    againOn: Day.nullable(),
    isDue: z.boolean(),
    rehearsedAt: Instant,
    version: z.int(),
  })
  .meta({ id: 'Rehearsal' });
export type Rehearsal = z.infer<typeof Rehearsal>;

/**
 * `claimIds` are the sentences to be said (default: all). Without `againOn` it is due again in a
 * week; null turns that off.
 */
export const AddRehearsal = z.object({
  id: Id,
  rehearsalId: Id.optional(),
  form: StoryForm.nullish(),
  question: z.string().trim().max(2_000).optional(),
  said: z.string().trim().min(1, 'Write or dictate what you said').max(50_000),
  tookMs: z.int().min(0).max(86_400_000),
  claimIds: z.array(Id).max(400).optional(),
  againOn: Day.nullish(),
});
export type AddRehearsal = z.input<typeof AddRehearsal>;

export const CorrectRehearsal = z.object({
  rehearsalId: Id,
  version: z.int(),
  marks: z
    .array(z.object({ claimId: Id, isSaid: z.boolean() }))
    .max(400)
    .optional(),
  againOn: Day.nullish(),
});
export type CorrectRehearsal = z.input<typeof CorrectRehearsal>;

/** `due` are those whose date has come, longest waiting first; otherwise newest first. */
export const RehearsalQuery = z.object({
  story: Id.optional(),
  due: z.enum(['true', 'false']).optional(),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type RehearsalQuery = z.input<typeof RehearsalQuery>;

/**
 * `key` identifies it in stories: `neutral/ownership`. `signs` are words that show it; empty if a
 * framework has only names.
 */
export const Competency = z
  .object({ key: z.string(), name: z.string(), hint: z.string(), signs: z.array(z.string()) })
  .meta({ id: 'Competency' });
export type Competency = z.infer<typeof Competency>;

/** A set of competencies to compare stories with. A user's own frameworks are private. */
export const CompetencyFramework = z
  .object({
    id: z.string(),
    name: z.string(),
    isMine: z.boolean(),
    competencies: z.array(Competency),
  })
  .meta({ id: 'CompetencyFramework' });
export type CompetencyFramework = z.infer<typeof CompetencyFramework>;

/** `frameworkId` restores a removed framework under its id. */
export const AddFramework = z.object({
  yaml: z.string().min(1, "Paste the framework's YAML").max(100_000),
  frameworkId: Id.optional(),
});
export type AddFramework = z.infer<typeof AddFramework>;

/** One story for one competency: its strength as a word, how long ago it was, and its outcome. */
export const CoverageCell = z
  .object({
    storyId: Id,
    key: z.string(),
    /** The most frequent grade of its actions and results. */
    strength: Grade.nullable(),
    happenedOn: Day.nullable(),
    outcome: StoryOutcome.nullable(),
  })
  .meta({ id: 'CoverageCell' });
export type CoverageCell = z.infer<typeof CoverageCell>;

export const CoverageGap = z
  .object({
    key: z.string(),
    name: z.string(),
    missing: z.array(z.string()),
    /** The user's incidents that could fill it, with their traces. */
    incidents: z.array(
      z.object({ id: Id, ref: z.string(), title: z.string(), reason: z.string() }),
    ),
  })
  .meta({ id: 'CoverageGap' });
export type CoverageGap = z.infer<typeof CoverageGap>;

export const Coverage = z
  .object({
    framework: CompetencyFramework,
    stories: z.array(
      z.object({
        id: Id,
        title: z.string(),
        happenedOn: Day.nullable(),
        outcome: StoryOutcome.nullable(),
        strength: Grade.nullable(),
        uses: z.int(),
        isDraft: z.boolean(),
      }),
    ),
    cells: z.array(CoverageCell),
    /**
     * Stories that are not marked with a competency but contain its words, or its name in the
     * title.
     */
    suggested: z.array(z.object({ storyId: Id, key: z.string(), words: z.array(z.string()) })),
    gaps: z.array(CoverageGap),
    /** What the stories lack in total: a failure, a newer one. */
    notes: z.array(z.string()),
  })
  .meta({ id: 'Coverage' });
export type Coverage = z.infer<typeof Coverage>;
