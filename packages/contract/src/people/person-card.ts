import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { ofIncidentAt } from '../inputs.ts';
import { Profile } from './directory.ts';
import { Place } from './involvement.ts';
import { PersonShift, Presence } from './on-call.ts';

export const ReadPersonCard = ofIncidentAt.extend({ personId: Id });
export type ReadPersonCard = z.infer<typeof ReadPersonCard>;

/** A person in an incident: who they were then, how they came in, and what they wrote. */
export const PersonCard = z
  .object({
    personId: Id,
    name: z.string(),
    isBot: z.boolean(),
    roles: z.array(z.string()),
    profile: Profile.nullable(),
    presence: Presence,
    /** Their shifts during the incident. */
    shifts: z.array(PersonShift),
    /** The shift in a calendar of the record. */
    onCall: Place.nullable(),
    /** Mentioned by someone else before they wrote anything. */
    called: Place.nullable(),
    /** A message in which they join a channel or call. */
    joined: Place.nullable(),
    /** Null at an earlier time, when it is not known. */
    written: z.int().nullable(),
    /** What they wrote from the start of the incident on (else before it), the first 20. */
    items: z.array(
      z.object({
        evidenceId: Id,
        itemId: Id,
        at: Instant,
        streamName: z.string(),
        text: z.string(),
        /** Null if no schedule covers this moment. */
        isOnCall: z.boolean().nullable(),
      }),
    ),
    /** Only for the person themself: hours in which they wrote something, and those at night. */
    own: z.object({ hours: z.int(), nightHours: z.int().nullable() }).nullable(),
  })
  .meta({ id: 'PersonCard' });
export type PersonCard = z.infer<typeof PersonCard>;
