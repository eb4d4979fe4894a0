/** The key of words typed beside a report, as the application names those of an account; written again, so that a page to read loads nothing of it. */
export function draftKey(reader: string | undefined, place: string): string {
  return `debrief.draft.${reader ?? 'nobody'}:read.${place}`;
}
