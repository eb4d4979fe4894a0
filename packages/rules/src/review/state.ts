import {
  DomainError,
  type FollowUpOwner,
  type Review,
  type ReviewDepth,
  type TriggerKind,
} from '@debrief/contract';
import type { CitationRow } from '../citation.ts';

/** A review as stored in its table and in activity; it has no citations. */
export interface KeptReview extends Pick<
  Review,
  | 'id'
  | 'requests'
  | 'depth'
  | 'reason'
  | 'decidedAt'
  | 'decidedBy'
  | 'triggers'
  | 'dueOn'
  | 'investigators'
  | 'sponsor'
  | 'version'
> {
  citations: CitationRow[];
  isRemoved: boolean;
}

export function blankReview(id: string): KeptReview {
  return {
    id,
    requests: [],
    depth: null,
    reason: '',
    decidedAt: null,
    decidedBy: null,
    triggers: [],
    dueOn: null,
    investigators: [],
    sponsor: null,
    citations: [],
    isRemoved: false,
    version: 1,
  };
}

interface Now {
  now: Date;
}

/** Someone who asks again changes their reason. */
export function addRequest(
  review: KeptReview,
  request: { id: string; accountId: string | null; name: string; reason: string } & Now,
): KeptReview {
  const { now, ...own } = request;
  const isSame = ({ accountId, name }: { accountId: string | null; name: string }) =>
    own.accountId === null ? accountId === null && name === own.name : accountId === own.accountId;
  return {
    ...review,
    requests: [...review.requests.filter((one) => !isSame(one)), { ...own, at: now.toISOString() }],
  };
}

export function decideDepth(
  review: KeptReview,
  decision: {
    depth: ReviewDepth;
    reason: string;
    by: string;
    triggers: TriggerKind[];
    dueOn: string | null;
  } & Now,
): KeptReview {
  const { now, by, ...decided } = decision;
  return { ...review, ...decided, decidedAt: now.toISOString(), decidedBy: by };
}

/** Errors: `invalid` for someone who was asked already, and for an incident that is not reviewed. */
export function askInvestigator(
  review: KeptReview,
  account: { accountId: string; name: string } & Now,
): KeptReview {
  if (review.depth === null || review.depth === 'none')
    throw new DomainError('invalid', 'Decide to review this incident before you ask someone.');
  const { now, ...who } = account;
  const known = review.investigators.find(({ accountId }) => accountId === who.accountId);
  if (known && known.state !== 'declined')
    throw new DomainError('invalid', `${known.name} was already asked.`);
  const asked = { ...who, state: 'asked' as const, at: now.toISOString(), reason: '' };
  return {
    ...review,
    investigators: [...review.investigators.filter((one) => one !== known), asked],
  };
}

/** Errors: `invalid` if the account was not asked. */
export function answerInvestigator(
  review: KeptReview,
  answer: { accountId: string | null; accept: boolean; reason: string } & Now,
): KeptReview {
  if (!review.investigators.some(({ accountId }) => accountId === answer.accountId))
    throw new DomainError('invalid', 'You were not asked to investigate this incident.');
  return {
    ...review,
    investigators: review.investigators.map((one) =>
      one.accountId === answer.accountId
        ? {
            ...one,
            state: answer.accept ? 'accepted' : 'declined',
            at: answer.now.toISOString(),
            reason: answer.accept ? '' : answer.reason,
          }
        : one,
    ),
  };
}

/** Errors: `not-found`. */
export function withdrawInvestigator(review: KeptReview, accountId: string): KeptReview {
  const investigators = review.investigators.filter((one) => one.accountId !== accountId);
  if (investigators.length === review.investigators.length)
    throw new DomainError('not-found', 'This account was not asked to investigate.');
  return { ...review, investigators };
}

export function setSponsor(review: KeptReview, sponsor: FollowUpOwner | null): KeptReview {
  return { ...review, sponsor };
}
