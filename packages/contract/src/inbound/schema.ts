import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';

/**
 * The state of a delivery: waiting, added to the evidence, read and kept for the incidents that its
 * rules name, kept with the reason why it could not be read, or refused because of its signature.
 */
export const DeliveryState = z.enum([
  'received',
  'imported',
  'read',
  'unreadable',
  'failed',
  'refused',
]);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** A URL of an incident, or of the organization, to which another program sends records. */
export const InboundEndpoint = z
  .object({
    id: Id,
    name: z.string(),
    /** The kind of sender, as in the URL: `generic`, `github`. */
    source: z.string(),
    createdAt: Instant,
    createdBy: ActorRef,
    isRevoked: z.boolean(),
    /** Until then, the address before the current one works. */
    oldAddressUntil: Instant.nullable(),
    /** Whether the sender's own signing secret is stored. It is never returned. */
    hasSecret: z.boolean(),
    /** Until then, the secret before the current one is accepted. */
    oldSecretUntil: Instant.nullable(),
    /** The saved mapping that reads its records; null for the usual fields. */
    mappingId: Id.nullable(),
    /** How many deliveries had no valid signature. */
    refused: z.int(),
    /** How many days the organization's endpoint keeps deliveries; null for one of an incident. */
    keepDays: z.int().nullable(),
  })
  .meta({ id: 'InboundEndpoint' });
export type InboundEndpoint = z.infer<typeof InboundEndpoint>;

/** An endpoint with what happened lately. */
export const InboundEndpointSummary = InboundEndpoint.extend({
  lastDeliveryAt: Instant.nullable(),
  /** The latest delivery that was refused or not understood. */
  lastProblem: z.object({ at: Instant, problem: z.string() }).nullable(),
  /** How many deliveries were not understood, or not completely. They are kept. */
  notUnderstood: z.int(),
  /** How many deliveries arrived in each of the last 24 hours, the current one last. */
  perHour: z.array(z.int()),
}).meta({ id: 'InboundEndpointSummary' });
export type InboundEndpointSummary = z.infer<typeof InboundEndpointSummary>;

/** A program that can send, with what to do in it. `ADDRESS` is the address of the endpoint. */
export const InboundSourceName = z.object({
  name: z.string(),
  title: z.string(),
  setUp: z.string(),
  /** Exact lines to paste into the program, with `ADDRESS`. */
  snippet: z.string().nullable(),
  /**
   * The key of its signatures: the last part of the address, a secret that the tool makes, or
   * `none` if it doesn't sign.
   */
  key: z.enum(['address', 'tool', 'none']),
});
export type InboundSourceName = z.infer<typeof InboundSourceName>;

/** The organization's endpoints have no incident. */
const incident = z.string().max(60).optional();
const endpointName = z.string().trim().min(1, 'Enter a name').max(120);
const keepDays = z
  .int()
  .min(1, 'Keep deliveries for at least a day')
  .max(365, 'Keep deliveries for at most 365 days');

export const CreateInboundEndpoint = z.object({
  incident,
  name: endpointName,
  source: z.string().max(60),
  /** A saved mapping, for records of another form: only with the source `generic`. */
  mappingId: Id.nullable().optional(),
});
export type CreateInboundEndpoint = z.infer<typeof CreateInboundEndpoint>;

export const InboundEndpointRef = z.object({ incident, id: Id });
export type InboundEndpointRef = z.infer<typeof InboundEndpointRef>;

/** The old one stops working now, not after a day. */
const immediately = z.boolean().optional();

/** A delivery to the organization that an incident gets although no rule matches it. */
export const AddDelivery = z.object({ id: Id, delivery: Id, incident: z.string().max(60) });
export type AddDelivery = z.input<typeof AddDelivery>;

export const RotateInboundEndpoint = InboundEndpointRef.extend({ immediately });
export type RotateInboundEndpoint = z.infer<typeof RotateInboundEndpoint>;

/** Of one endpoint, or of all endpoints of the incident or organization. */
export const RereadDeliveries = z.object({ incident, id: Id.optional() });
export type RereadDeliveries = z.infer<typeof RereadDeliveries>;

/** Another name, or how long deliveries are kept, for an endpoint of the organization. */
export const ChangeInboundEndpoint = z.object({
  id: Id,
  name: endpointName.optional(),
  keepDays: keepDays.optional(),
});
export type ChangeInboundEndpoint = z.infer<typeof ChangeInboundEndpoint>;

/** Null reads the usual fields: `time`, `text`, `actor` and `kind`. */
export const SetInboundMapping = InboundEndpointRef.extend({ mappingId: Id.nullable() });
export type SetInboundMapping = z.infer<typeof SetInboundMapping>;

/** A signing secret that the tool made; null removes it. */
export const SetInboundSecret = InboundEndpointRef.extend({
  secret: z
    .string()
    .trim()
    .min(8, 'Paste the secret that the tool shows: it has at least 8 characters')
    .max(500)
    .nullable(),
  immediately,
});
export type SetInboundSecret = z.infer<typeof SetInboundSecret>;

/**
 * `path` contains the secret: `/in/generic/…`, relative to the server's URL. It is shown only once.
 */
export const CreatedInboundEndpoint = InboundEndpoint.extend({ path: z.string() }).meta({
  id: 'CreatedInboundEndpoint',
});
export type CreatedInboundEndpoint = z.infer<typeof CreatedInboundEndpoint>;

/** A delivery. `payload` is what was sent, if it was not understood, or not completely. */
export const InboundDelivery = z
  .object({
    id: Id,
    receivedAt: Instant,
    state: DeliveryState,
    bytes: z.int(),
    problem: z.string().nullable(),
    payload: z.string().nullable(),
    /** The payload is longer than this. */
    isCut: z.boolean(),
    /** A sample that was sent from Debrief. */
    isTest: z.boolean(),
    importId: Id.nullable(),
    /** Visible incidents to which rules added records of it. */
    addedTo: z.array(z.object({ incident: z.string(), importId: Id })),
  })
  .meta({ id: 'InboundDelivery' });
export type InboundDelivery = z.infer<typeof InboundDelivery>;
