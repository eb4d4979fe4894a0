import type { InterviewLine, InterviewQuestion } from '@debrief/contract';

/** The default of the consent text; interviewers can change it. */
export const defaultConsent = [
  'This is a conversation about how the work happened, not about corrective action. You can decline it, or stop at any time.',
  'Only the people who ask and write along can read the notes. They are deleted with the incident, or earlier if you ask for it.',
  'What you say off the record is not attributed and never leaves the notes. You see each quote before anyone else does, and can change or withdraw it.',
].join('\n\n');

const countWords = (text: string) => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;

/**
 * How much interviewers asked and how much was written of what the person said, in words. Howie: five
 * times as much listening as talking. Only a hint: notes are shorter than speech.
 */
export function measureTalk(
  questions: readonly Pick<InterviewQuestion, 'text' | 'state'>[],
  lines: readonly Pick<InterviewLine, 'text'>[],
): { asked: number; said: number } {
  const sum = (texts: readonly { text: string }[]) =>
    texts.reduce((words, { text }) => words + countWords(text), 0);
  return { asked: sum(questions.filter(({ state }) => state !== 'open')), said: sum(lines) };
}

/** A note for the same day (Howie), to copy and to change. */
export function thankYouNote(name: string, incidentTitle: string): string {
  const first = name.split(/\s+/u)[0] ?? name;
  return [
    `Hi ${first},`,
    `Thank you for your time today. What you said about “${incidentTitle}” helps me to see it the way it was at the time.`,
    'You will see each quote before anyone else does. If something else comes to mind, or if you would like me to leave something out, tell me.',
  ].join('\n\n');
}
