import type { FollowUp } from '@debrief/contract';

/** Trackers cut or refuse longer titles. */
const longestTitle = 250;
const doneWhenStart = 'Done when: ';

type IssueSource = Pick<FollowUp, 'id' | 'text' | 'doneWhen'> & {
  incidentRef: string;
};

/** The title of an issue: one line, cut if it is long. */
export function toIssueTitle(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle - 1).toWellFormed()}…`;
}

/** Whether a title is the full text: if not, a title that was changed can't replace the text. */
export function isFullTitle(text: string): boolean {
  return toIssueTitle(text) === text;
}

/** The description of a new issue. The last line names the follow-up, and our part is above it. */
export function buildIssueBody(followUp: IssueSource, publicUrl: string | null): string {
  const { id, text, incidentRef } = followUp;
  const link =
    publicUrl === null ? '' : `: ${publicUrl}/incidents/${incidentRef}/follow-ups?item=${id}`;
  return [
    ...(isFullTitle(text) ? [] : [text]),
    ...doneWhenPart(followUp.doneWhen),
    `Follow-up ${id} of ${incidentRef} in Debrief${link}`,
  ].join('\n\n');
}

const doneWhenPart = (doneWhen: string): string[] =>
  doneWhen === '' ? [] : [`${doneWhenStart}${doneWhen}`];

/** Where our part of a description is; null if the line with the id was removed. */
function findOwnPart(
  body: string,
  id: string,
): { before: string; part: string; after: string } | null {
  const marker = body.indexOf(`Follow-up ${id}`);
  if (marker < 0) return null;
  const above = body.slice(0, marker);
  const starts = above.startsWith(doneWhenStart)
    ? 0
    : above.lastIndexOf(`\n${doneWhenStart}`) + 1 || above.length;
  return { before: above.slice(0, starts), part: above.slice(starts), after: body.slice(marker) };
}

/** Whether a description is that of the issue of this follow-up. */
export function hasOwnPart(body: string, id: string): boolean {
  return findOwnPart(body, id) !== null;
}

/** _Done when_ in a description; undefined if our part was removed. */
export function readDoneWhen(body: string, id: string): string | undefined {
  const found = findOwnPart(body.replaceAll('\r\n', '\n'), id);
  return found?.part.slice(doneWhenStart.length).trim();
}

/** The description with another _Done when_; what is around it stays. */
export function replaceDoneWhen(body: string, id: string, doneWhen: string): string {
  const found = findOwnPart(body.replaceAll('\r\n', '\n'), id);
  if (!found) return body;
  const before = found.before.trimEnd();
  const parts = [...(before === '' ? [] : [before]), ...doneWhenPart(doneWhen), found.after];
  return parts.join('\n\n');
}
