import type { routes } from '@debrief/contract';
import { noInputs, of, secretWord, type Inputs } from './route-input.ts';
import { accessInputs } from './access-inputs.ts';
import { inboundInputs, organizationInboundInputs } from './inbound-inputs.ts';
import { suspectInputs } from './suspect-inputs.ts';
import { peopleInputs } from './people-inputs.ts';
import { catalogInputs } from './catalog-inputs.ts';
import { calibrationInputs, guestInputs } from './guest-inputs.ts';
import { interviewInputs } from './interview-inputs.ts';
import { lensInputs } from './lens-inputs.ts';
import { meetingInputs } from './meeting-inputs.ts';
import { notificationInputs } from './notification-inputs.ts';
import { reviewInputs } from './review-inputs.ts';
import { manualCheckInputs } from './manual-check-inputs.ts';
import { runbookInputs } from './runbook-inputs.ts';
import { safeguardInputs } from './safeguard-inputs.ts';
import { storyInputs } from './story-inputs.ts';
import { codingInputs, tagInputs } from './tag-inputs.ts';
import { trackerInputs } from './tracker-inputs.ts';

export { secretWord, type Given } from './route-input.ts';
export type { Target } from './route-target.ts';

/**
 * Every route of the contract with the inputs that refer to an incident. A new route must be added
 * here.
 */
