import { z } from 'zod';
import { count, id, name, stateCitation, time, version, written } from './fields.ts';
import { Id, Instant } from '../ids.ts';
import { entryContents } from '../inquiry/schema.ts';
import { EntryType, LinkKind, Precision, Stance, StepKind } from '../words.ts';

/** The content of each type as it is kept: what a bundle carries. */
const EntryContent = {
  hypothesis: z.strictObject({
    ...entryContents.hypothesis,
    steps: z
      .array(
        z.strictObject({
          id: Id,
          kind: StepKind,
          at: Instant,
          precision: Precision,
          by: z.string(),
          note: z.string(),
        }),
      )
      .min(1),
  }),
  decision: z.strictObject(entryContents.decision),
  question: z.strictObject(entryContents.question),
  factor: z.strictObject(entryContents.factor),
  impact: z.strictObject(entryContents.impact),
} as const satisfies Record<EntryType, z.ZodType>;

/** What every entry of the inquiry has; `content` by its type. */
const entryFields = { id, statement: name, at: time, precision: Precision };
export const EntryLine = z.strictObject({
  type: z.literal('entry'),
  ...entryFields,
  entryType: EntryType,
  content: z.union([
    EntryContent.hypothesis,
    EntryContent.decision,
    EntryContent.question,
    EntryContent.factor,
    EntryContent.impact,
  ]),
  /** In order; `part` is the step of a hypothesis that cites. */
  citations: z.array(
    z.strictObject({
      id,
      evidenceId: id,
      stance: Stance,
      quoteStart: count.nullable(),
      quoteEnd: count.nullable(),
      part: id.nullable(),
    }),
  ),
  ...written,
  removedAt: time.nullable(),
  version,
});
export const FactorLinkLine = z.strictObject({
  type: z.literal('factor-link'),
  id,
  from: id,
  to: id,
  kind: LinkKind,
});

/** What undoing reads of the history: the state of an entry before or after a change. */
export const BundleEntryState = z.object({
  ...entryFields,
  type: EntryType,
  content: z.record(z.string(), z.unknown()),
  citations: z.array(stateCitation),
  isRemoved: z.boolean(),
  version,
});
