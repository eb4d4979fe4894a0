import type { LibraryHit } from '@debrief/contract';

export function toHitPath({
  kind,
  id,
  incident,
}: Pick<LibraryHit, 'kind' | 'id' | 'incident'>): string {
  const at = `/incidents/${incident.ref}`;
  switch (kind) {
    case 'report':
      return `/reviews/${incident.ref}`;
    case 'event':
      return `${at}?event=${id}&pane=timeline`;
    case 'evidence':
      return `${at}?item=${id}`;
    case 'factor':
      return `${at}/factors?finding=${id}&view=list`;
    case 'decision':
    case 'hypothesis':
    case 'question':
    case 'impact':
    case 'observation':
    case 'contradiction':
      return `${at}/investigation?finding=${id}`;
    case 'comment':
      return `${at}/comments?comment=${id}`;
    case 'safeguard':
    case 'runbook-run':
      return `${at}/safeguards`;
    case 'meeting':
      return `${at}/meeting`;
    case 'review':
      return `${at}/review`;
    case 'follow-up':
      return `${at}/follow-ups?item=${id}`;
  }
}