export const routeInputs: {
  [Room in keyof typeof routes]: { [Name in keyof (typeof routes)[Room]]: Inputs };
} = {
  access: accessInputs,
  incident: {
    list: () => [{}, { text: secretWord }, { text: 'breach' }],
    declare: noInputs,
    get: of(),
    change: of(() => ({ version: 1, title: 'mine now' })),
    makePrivate: of(() => ({ version: 1 })),
    makeVisible: of(() => ({ version: 2 })),
    archive: of(() => ({ version: 1 })),
    unarchive: of(() => ({ version: 1 })),
    delete: of(() => ({ title: secretWord })),
    resetDemo: noInputs,
    milestones: of(),
    setMilestone: (target, given) => [
      ...of(() => ({ kind: 'detected', at: '2026-03-01T10:00:00Z' }))(target, given),
      { incident: given.open, kind: 'detected', eventId: target.eventId },
    ],
    clearMilestone: of(() => ({ kind: 'detected', version: 1 })),
    members: of(),
    addMember: (target, given) => [{ incident: target.incident, accountId: given.accountId }],
    removeMember: (target, given) => [{ incident: target.incident, accountId: given.accountId }],
    export: (target) =>
      ['markdown', 'json', 'bundle'].map((format) => ({ incident: target.incident, format })),
    importBundle: noInputs,
  },
  'organization-inbound': organizationInboundInputs,
  inbound: inboundInputs,
  connection: {
    list: of(),
    create: of(() => ({ name: 'mine', settings: { kind: 'feed', url: 'https://example.org/' } })),
    channels: of((target) => ({
      id: target.connectionId,
      settings: { kind: 'slack' },
      token: 'xoxb-1',
    })),
    change: of((target) => ({ id: target.connectionId, name: 'mine' })),
    pause: of((target) => ({ id: target.connectionId })),
    resume: of((target) => ({ id: target.connectionId })),
    pull: (target, given) => [
      ...of(() => ({ id: target.connectionId }))(target, given),
      { incident: given.open, id: target.connectionId },
    ],
  },
  evidence: {
    mappings: () => [{}],
    saveMapping: noInputs,
    removeMapping: () => [{ id: '01890a5d-ac96-774b-bcce-b302099a8057' }],
    possibleSecrets: of(),
    resolveSecrets: of((target) => ({ ids: [target.evidenceId], action: 'ignore' })),
    verify: (target, given) => [...of()(target, given), { incident: given.open }],
    sources: (target, given) => [...of()(target, given), { incident: given.open }],
    includeStream: (target, given) => [
      { incident: target.incident, streamId: target.streamId },
      { incident: given.open, streamId: target.streamId },
    ],
    excludeStream: (target, given) => [
      { incident: target.incident, streamId: target.streamId },
      { incident: given.open, streamId: target.streamId },
    ],
    setClockOffset: (target, given) => [
      { incident: target.incident, sourceId: target.sourceId, clockOffsetMs: 1 },
      { incident: given.open, sourceId: target.sourceId, clockOffsetMs: 1 },
    ],
    preview: noInputs,
    import: of(() => ({ name: 'mine.jsonl' })),
    imports: of(),
    getImport: (target) => [{ id: target.importId }],
    cancelImport: (target) => [{ id: target.importId }],
    previewUndo: (target) => [{ id: target.importId }],
    undoImport: (target) => [{ id: target.importId }],
    rejections: (target) => [{ id: target.importId }],
    downloadRejections: (target) => [{ id: target.importId }],
    record: (target, given) => [
      ...of()(target, given),
      { incident: given.open },
      { incident: given.open, text: secretWord },
      { incident: given.open, stream: target.streamId },
      { incident: given.open, author: target.personId },
      { incident: given.open, item: target.evidenceId },
      { incident: given.open, cursor: `1000.${target.evidenceId}` },
    ],
    outline: (target, given) => [
      ...of()(target, given),
      { incident: given.open },
      { incident: given.open, stream: target.streamId },
    ],
    get: (target, given) => [
      { incident: target.incident, id: target.evidenceId },
      { incident: given.open, id: target.evidenceId },
    ],
    thread: (target, given) => [
      { incident: target.incident, id: target.evidenceId },
      { incident: given.open, id: target.evidenceId },
    ],
    previewRedaction: (target, given) =>
      [target.incident, given.open].map((incident) => ({ incident, id: target.evidenceId })),
    redact: (target, given) =>
      [target.incident, given.open].map((incident) => ({
        incident,
        id: target.evidenceId,
        kind: 'secret',
        reason: 'x',
        everywhere: true,
        alsoWritten: true,
      })),
    previewRemoval: (target, given) =>
      [target.incident, given.open].flatMap((incident) => [
        { incident, item: target.evidenceId },
        { incident, person: target.personId },
        { incident, import: target.importId },
      ]),
    remove: (target, given) =>
      [target.incident, given.open].flatMap((incident) => [
        { incident, item: target.evidenceId, reason: 'x' },
        { incident, person: target.personId, reason: 'x' },
        { incident, import: target.importId, reason: 'x' },
      ]),
    removals: of(),
    retentions: noInputs,
    previewRetention: (target) => [{ id: target.sourceId, days: 30 }],
    setRetention: (target) => [{ id: target.sourceId, days: 30 }],
  },
  notification: notificationInputs,
  library: {
    home: () => [{}],
    // It is a preference of the account: what it answered before differs from what it answers after.
    hideFirstSteps: () => [],
    search: () => [
      {},
      { text: secretWord },
      { text: 'keys copied' },
      { text: `"${secretWord}"`, kind: 'evidence,event,factor' },
      { kind: 'factor,event,hypothesis' },
      { text: 'keys', service: `${secretWord}-store`, team: secretWord },
    ],
    names: () => [{}],
    elsewhere: (target) => [{ id: target.findingId }, { id: target.otherFindingId }],
    compare: (target, given) => [
      { incidents: `${target.incident},${given.open}` },
      { incidents: `${given.open},${target.incidentId}` },
    ],
  },
  people: peopleInputs,
  catalog: catalogInputs,
  knowledge: { list: () => [{}, { months: 60 }] },
  story: storyInputs,
  timeline: {
    list: (target, given) => [...of()(target, given), { incident: given.open }],
    get: (target) => [{ id: target.eventId }],
    add: (target, given) => [
      { incident: target.incident, title: 'x', at: '2026-03-01T10:00:00Z' },
      { incident: given.open, citations: [{ evidenceId: target.evidenceId }] },
      {
        incident: given.open,
        title: 'x',
        at: '2026-03-01T10:00:00Z',
        perspective: { type: 'person', personId: target.personId },
      },
    ],
    change: (target, given) => [
      { id: target.eventId, version: 1, title: 'mine now' },
      {
        id: given.openEvent.id,
        version: given.openEvent.version,
        citations: [{ evidenceId: target.evidenceId }],
      },
      {
        id: given.openEvent.id,
        version: given.openEvent.version,
        perspective: { type: 'person', personId: target.personId },
      },
    ],
    remove: (target) => [{ id: target.eventId, version: 1 }],
    merge: (target, given) => [
      {
        incident: target.incident,
        events: [
          { id: target.eventId, version: 1 },
          { id: target.otherEventId, version: 1 },
        ],
      },
      {
        incident: given.open,
        events: [
          { id: given.openEvent.id, version: given.openEvent.version },
          { id: target.eventId, version: 1 },
        ],
      },
    ],
    split: (target) => [{ id: target.eventId, version: 1, citationIds: [target.citationId] }],
    undo: (target) => [{ activityId: target.activityId }],
  },
  investigation: {
    list: (target, given) => [...of()(target, given), { incident: given.open }],
    get: (target) => [{ id: target.findingId }],
    add: (target, given) => [
      { incident: target.incident, type: 'question', statement: 'x', at: '2026-03-01T10:00:00Z' },
      {
        incident: given.open,
        type: 'hypothesis',
        statement: 'x',
        citations: [{ evidenceId: target.evidenceId }],
      },
    ],
    change: (target) => [
      { id: target.findingId, type: 'factor', version: 1, statement: 'mine now' },
    ],
    remove: (target) => [{ id: target.findingId, version: 1 }],
    updateStatus: (target) => [{ id: target.findingId, version: 1, kind: 'ruled-out' }],
    link: (target, given) =>
      [target.incident, given.open].map((incident) => ({
        incident,
        from: target.findingId,
        to: target.otherFindingId,
        kind: 'led-to',
      })),
    unlink: (target) => [{ id: target.linkId }],
    fiveWhys: (target, given) => [
      { incident: target.incident, outcome: 'x', whys: ['y'] },
      { incident: given.open, outcomeId: target.findingId, whys: ['y'] },
    ],
    undo: (target) => [{ activityId: target.findingActivityId }],
  },
  suspects: suspectInputs,
  tracker: trackerInputs,
  'follow-up': {
    list: (target, given) => [
      ...of()(target, given),
      { incident: target.incident, sort: '-due' },
      { incident: given.open },
    ],
    all: (target, given) => [
      ...of()(target, given),
      {},
      { owner: secretWord },
      { owner: given.accountId },
      { state: 'unfinished', asked: 'true' },
      { overdue: 'true' },
      { limit: 1 },
    ],
    aging: (target, given) => [...of()(target, given), {}, { dueBy: '2026-12-31' }],
    get: (target) => [{ id: target.followUpId }],
    add: (target, given) => [
      { incident: target.incident, text: 'x', intent: 'prevent' },
      { incident: given.open, text: 'x', intent: 'prevent', originId: target.findingId },
    ],
    change: (target) => [{ id: target.followUpId, version: 1, text: 'mine now' }],
    changeStatus: (target) => [{ id: target.followUpId, version: 1, to: 'done' }],
    answerRecurrence: (target) => [
      { id: target.followUpId, version: 1, cameBack: true, evidenceIds: [target.evidenceId] },
    ],
    remove: (target) => [{ id: target.followUpId, version: 1 }],
    undo: (target) => [{ activityId: target.followUpActivityId }],
  },
  'saved-view': {
    list: () => [{ list: 'incidents' }, { list: 'follow-ups' }, { list: 'library' }],
    add: noInputs,
    change: noInputs,
    remove: noInputs,
  },
  lens: lensInputs,
  tag: tagInputs,
  coding: codingInputs,
  comment: {
    list: of(),
    waiting: () => [{}, { limit: 1 }],
    add: (target, given) => [
      ...of(() => ({ text: 'x', target: { kind: 'section', id: target.sectionId } }))(
        target,
        given,
      ),
      { incident: given.open, text: 'x', target: { kind: 'event', id: target.eventId } },
      { incident: given.open, text: 'x', target: { kind: 'finding', id: target.findingId } },
      { incident: given.open, text: 'x', target: { kind: 'follow-up', id: target.followUpId } },
      { incident: given.open, text: 'x', target: { kind: 'evidence', id: target.evidenceId } },
    ],
    reply: (target, given) => [
      ...of(() => ({ text: 'x', threadId: target.discussionId }))(target, given),
      { incident: given.open, text: 'x', threadId: target.discussionId },
    ],
    edit: (target) => [{ id: target.discussionId, version: 1, text: 'mine now' }],
    resolve: (target) => [{ id: target.discussionId, version: 1, isResolved: true }],
    remove: (target) => [{ id: target.discussionId, version: 1 }],
    undo: (target) => [{ activityId: target.discussionActivityId }],
  },
  meeting: meetingInputs,
  safeguard: safeguardInputs,
  runbook: runbookInputs,
  'manual-check': manualCheckInputs,
  review: reviewInputs,
  guest: guestInputs,
  interview: interviewInputs,
  calibration: calibrationInputs,
  report: {
    readiness: of(),
    publish: of(() => ({ state: 'x', summary: 'mine' })),
    versions: (target, given) => [...of()(target, given), { incident: given.open }],
    version: of(() => ({ number: 1 })),
    unpublish: of(() => ({ number: 1, reason: 'mine now' })),
    exportVersion: (target, given) =>
      ['markdown', 'html', 'pdf'].flatMap((format) => [
        ...of(() => ({ format }))(target, given),
        ...of(() => ({ number: 1, format }))(target, given),
      ]),
    readership: of(() => ({ number: 1 })),
    addUse: of(() => ({ number: 1, usedIn: 'training', usedOn: '2026-03-02' })),
    removeUse: (target) => [{ id: target.versionUseId }],
    restoreUse: (target) => [{ id: target.versionUseId }],
    markRead: of(() => ({ number: 1 })),
    learned: of(() => ({ number: 1, line: 'x' })),
    notLearned: of(() => ({ number: 1 })),
    readerQuestions: (target, given) => [...of()(target, given), { incident: given.open }],
    ask: (target) => [
      { incident: target.incident, number: 1, sectionId: target.sectionId, text: 'x' },
    ],
    answer: (target) => [{ id: target.readerQuestionId, version: 1, answer: 'x' }],
    withdraw: (target) => [{ id: target.readerQuestionId, version: 1 }],
    read: of(),
    begin: of(),
    write: of(() => ({ sections: [{ how: 'append', kind: 'summary', blocks: [] }] })),
    preview: noInputs,
    import: of(() => ({ name: 'mine.md' })),
    check: (target, given) => [
      ...of()(target, given),
      { incident: target.incident, version: 1 },
      { incident: given.open, evidence: target.evidenceId },
    ],
    checkFile: of(() => ({ name: 'mine.md' })),
    suggestions: of(),
    acceptSuggestions: (target, given) =>
      [target.incident, given.open].map((incident) => ({
        incident,
        suggestions: [{ id: target.suggestionId }],
      })),
    dismissSuggestions: (target, given) =>
      [target.incident, given.open].map((incident) => ({ incident, ids: [target.suggestionId] })),
    reopenSuggestions: (target, given) =>
      [target.incident, given.open].map((incident) => ({ incident, ids: [target.suggestionId] })),
    removeSection: (target, given) =>
      [target.incident, given.open].map((incident) => ({ incident, id: target.sectionId })),
    restoreSection: (target, given) =>
      [target.incident, given.open].map((incident) => ({ incident, id: target.sectionId })),
  },
};
