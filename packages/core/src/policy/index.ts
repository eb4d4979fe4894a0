export { loadJudges, readWithSamples, type FollowUpFacts, type Judge } from './judges.ts';
export { addPolicy, changePolicy, listPolicies, removePolicy } from './policies.ts';
