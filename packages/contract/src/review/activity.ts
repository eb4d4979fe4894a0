import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const review = (says: string): ActivityDefinition => ({
  says,
  stale: ['review', 'home'],
  undo: 'review',
});
const policy = (
  says: string,
  stale: ActivityDefinition['stale'] = ['policies', 'review'],
): ActivityDefinition => ({
  says,
  stale,
  undo: null,
  isUpkeep: true,
});

export const reviewActivity = activityTable({
  'review.requested': review('asked for a review'),
  'review.decided': review('decided how deeply to review it'),
  'review.asked': review('asked someone to investigate'),
  'review.accepted': review('accepted to investigate'),
  'review.declined': review('declined to investigate'),
  'review.withdrawn': review('removed an investigator of the review'),
  'review.sponsored': review('set the sponsor of the review'),
  'review.undone': review('undid a change to the review'),
  'review-training.set': {
    says: 'set how far the training of {item} is',
    stale: ['review'],
    undo: null,
    isUpkeep: true,
  },
  'review-policy.added': policy('added the review policy {item}'),
  'review-policy.changed': policy('changed the review policy {item}'),
  'review-policy.removed': policy('removed the review policy {item}'),
  'follow-up-policy.added': policy('added the policy about follow-ups {item}', 'everything'),
  'follow-up-policy.changed': policy('changed the policy about follow-ups {item}', 'everything'),
  'follow-up-policy.removed': policy('removed the policy about follow-ups {item}', 'everything'),
});
