import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { Profile, ProfileQuestion } from './directory.ts';

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

/**
 * A person in the evidence of an incident. Counts cover that incident's record and are never
 * ranked.
 */
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
    /** A member of a channel of the incident who wrote nothing. */
    isObserver: z.boolean(),
    /** Their roles in this incident, such as `incident commander`. */
    roles: z.array(z.string()),
    /** Counts changes of the roles; 0 until someone has set one. */
    rolesVersion: z.int(),
    version: z.int(),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'Participant' });
export type Participant = z.infer<typeof Participant>;

/** Two people who could be the same. Never merged automatically. */
export const MatchSuggestion = z
  .object({
    personIds: z.tuple([Id, Id]),
    names: z.tuple([z.string(), z.string()]),
    reason: z.string(),
  })
  .meta({ id: 'MatchSuggestion' });
export type MatchSuggestion = z.infer<typeof MatchSuggestion>;

export const People = z
  .object({
    participants: z.array(Participant),
    suggestions: z.array(MatchSuggestion),
    /** Of people who are in the directory. */
    profiles: z.array(Profile),
    profileQuestions: z.array(ProfileQuestion),
  })
  .meta({ id: 'People' });
export type People = z.infer<typeof People>;

export const MergePersons = z
  .object({ incident: z.string(), into: Id, from: Id })
  .refine((merge) => merge.into !== merge.from, 'Select two different people');
export type MergePersons = z.infer<typeof MergePersons>;
/** Moves an identity to a new person. */
export const SplitIdentity = z.object({ incident: z.string(), identityId: Id });
export type SplitIdentity = z.infer<typeof SplitIdentity>;
export const DeclineMatch = z.object({ incident: z.string(), personIds: z.tuple([Id, Id]) });
export type DeclineMatch = z.infer<typeof DeclineMatch>;
/**
 * Replaces the previous roles; an empty list clears them. `version` is the `rolesVersion` that was
 * read.
 */
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
