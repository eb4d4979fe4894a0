import { notificationKinds, type Notification } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { dayText, utcText } from '@debrief/rules/time';
import { isWaiting } from './list.ts';

export interface EmailText {
  subject: string;
  text: string;
}

/**
 * An email in plain text. The subject has no words of an incident, and the text none of a private
 * one: only its number and the link. Of stories and interviews it has only the link.
 */
export function writeEmail(
  items: readonly Notification[],
  given: { baseUrl: string; unsubscribe: string; isPrivate: ReadonlySet<string> },
): EmailText {
  const waiting = items.filter(isWaiting);
  const news = items.filter((item) => !isWaiting(item));
  const parts = [
    ...(waiting.length > 0 ? [`${countText(waiting.length, 'item')} waiting for you`] : []),
    ...(news.length > 0 ? [countText(news.length, 'update')] : []),
  ];
  const write = (item: Notification) => writeLine(item, given);
  const text = [
    ...(waiting.length > 0 ? ['Waiting for you', '', ...waiting.map(write)] : []),
    ...(news.length > 0 ? ['News', '', ...news.map(write)] : []),
    `Change what you get: ${given.baseUrl}/settings`,
    `Turn off these emails: ${given.unsubscribe}`,
    '',
  ].join('\n');
  return { subject: `Debrief: ${parts.join(', ')}`, text };
}

function writeLine(
  item: Notification,
  { baseUrl, isPrivate }: { baseUrl: string; isPrivate: ReadonlySet<string> },
): string {
  const words = notificationKinds[item.kind];
  const isHidden = item.incidentRef !== null && isPrivate.has(item.incidentRef);
  const shown = isHidden
    ? [item.incidentRef, 'a private incident']
    : [oneLine(item.title), oneLine(item.from), item.incidentRef];
  const about = words.isPrivate ? [] : shown;
  const due = item.due === null ? [] : [`due ${dueText(item.due)}`];
  const line = [...about, ...due].filter(Boolean).join(', ');
  return `- ${words.says}${line === '' ? '' : `: ${line}`}\n  ${baseUrl}${item.link}\n`;
}

function dueText(due: string): string {
  return due.length === 10 ? dayText(due) : utcText(due);
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
