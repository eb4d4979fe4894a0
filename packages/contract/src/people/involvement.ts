import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { OnCallQuestion, PersonShift, Presence } from './on-call.ts';

/** An item of the record that says something about a person. */
export const Place = z.object({
  evidenceId: Id,
  itemId: Id,
  at: Instant,
  /** Who wrote it, if that is known. */
  by: z.string().nullable(),
});
export type InvolvementPlace = z.infer<typeof Place>;

/** How a person took part during the incident. Never ranked. */
export const PersonInvolvement = z
  .object({
    personId: Id,
    /** What they wrote in each part of the time range, all parts of equal length. */
    counts: z.array(z.int()),
    /** How often others mention them by name. */
    mentions: z.int(),
    /** Mentioned by someone else before they wrote anything. */
    called: Place.nullable(),
    /** The shift of an on-call calendar that names them. */
    onCall: Place.nullable(),
    presence: Presence,
    /** Of imported schedules, during the incident. */
    shifts: z.array(PersonShift),
  })
  .meta({ id: 'PersonInvolvement' });
export type PersonInvolvement = z.infer<typeof PersonInvolvement>;

/** What the record says about who was there. */
export const Involvement = z
  .object({
    /** From detection to resolution, else the full record; null without items. */
    from: Instant.nullable(),
    until: Instant.nullable(),
    people: z.array(PersonInvolvement),
    onCallQuestions: z.array(OnCallQuestion),
    /** Imported schedules that cover a part of this time. */
    schedules: z.int(),
    /**
     * How many people wrote something from 22:00 to 08:00 in their time zone, of those with a known
     * one.
     */
    nights: z.object({ people: z.int(), known: z.int() }),
    /** Mentioned by name, but they wrote nothing. */
    absent: z.array(z.object({ name: z.string(), mentions: z.int(), first: Place })),
    /** Services that items of the record name, by name. `isNamed`: the incident names it too. */
    services: z.array(z.object({ name: z.string(), items: z.int(), isNamed: z.boolean() })),
    /**
     * The incident's teams, with how many of their people wrote something; null if the directory
     * knows no team of anyone.
     */
    teams: z.array(z.object({ name: z.string(), people: z.int().nullable() })),
  })
  .meta({ id: 'Involvement' });
export type Involvement = z.infer<typeof Involvement>;
