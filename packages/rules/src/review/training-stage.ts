import { trainingStages, type Training } from '@debrief/contract';

/**
 * How far someone's training is: as it was set, else one stage further with each review that they
 * have done. PagerDuty's facilitators observe, shadow, are shadowed, then lead.
 */
export function findTraining(set: Training['stage'] | null, done: number): Training {
  if (set !== null) return { stage: set, isSet: true };
  return {
    stage: trainingStages[Math.min(done, trainingStages.length - 1)] ?? 'lead',
    isSet: false,
  };
}
