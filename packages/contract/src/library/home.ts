import { z } from 'zod';
import { WaitingComment } from '../comment/schema.ts';
import { FollowUp } from '../follow-up/schema.ts';
import { Instant } from '../ids.ts';
import { IncidentSummary } from '../incident/schema.ts';
import { Review } from '../review/schema.ts';
import { AskedOfMe } from '../story/schema.ts';

/** The progress of the work on an incident. */
export const IncidentStage = z.enum(['record', 'timeline', 'draft', 'published']);
export type IncidentStage = z.infer<typeof IncidentStage>;

/** How many objects of one kind are waiting in an incident. */
const InIncident = z.object({ incident: z.string(), title: z.string(), count: z.int() });

/** The first steps of an account, in order. */
export const FirstSteps = z.object({
  imported: z.boolean(),
  addedEvent: z.boolean(),
  published: z.boolean(),
});
export type FirstSteps = z.infer<typeof FirstSteps>;

/** The home screen of an account. Every list contains only what it can see. */
export const Home = z
  .object({
    /** No incident has evidence yet, except the sample. */
    isNew: z.boolean(),
    /** Null once they are done or dismissed, and for accounts that can't do them. */
    steps: FirstSteps.nullable(),
    /** Sentences of stories that others ask the account to confirm. */
    asked: z.array(AskedOfMe),
    comments: z.array(WaitingComment),
    overdue: z.array(FollowUp),
    /** Reviews that the account was asked to investigate and has not finished. */
    reviews: z.array(Review),
    /**
     * Unanswered questions of readers, and open suggestions, in the incidents that the account
     * worked on.
     */
    questions: z.array(InIncident),
    suggestions: z.array(InIncident),
    /** The incidents that the account worked on last, then the newest ones. */
    recent: z.array(z.object({ incident: IncidentSummary, stage: IncidentStage })),
    /** The newest published versions. */
    published: z.array(
      z.object({
        incident: z.string(),
        title: z.string(),
        number: z.int(),
        publishedAt: Instant,
      }),
    ),
  })
  .meta({ id: 'Home' });
export type Home = z.infer<typeof Home>;
