import type { Incident, Mode, Severity, Status } from '@debrief/contract';

/** What can be typed of an incident. */
export interface IncidentDraft {
  title: string;
  summary: string;
  severity: Severity | '';
  status: Status;
  mode: Mode;
  zone: string;
  /** As they are typed: names with commas between them. */
  services: string;
  teams: string;
}

/** `search, catalog` as names. */
export function namesIn(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter(Boolean);
}

export function draftOf({
  title,
  summary,
  severity,
  status,
  mode,
  zone,
  services,
  teams,
}: Incident): IncidentDraft {
  return {
    title,
    summary,
    severity: severity ?? '',
    status,
    mode,
    zone,
    services: services.join(', '),
    teams: teams.join(', '),
  };
}
