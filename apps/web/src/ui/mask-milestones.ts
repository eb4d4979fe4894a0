export { maskMilestones } from '@debrief/rules/known';
