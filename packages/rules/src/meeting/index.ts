export { isForIdeas, listAgendaTimes, scaleAgenda } from './agenda.ts';
export {
  addAttendee,
  addEntry,
  changeIdea,
  changePlan,
  changeQuestion,
  changeState,
  findIdea,
  findQuestion,
  newMeeting,
  removeAttendee,
  type KeptMeeting,
  type MeetingPlan,
} from './state.ts';
export { countLearned, countSurvey, type Published } from './survey.ts';
