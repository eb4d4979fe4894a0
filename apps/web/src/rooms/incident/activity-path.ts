import type { Activity } from '@debrief/contract';

/** The screen that shows what an activity changed; null if there is none. */
export function activityPath(incident: string, activity: Pick<Activity, 'kind' | 'subjectId'>) {
  const { kind, subjectId } = activity;
  if (/\.(removed|undone|deleted)$/.test(kind)) return null;
  const at = `/incidents/${incident}`;
  switch (kind.slice(0, kind.indexOf('.'))) {
    case 'event':
      return subjectId === null ? at : `${at}?event=${subjectId}&pane=timeline`;
    case 'hypothesis':
    case 'decision':
    case 'question':
    case 'factor':
    case 'impact':
    case 'observation':
    case 'contradiction':
      return subjectId === null ? null : `${at}/investigation?finding=${subjectId}`;
    case 'follow-up':
      return subjectId === null ? `${at}/follow-ups` : `${at}/follow-ups?item=${subjectId}`;
    case 'report':
    case 'version':
    case 'version-use':
    case 'reader-question':
      return `${at}/report`;
    case 'safeguard':
    case 'runbook-run':
      return `${at}/safeguards`;
    case 'meeting':
      return `${at}/meeting`;
    case 'review':
      return `${at}/review`;
    case 'suggestion':
      return `${at}/report/suggestions`;
    case 'comment':
      return `${at}/comments`;
    case 'import':
      return `${at}/imports`;
    case 'stream':
    case 'source':
      return `${at}/sources`;
    case 'person':
      return `${at}/people`;
    default:
      return null;
  }
}
