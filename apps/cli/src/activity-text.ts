/** Loaded with the words of all kinds of activity when a list needs them. */
export { activityText } from '@debrief/contract';
