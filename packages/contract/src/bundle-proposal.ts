import { z } from 'zod';
import { ActorRef } from './access.ts';
import { ProposalContent, ProposalState } from './bring-in.ts';
import { count, id, time, version } from './bundle-fields.ts';

/** What a report that was brought in proposes. */
export const ProposalLine = z
  .strictObject({
    type: z.literal('proposal'),
    id,
    evidenceId: id,
    position: count,
    content: ProposalContent,
    quoteStart: count,
    quoteEnd: count,
    state: ProposalState,
    madeId: id.nullable(),
    createdAt: time,
    createdBy: ActorRef.strict(),
    updatedAt: time,
    updatedBy: ActorRef.strict(),
    version,
  })
  .refine(
    (one) => one.quoteEnd > one.quoteStart && (one.madeId !== null) === (one.state === 'accepted'),
    'An accepted proposal, and no other, names what it became, and a quote has an end',
  );
