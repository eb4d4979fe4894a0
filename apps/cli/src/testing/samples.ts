import type { Import, Incident, IncidentSummary, Preview, Service } from '@debrief/contract';

export const anId = '01890a5d-ac96-774b-bcce-b302099a8057';
const at = '2022-12-06T14:30:00.000Z';
const by = { type: 'operator' as const, id: null, name: 'operator' };

export function anIncident(more: Partial<Incident> = {}): Incident {
  return {
    id: anId,
    ref: 'INC-2',
    title: 'Apollo 13',
    summary: '',
    severity: null,
    status: 'triage',
    mode: 'standard',
    visibility: 'everyone',
    zone: 'UTC',
    services: [],
    teams: [],
    obligations: [],
    isDemo: false,
    archivedAt: null,
    createdAt: at,
    createdBy: by,
    updatedAt: at,
    version: 1,
    can: {
      change: true,
      import: true,
      manageMembers: true,
      archive: true,
      unarchive: false,
      delete: true,
    },
    ...more,
  };
}

export function aSummary(more: Partial<IncidentSummary> = {}): IncidentSummary {
  return { ...anIncident(), evidenceCount: 4267, eventCount: 10, firstAt: at, lastAt: at, ...more };
}

export function anImport(more: Partial<Import> = {}): Import {
  return {
    id: anId,
    incidentId: anId,
    incident: 'INC-2',
    name: 'loop.json',
    format: 'json',
    contentHash: 'a'.repeat(64),
    bytes: 1000,
    bytesRead: 1000,
    state: 'done',
    read: 4267,
    imported: 4267,
    duplicates: 0,
    rejected: 0,
    withheld: 0,
    revised: 0,
    vanished: 0,
    marked: 0,
    removed: 0,
    mapping: { at: 'start', text: 'message' },
    problem: null,
    startedAt: at,
    endedAt: at,
    startedBy: by,
    can: { cancel: true, undo: true, remove: false },
    ...more,
  };
}

export function aPreview(more: Partial<Preview> = {}): Preview {
  return {
    format: 'json',
    formatName: 'JSON',
    columns: ['start', 'message'],
    mapping: { at: 'start', text: 'message' },
    timeUnit: 's',
    encoding: null,
    savedMappings: [],
    questions: [],
    sample: [
      {
        place: 'record 1',
        at,
        author: 'CAPCOM',
        text: 'Okay FLIGHT',
        kind: 'utterance',
        problem: null,
      },
    ],
    ...more,
  };
}

export const service: Service = {
  id: anId,
  name: 'search-api',
  kind: 'service',
  title: 'Search',
  description: null,
  owner: 'Discovery',
  tier: '1',
  path: 'data',
  slo: '99.9 %',
  durability: null,
  p99: null,
  rpo: null,
  runbooks: [
    {
      title: null,
      url: 'https://wiki.example/search',
      check: {
        state: 'broken',
        problem: 'wiki.example answered 404.',
        checkedAt: '2026-03-02T09:00:00.000Z',
      },
    },
  ],
  gaps: ['broken-runbook', 'source'],
  dashboards: [],
  aliases: ['Suche'],
  origins: {},
  sources: [
    {
      source: 'backstage',
      ref: 'component:default/search-api',
      seenAt: '2026-03-02T09:00:00.000Z',
      missingAt: '2026-03-03T09:00:00.000Z',
    },
  ],
  incidents: 3,
  createdAt: '2026-03-02T09:00:00.000Z',
  updatedAt: '2026-03-02T09:00:00.000Z',
  updatedBy: { type: 'operator', id: null, name: 'operator' },
  version: 4,
  can: { change: true },
};
