import { z } from 'zod';
import { Id, Instant } from '../ids.ts';

export const Identity = z
  .object({
    id: Id,
    sourceId: Id,
    sourceName: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    isBot: z.boolean(),
  })
  .meta({ id: 'Identity' });
export type Identity = z.infer<typeof Identity>;

/** A person behind the evidence of one incident. Counts cover that incident's record and are never ranked. */
export const Participant = z
  .object({
    personId: Id,
    name: z.string(),
    isBot: z.boolean(),
    identities: z.array(Identity),
    written: z.int(),
    reactions: z.int(),
    firstAt: Instant.nullable(),
    lastAt: Instant.nullable(),
    /** In a channel of the incident, and said nothing in it. */
    isObserver: z.boolean(),
    /** What they were in this incident, such as `incident commander`. */
    roles: z.array(z.string()),
    /** Counts the changes of the roles; 0 until somebody has said one. */
    rolesVersion: z.int(),
    version: z.int(),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'Participant' });
export type Participant = z.infer<typeof Participant>;

/** Two persons who may be one. Never merged by itself. */
export const MatchSuggestion = z
  .object({
    personIds: z.tuple([Id, Id]),
    names: z.tuple([z.string(), z.string()]),
    reason: z.string(),
  })
  .meta({ id: 'MatchSuggestion' });
export type MatchSuggestion = z.infer<typeof MatchSuggestion>;

export const People = z
  .object({ participants: z.array(Participant), suggestions: z.array(MatchSuggestion) })
  .meta({ id: 'People' });
export type People = z.infer<typeof People>;

export const MergePersons = z
  .object({ incident: z.string(), into: Id, from: Id })
  .refine((merge) => merge.into !== merge.from, 'Select two different people');
export type MergePersons = z.infer<typeof MergePersons>;
/** Gives one identity a person of its own. */
export const SplitIdentity = z.object({ incident: z.string(), identityId: Id });
export type SplitIdentity = z.infer<typeof SplitIdentity>;
export const DeclineMatch = z.object({ incident: z.string(), personIds: z.tuple([Id, Id]) });
export type DeclineMatch = z.infer<typeof DeclineMatch>;
/** The roles take the place of those before; without any, nobody has said what the person was. `version` is the `rolesVersion` that was read. */
export const SetRoles = z.object({
  incident: z.string(),
  personId: Id,
  version: z.int().min(0),
  roles: z
    .array(
      z.string().trim().min(1, 'Enter a role').max(60, 'A role can have 60 characters at most'),
    )
    .max(5, 'A person can have five roles at most'),
});
export type SetRoles = z.infer<typeof SetRoles>;
export const RenamePerson = z.object({
  incident: z.string(),
  personId: Id,
  version: z.int(),
  name: z.string().trim().min(1, 'Enter a name').max(200),
});
export type RenamePerson = z.infer<typeof RenamePerson>;
