/** The ids of one of everything in the private incident. */
export interface Target {
  incident: string;
  incidentId: string;
  importId: string;
  endpointId: string;
  connectionId: string;
  eventId: string;
  otherEventId: string;
  evidenceId: string;
  streamId: string;
  sourceId: string;
  personId: string;
  otherPersonId: string;
  identityId: string;
  citationId: string;
  activityId: string;
  findingId: string;
  otherFindingId: string;
  linkId: string;
  findingActivityId: string;
  followUpId: string;
  followUpActivityId: string;
  discussionId: string;
  discussionActivityId: string;
  sectionId: string;
  suggestionId: string;
  storyId: string;
  claimId: string;
  askId: string;
  commentId: string;
  pasteId: string;
  rehearsalId: string;
  frameworkId: string;
  questionId: string;
  readerQuestionId: string;
  codingId: string;
}
