import { z } from 'zod';
import { ActivityId, Id, Instant } from '../ids.ts';
import { KeyScope, Role } from '../words.ts';
import { Zone } from '../zone.ts';

/** Who did something, with the name they had then: it outlives the account. */
export const ActorRef = z
  .object({
    type: z.enum(['account', 'key', 'operator', 'inbound', 'job', 'system', 'guest']),
    id: z.string().nullable(),
    name: z.string(),
  })
  .meta({ id: 'Actor' });
export type ActorRef = z.infer<typeof ActorRef>;

/**
 * Who created something and who changed it last. A change names the version that it is based on.
 */
export const authorship = {
  createdAt: Instant,
  createdBy: ActorRef,
  updatedAt: Instant,
  updatedBy: ActorRef,
  version: z.int(),
};

export const Account = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string(),
    role: Role,
    /** The team in the spelling of incidents; null if unknown. */
    team: z.string().nullable(),
    /** The time zone in which they see times; null for the one of their browser. */
    zone: z.string().nullable(),
    isDisabled: z.boolean(),
    /** True until an invited person has set a password. */
    isInvited: z.boolean(),
    createdAt: Instant,
    version: z.int(),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof Account>;

export const SessionView = z
  .object({
    account: Account.omit({ can: true }).nullable(),
    actor: ActorRef.nullable(),
    /** True while no account exists: the one-time link makes the first one an admin. */
    needsAdmin: z.boolean(),
    /**
     * The newest activity that the reader can see. `GET /api/live?after=` continues from it, so that
     * nothing is missed between the first read and the stream. Null for anonymous readers.
     */
    newestActivityId: ActivityId.nullable(),
    can: z.object({
      declareIncident: z.boolean(),
      import: z.boolean(),
      manageAccounts: z.boolean(),
    }),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

const Name = z.string().trim().min(1, 'Enter a name').max(120);
const Email = z
  .email('Enter an email address such as ada@example.org')
  .max(254)
  .transform((email) => email.toLowerCase());
const Password = z.string().min(10, 'Use at least 10 characters').max(200);

/** Empty clears the team. */
const Team = z
  .string()
  .trim()
  .max(60, 'A team name can have 60 characters at most')
  .nullable()
  .transform((team) => team || null);

export const SignIn = z.object({ email: Email, password: z.string().max(200) });
export type SignIn = z.infer<typeof SignIn>;

export const CreateFirstAdmin = z.object({
  token: z.string().max(200),
  name: Name,
  email: Email,
  password: Password,
});
export type CreateFirstAdmin = z.infer<typeof CreateFirstAdmin>;

export const InviteAccount = z.object({ name: Name, email: Email, role: Role });
export type InviteAccount = z.infer<typeof InviteAccount>;
/** `path` is the link for the invited person; it works once. */
export const Invitation = z
  .object({ account: Account, path: z.string(), expiresAt: Instant })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;
/** What the holder of a link sees before setting a password. */
export const InvitationView = z
  .object({
    name: z.string(),
    email: z.string(),
    role: Role,
    invitedBy: z.string().nullable(),
    expiresAt: Instant,
    /** The link sets a new password of an account that has joined before. */
    isReset: z.boolean(),
  })
  .meta({ id: 'InvitationView' });
export type InvitationView = z.infer<typeof InvitationView>;
export const ViewInvitation = z.object({ token: z.string().max(200) });
export type ViewInvitation = z.infer<typeof ViewInvitation>;
export const AcceptInvitation = z.object({ token: z.string().max(200), password: Password });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

export const ChangePassword = z.object({ current: z.string().max(200), password: Password });
export type ChangePassword = z.infer<typeof ChangePassword>;

/** A browser in which an account is signed in. */
export const Session = z
  .object({
    id: Id,
    createdAt: Instant,
    /** The day it was last used. */
    lastUsedAt: Instant,
    expiresAt: Instant,
    address: z.string().nullable(),
    browser: z.string().nullable(),
    isCurrent: z.boolean(),
  })
  .meta({ id: 'BrowserSession' });
export type Session = z.infer<typeof Session>;

export const ChangeAccount = z.object({
  id: Id,
  version: z.int(),
  role: Role.optional(),
  name: Name.optional(),
  team: Team.optional(),
  zone: Zone.nullish(),
  isDisabled: z.boolean().optional(),
});
export type ChangeAccount = z.infer<typeof ChangeAccount>;
/** For the actor's own account. */
export const ChangeOwnAccount = z.object({
  version: z.int(),
  name: Name.optional(),
  team: Team.optional(),
  zone: Zone.nullish(),
});
export type ChangeOwnAccount = z.infer<typeof ChangeOwnAccount>;

export const ApiKey = z
  .object({
    id: Id,
    name: z.string(),
    scopes: z.array(KeyScope),
    /** The first characters of the key, to identify it. */
    prefix: z.string(),
    createdAt: Instant,
    lastUsedAt: Instant.nullable(),
    expiresAt: Instant.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;
export const CreateApiKey = z.object({
  name: Name,
  scopes: z.array(KeyScope).min(1, 'Select at least one scope'),
  expiresAt: Instant.nullish(),
});
export type CreateApiKey = z.infer<typeof CreateApiKey>;
/** `key` is shown only once. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() }).meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

/** A row of the activity record: audit, live updates and history are views of it. */
export const Activity = z
  .object({
    id: z.string(),
    kind: z.string(),
    at: Instant,
    by: ActorRef,
    incidentId: Id.nullable(),
    subjectId: z.string().nullable(),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: 'Activity' });
export type Activity = z.infer<typeof Activity>;
