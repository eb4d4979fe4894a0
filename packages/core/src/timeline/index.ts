export { changeEvent, removeEvent, undoChange } from './change.ts';
export { eventItem } from './item.ts';
export { getEvent, listTimeline } from './list.ts';
export { mergeEvents, splitEvent } from './merge-split.ts';
export { clearMilestone, listMilestones, setMilestone } from './milestones.ts';
export { addEvent } from './add-event.ts';
export {
  beganAt,
  eventCounts,
  listEventsByWriter,
  eventTime,
  listImpactEvents,
  repairEventIds,
} from './rows.ts';
