import { z } from 'zod';
import { count, id, name, stateCitation, time, version, written } from './fields.ts';
import { FollowUpIntent, FollowUpOwner, FollowUpState } from '../follow-up/schema.ts';
import { Stance } from '../words.ts';

/** What every follow-up has, kept and in its history alike. An owner's account is the one that it had where this was written. */
const followUpFields = {
  id,
  text: name,
  intent: FollowUpIntent,
  /** A factor or a decision. */
  originId: id.nullable(),
  owner: FollowUpOwner.nullable(),
  endState: z.string(),
  dueOn: z.iso.date().nullable(),
  trackerUrl: z
    .string()
    .regex(/^https?:\/\//i, 'A tracker link is a page: https://…')
    .nullable(),
  state: FollowUpState,
  stateAt: time,
  verification: z.string(),
  declineReason: z.string(),
  meant: z.array(z.string()),
};
/** What shows that it works belongs to verified, the reason to declined: so the database holds it. */
const isSettled = (one: { state: FollowUpState; verification: string; declineReason: string }) =>
  (one.verification !== '') === (one.state === 'verified') &&
  (one.declineReason !== '') === (one.state === 'declined');
const unsettled =
  'Only a verified follow-up has a verification, and only a declined one has a reason';

export const FollowUpLine = z
  .strictObject({
    type: z.literal('follow-up'),
    ...followUpFields,
    /** What its verification rests on, in order. */
    citations: z.array(
      z.strictObject({
        id,
        evidenceId: id,
        stance: Stance,
        quoteStart: count.nullable(),
        quoteEnd: count.nullable(),
      }),
    ),
    ...written,
    removedAt: time.nullable(),
    version,
  })
  .refine(isSettled, unsettled);

/** What undoing reads of the history: the state of a follow-up before or after a change. */
export const BundleFollowUpState = z
  .object({ ...followUpFields, citations: z.array(stateCitation), isRemoved: z.boolean(), version })
  .refine(isSettled, unsettled);
