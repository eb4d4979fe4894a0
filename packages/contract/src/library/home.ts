import { z } from 'zod';
import { Instant } from '../ids.ts';
import { IncidentSummary } from '../incident/schema.ts';
import { Notification } from '../notification/schema.ts';

/** The progress of the work on an incident. */
export const IncidentStage = z.enum(['record', 'timeline', 'draft', 'published']);
export type IncidentStage = z.infer<typeof IncidentStage>;

/** The first steps of an account, in order. */
export const FirstSteps = z.object({
  imported: z.boolean(),
  addedEvent: z.boolean(),
  published: z.boolean(),
});
export type FirstSteps = z.infer<typeof FirstSteps>;

const PublishedName = z.object({
  incident: z.string(),
  title: z.string(),
  number: z.int(),
  publishedAt: Instant,
});

/** The home screen of an account. Every list contains only what it can see. */
export const Home = z
  .object({
    /** No incident has evidence yet, except the sample. */
    isNew: z.boolean(),
    /** Null once they are done or dismissed, and for accounts that can't do them. */
    steps: FirstSteps.nullable(),
    /** What waits for the account, what is due first. */
    waiting: z.array(Notification),
    /** Answers to its questions, and reports of incidents that it worked on. */
    news: z.array(Notification),
    /** The incidents that the account worked on last, then the newest ones. */
    recent: z.array(z.object({ incident: IncidentSummary, stage: IncidentStage })),
    /** The newest published versions. */
    published: z.array(PublishedName),
    /** Versions that were published a year ago, in the week before. */
    yearAgo: z.array(PublishedName),
  })
  .meta({ id: 'Home' });
export type Home = z.infer<typeof Home>;
