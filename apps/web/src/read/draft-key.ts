/**
 * The draft key of text typed on a report, as the application names it for an account. Duplicated,
 * so that a reading page loads none of the application.
 */
export function draftKey(reader: string | undefined, place: string): string {
  return `debrief.draft.${reader ?? 'nobody'}:read.${place}`;
}
