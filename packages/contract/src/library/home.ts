import { z } from 'zod';
import { WaitingComment } from '../comment/schema.ts';
import { FollowUp } from '../follow-up/schema.ts';
import { Instant } from '../ids.ts';
import { IncidentSummary } from '../incident/schema.ts';
import { AskedOfMe } from '../story/schema.ts';

/** How far the work on an incident is. */
export const IncidentStage = z.enum(['record', 'timeline', 'draft', 'published']);
export type IncidentStage = z.infer<typeof IncidentStage>;

/** How many things of one kind wait in an incident. */
const InIncident = z.object({ incident: z.string(), title: z.string(), count: z.int() });

/** The first steps of an account, in their order. */
export const FirstSteps = z.object({
  imported: z.boolean(),
  addedEvent: z.boolean(),
  published: z.boolean(),
});
export type FirstSteps = z.infer<typeof FirstSteps>;

/** What an account sees first. Every list contains only what it can see. */
export const Home = z
  .object({
    /** No incident has evidence yet, except the sample. */
    isNew: z.boolean(),
    /** Null once they are done or hidden, and for who can't take them. */
    steps: FirstSteps.nullable(),
    /** Sentences of stories that others ask the account to confirm. */
    asked: z.array(AskedOfMe),
    comments: z.array(WaitingComment),
    overdue: z.array(FollowUp),
    /** Questions of readers without an answer, and suggestions without a decision, in the incidents that the account worked on. */
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
