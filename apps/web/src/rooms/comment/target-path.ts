import type { CommentTarget } from '@debrief/contract';

/** The screen that shows a comment's target. */
export function targetPath(incident: string, { kind, id }: CommentTarget): string {
  const at = `/incidents/${incident}`;
  switch (kind) {
    case 'event':
      return `${at}?event=${id}&pane=timeline`;
    case 'evidence':
      return `${at}?item=${id}`;
    case 'finding':
      return `${at}/investigation?finding=${id}`;
    case 'follow-up':
      return `${at}/follow-ups?item=${id}`;
    case 'section':
      return `${at}/report`;
  }
}
