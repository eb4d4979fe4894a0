import type { routes } from '@debrief/contract';
import type { Target } from './route-target.ts';

export type { Target } from './route-target.ts';

/** What only the private incident holds: none of it may be in any answer to somebody outside. */
export const secretWord = 'zephyrium';

export interface Given {
  open: string;
  openEvent: { id: string; version: number };
  accountId: string;
}

type Inputs = (target: Target, given: Given) => Record<string, unknown>[];

const of =
  (more: (target: Target) => Record<string, unknown> = () => ({})): Inputs =>
  (target) =>
    [target.incident, target.incidentId].map((incident) => ({ incident, ...more(target) }));
const noInputs: Inputs = () => [];

/** Every door of the contract with the ways in which it can be pointed at an incident. A new door must say here what it takes. */
export const routeInputs: {
  [Room in keyof typeof routes]: { [Name in keyof (typeof routes)[Room]]: Inputs };
} = {
  access: {
    session: noInputs,
    claim: noInputs,
    signIn: noInputs,
    signOut: noInputs,
    changePassword: noInputs,
    sessions: noInputs,
    endSession: noInputs,
    endOtherSessions: noInputs,
    resetPassword: noInputs,
    accept: noInputs,
    accounts: () => [{}],
    invite: noInputs,
    changeAccount: noInputs,
    setOwnTeam: noInputs,
    keys: noInputs,
    createKey: noInputs,
    revokeKey: noInputs,
    activity: (target, given) => [
      { incident: target.incident },
      { subject: target.incidentId },
      { subject: target.eventId },
      { incident: given.open, subject: target.importId },
      {},
    ],
    live: of(),
  },
  incident: {
    list: () => [{}, { text: secretWord }, { text: 'breach' }],
    declare: noInputs,
    get: of(),
    change: of(() => ({ version: 1, title: 'mine now' })),
    makePrivate: of(() => ({ version: 1 })),
    makeVisible: of(() => ({ version: 2 })),
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
  inbound: {
    list: of(),
    create: of(() => ({ name: 'mine', source: 'generic' })),
    rotate: of((target) => ({ id: target.endpointId })),
    revoke: of((target) => ({ id: target.endpointId })),
    deliveries: (target, given) => [
      ...of(() => ({ id: target.endpointId }))(target, given),
      { incident: given.open, id: target.endpointId },
    ],
  },
  evidence: {
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
  },
  library: {
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
  people: {
    list: (target, given) => [...of()(target, given), { incident: given.open }],
    merge: (target, given) => [
      { incident: target.incident, into: target.personId, from: target.otherPersonId },
      { incident: given.open, into: target.personId, from: target.otherPersonId },
    ],
    split: (target, given) => [
      { incident: target.incident, identityId: target.identityId },
      { incident: given.open, identityId: target.identityId },
    ],
    declineMatch: (target, given) => [
      { incident: target.incident, personIds: [target.personId, target.otherPersonId] },
      { incident: given.open, personIds: [target.personId, target.otherPersonId] },
    ],
    rename: (target, given) => [
      { incident: target.incident, personId: target.personId, version: 1, name: 'x' },
      { incident: given.open, personId: target.personId, version: 1, name: 'x' },
    ],
    setRoles: (target, given) => [
      { incident: target.incident, personId: target.personId, version: 1, roles: ['scribe'] },
      { incident: given.open, personId: target.personId, version: 1, roles: ['scribe'] },
    ],
  },
  story: {
    me: () => [{}],
    setMe: (target) => [{ personId: target.personId }],
    unsetMe: (target) => [{ personId: target.personId }],
    suggestedEvidence: of(),
    incidents: () => [{}, { text: secretWord }],
    list: () => [{}, { text: secretWord }, { removed: 'true' }],
    add: of(() => ({ title: 'mine' })),
    get: (target) => [{ id: target.storyId }],
    change: (target) => [
      { id: target.storyId, version: 1, title: 'mine now' },
      { id: target.storyId, version: 1, meant: ['no-number'] },
    ],
    remove: (target) => [{ id: target.storyId, version: 1 }],
    erase: (target) => [{ id: target.storyId }, { id: target.storyId, title: 'The quixotrope' }],
    history: (target) => [{ id: target.storyId }],
    undo: (target) => [{ id: target.storyId, revisionId: '2' }],
    addClaim: (target) => [{ id: target.storyId, part: 'action', text: 'x' }],
    changeClaim: (target) => [
      { id: target.storyId, claimId: target.claimId, version: 1, text: 'x' },
      { id: target.storyId, claimId: target.claimId, version: 1, meant: ['unsupported'] },
    ],
    removeClaim: (target) => [{ id: target.storyId, claimId: target.claimId, version: 1 }],
    askPeer: (target, given) => [
      { id: target.storyId, claimId: target.claimId, accountId: given.accountId },
    ],
    withdrawAsk: (target) => [{ id: target.storyId, askId: target.askId }],
    asked: () => [{}],
    paste: of(() => ({ text: 'Situation: x. Task: y. Action: z. Result: w.' })),
    getPaste: (target) => [{ id: target.pasteId }],
    inviteMentor: (target, given) => [{ id: target.storyId, accountId: given.accountId }],
    revokeMentor: (target, given) => [{ id: target.storyId, accountId: given.accountId }],
    comment: (target) => [
      { id: target.storyId, text: 'x' },
      { id: target.storyId, claimId: target.claimId, text: 'x' },
    ],
    changeComment: (target) => [
      { id: target.storyId, commentId: target.commentId, version: 1, text: 'x' },
    ],
    removeComment: (target) => [{ id: target.storyId, commentId: target.commentId }],
    rate: (target) => [{ id: target.storyId, dimension: 'learning', level: 3 }],
    rehearse: (target) => [{ id: target.storyId, said: 'x', tookMs: 1 }],
    rehearsals: (target) => [{}, { story: target.storyId }, { due: 'true' }],
    correctRehearsal: (target) => [{ rehearsalId: target.rehearsalId, version: 1, marks: [] }],
    removeRehearsal: (target) => [{ rehearsalId: target.rehearsalId }],
    frameworks: () => [{}],
    addFramework: noInputs,
    removeFramework: (target) => [{ frameworkId: target.frameworkId }],
    coverage: (target) => [{ framework: target.frameworkId }],
    checks: (target) => [{ id: target.storyId }],
    form: (target) => [{ id: target.storyId, form: 'spoken-90' }],
    shareable: (target) => [{ id: target.storyId }],
    decideReplacement: (target) => [
      { id: target.storyId, kind: 'person', text: 'x', decision: 'keep' },
    ],
    export: (target) => [{ id: target.storyId, format: 'html', for: 'shareable' }],
    exemplars: () => [{}],
    cloze: (target) => [{ id: target.storyId }],
    answerGap: (target) => [{ id: target.storyId, number: 0, answer: 'x' }],
    followUpQuestions: (target) => [{ id: target.storyId }],
    questions: () => [{}],
    addQuestions: noInputs,
    removeQuestion: (target) => [{ questionId: target.questionId }],
    matchQuestion: (target) => [{ questionId: target.questionId }],
    answerAsk: (target) => [{ askId: target.askId, state: 'confirmed', sentence: 'x' }],
  },
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
  'follow-up': {
    list: (target, given) => [...of()(target, given), { incident: given.open }],
    all: (target, given) => [
      ...of()(target, given),
      {},
      { owner: secretWord },
      { owner: given.accountId },
      { state: 'unfinished' },
      { overdue: 'true' },
      { limit: 1 },
    ],
    get: (target) => [{ id: target.followUpId }],
    add: (target, given) => [
      { incident: target.incident, text: 'x', intent: 'prevent' },
      { incident: given.open, text: 'x', intent: 'prevent', originId: target.findingId },
    ],
    change: (target) => [{ id: target.followUpId, version: 1, text: 'mine now' }],
    changeStatus: (target) => [{ id: target.followUpId, version: 1, to: 'done' }],
    remove: (target) => [{ id: target.followUpId, version: 1 }],
    undo: (target) => [{ activityId: target.followUpActivityId }],
  },
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
