import type { Incident, Mode, Severity, Status } from '@debrief/contract';

/** What can be typed of an incident. */
export interface IncidentDraft {
  title: string;
  summary: string;
  severity: Severity | '';
  status: Status;
  mode: Mode;
  zone: string;
}

export function draftOf({ title, summary, severity, status, mode, zone }: Incident): IncidentDraft {
  return { title, summary, severity: severity ?? '', status, mode, zone };
}
