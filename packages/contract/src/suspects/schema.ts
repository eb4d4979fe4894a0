import { z } from 'zod';
import { serviceLinkKinds } from '../catalog/words.ts';
import { Id, Instant } from '../ids.ts';
import { incident } from '../inputs.ts';
import { EvidenceKind, HypothesisStatus, Precision } from '../words.ts';

/** `unknown`: the record is too short to tell what is usual. */
export const Strength = z.enum(['strong', 'moderate', 'weak', 'unknown']);

const factors = z.array(z.object({ name: z.string(), value: z.number(), reason: z.string() }));

/** The hypothesis that cites the suspect, as far as there is one. */
export const SuspectVerdict = z.object({
  findingId: Id,
  status: HypothesisStatus,
  by: z.string(),
  reason: z.string(),
});
export type SuspectVerdict = z.infer<typeof SuspectVerdict>;

export const ChangeKind = z.enum([
  'deploy',
  'config',
  'schema',
  'flag',
  'data',
  'monitoring',
  'text',
]);

const change = {
  evidenceId: Id,
  itemId: Id,
  evidenceKind: EvidenceKind,
  kind: ChangeKind,
  title: z.string(),
  at: Instant,
  until: Instant.nullable(),
  precision: Precision,
  zoneOffset: z.int().nullable(),
  streamId: Id,
  streamName: z.string(),
  services: z.array(z.string()),
  /** False: you can see its stream, but the incident doesn't include it, so it can't be cited yet. */
  isInSources: z.boolean(),
  verdict: SuspectVerdict.nullable(),
};

/** A change with the factors of its score. The score is only for ordering. */
export const ChangeSuspect = z
  .object({ ...change, score: z.number(), factors })
  .meta({ id: 'ChangeSuspect' });
export type ChangeSuspect = z.infer<typeof ChangeSuspect>;

export const SymptomOrigin = z.enum([
  'asked',
  'impact-started',
  'detected',
  'alert',
  'timeline',
  'declared',
]);

/** What to look at first, ranked. Nothing here says that a suspect is a cause. */
export const Suspects = z
  .object({
    symptom: z.object({
      at: Instant,
      precision: Precision,
      /** Where the time comes from. */
      origin: SymptomOrigin,
      text: z.string(),
      services: z.array(z.string()),
      /** The words of it that changes are compared with. */
      words: z.array(z.string()),
    }),
    changes: z.object({
      /** How unusual the first suspect is in this record. */
      strength: Strength,
      /** At how many other moments of the record the best change scores as high. */
      ordinary: z.object({ moments: z.int(), reached: z.int() }),
      considered: z.int(),
      /** There were more changes than the newest that are considered. */
      isLimited: z.boolean(),
      suspects: z.array(ChangeSuspect),
      /** The same without the time, for changes that take effect slowly. */
      slow: z.array(ChangeSuspect),
      /** The next changes that started after the symptom: vetoed. */
      after: z.array(z.object(change)),
      afterCount: z.int(),
    }),
    /** From measurements (evidence of the kind metric); null if the incident has none. */
    components: z
      .object({
        /** The series in which the symptom is seen, by the words of both; null if none fits. */
        symptom: z.object({ component: z.string(), metric: z.string() }).nullable(),
        /** `before`: the three days before; `start`: the first points, as there is no data before. */
        comparedWith: z.enum(['before', 'start']),
        strength: Strength,
        series: z.int(),
        /** There are many: one of so many is compared, evenly over time. */
        every: z.int(),
        /** Series after the first 2,000, and values that are not plain numbers, such as `12 ms`. */
        leftOut: z.object({ series: z.int(), values: z.int() }),
        suspects: z.array(
          z.object({
            component: z.string(),
            metric: z.string(),
            score: z.number(),
            factors,
            onsetAt: Instant.nullable(),
            /** The measurement at the onset, or the one nearest to the symptom. */
            evidenceId: Id,
            verdict: SuspectVerdict.nullable(),
          }),
        ),
        /** The links of the catalog between these suspects, by their components. */
        links: z.array(
          z.object({ id: Id, from: z.string(), to: z.string(), kind: z.enum(serviceLinkKinds) }),
        ),
      })
      .nullable(),
    /** The first stage that does not add up in each comparison of counts (an observation). */
    stages: z.array(z.object({ findingId: Id, statement: z.string(), reason: z.string() })),
    /** `link`: add and remove links of the catalog. */
    can: z.object({ change: z.boolean(), link: z.boolean() }),
  })
  .meta({ id: 'Suspects' });
export type Suspects = z.infer<typeof Suspects>;

export const ListSuspects = z.object({
  incident,
  /** The time of the symptom, if not that of the incident. */
  at: Instant.optional(),
  /** What was seen, if not the title of the incident. */
  text: z.string().trim().min(1).max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export type ListSuspects = z.input<typeof ListSuspects>;

/** The labels of a series are at most 40 names and values. */
const longestSeries = 25_000;

/**
 * Adds a hypothesis that cites the suspect, with its status, or updates the one that cites it. The
 * caller creates `id`, so that a repeated request does not add another one.
 */
export const JudgeSuspect = z.object({
  incident,
  id: Id.optional(),
  evidenceId: Id,
  /** Which series of a measurement is meant; needed if it has values of several. */
  series: z
    .object({ component: z.string().min(1), metric: z.string().min(1) })
    .refine(({ component, metric }) => component.length + metric.length <= longestSeries)
    .optional(),
  verdict: z.enum(['confirmed', 'dismissed']),
  reason: z.string().trim().min(1, 'Write the reason').max(2_000),
});
export type JudgeSuspect = z.input<typeof JudgeSuspect>;

/** Closed incidents in which one was confirmed, and in how many of them it is listed first. */
const hits = z.object({
  incidents: z.int(),
  top1: z.int(),
  top3: z.int(),
  interval1: z.tuple([z.number(), z.number()]),
  interval3: z.tuple([z.number(), z.number()]),
});

/**
 * How often the ranking listed the change or the component that people later confirmed, over closed
 * incidents that you can see. Intervals are Wilson's, at 95 %.
 */
export const SuspectHitRate = z
  .object({
    changes: hits,
    components: hits,
    /** Closed incidents in which suspects were dismissed and none was confirmed. */
    onlyDismissed: z.int(),
    /** Older ones that were not counted. */
    isLimited: z.boolean(),
  })
  .meta({ id: 'SuspectHitRate' });
export type SuspectHitRate = z.infer<typeof SuspectHitRate>;
