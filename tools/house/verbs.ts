import { child, getName, type Node, type Rule } from './ast.ts';
import { isTest, getPlace, getRoom } from './place.ts';

/**
 * Functions that open a transaction without all steps of a verb, and the reason. The key is the
 * path below packages/core/src and the function's name.
 */
const exceptions = new Map<string, string>([
  [
    'account/claim.ts#createSetupToken',
    'the process itself makes the link before anyone can be authorized or shown it',
  ],
  ['account/claim.ts#createFirstAdmin', 'the one-time token is the authorization'],
  ['account/invite.ts#acceptInvitation', 'the one-time token is the authorization'],
  [
    'guest/guest-links.ts#openGuestLink',
    'the secret in the link is the authorization; who opened it is private',
  ],
  ['calibration/inbox.ts#answerCalibration', 'what someone answers is private until they finish'],
  [
    'calibration/inbox.ts#answerAsGuest',
    'the guest link is the authorization; what someone answers is private until they finish',
  ],
  ['calibration/inbox.ts#finishAsGuest', 'the guest link is the authorization'],
  [
    'report/published/readership.ts#inSteps',
    'its callers authorize; an activity row would be a reading log',
  ],
  ['verb.ts#verb', 'the function that it is given authorizes and records; each is checked'],
  ['account/session.ts#signIn', 'the password is the authorization'],
  ['account/session.ts#signOut', 'everyone can end their own session'],
  ['evidence/run-import.ts#end', 'the end of an import: it was authorized when it started'],
  [
    'evidence/intake.ts#openIntake',
    'one batch of an import, which was authorized and recorded when it started and is recorded again when it ends',
  ],
  [
    'evidence/import-delivery.ts#hasChanges',
    'importDelivery authorizes and records; the transaction is rolled back',
  ],
  ['retention/run-retention.ts#scheduleRetention', 'it only adds the daily job'],
  ['catalog/page-checks.ts#schedulePageChecks', 'it only adds the daily job'],
  ['notification/email.ts#scheduleEmails', 'it only adds the job of the next minute'],
  ['notification/email.ts#collectEmails', 'it only adds jobs that send emails'],
  [
    'notification/email.ts#collectForAccount',
    'the account turned its emails on; what it was sent is no activity',
  ],
  ['notification/settings.ts#unsubscribe', 'the signature of the link is the authorization'],
  ['retention/run-retention.ts#removePage', 'an admin set the retention of the source'],
  ['retention/run-retention.ts#removeLeftovers', 'an admin set the retention of the source'],
  ['undo-import/undo-import.ts#runUndoJob', 'an undo was authorized when it was requested'],
  [
    'inbound/receive-delivery.ts#storeDeliveries',
    'the secret in the address is the authorization, and the import of the delivery is recorded',
  ],
  ['inbound/pull.ts#startPull', 'creating or changing the connection authorized and recorded it'],
  ['inbound/pull.ts#storePage', 'as startPull; the import of the page is recorded'],
  ['inbound/pull.ts#endPull', 'as startPull; what failed is shown with the connection'],
  ['follow-up/tracker/poll.ts#startPoll', 'connecting the tracker authorized and recorded it'],
  ['follow-up/tracker/poll.ts#endPoll', 'as startPoll; what changed is recorded by each sync'],
  ['follow-up/tracker/poll.ts#noteChangedIssues', 'the secret in the address is the authorization'],
  [
    'follow-up/tracker/sync.ts#startSync',
    'creating or linking the issue authorized and recorded it',
  ],
  ['follow-up/tracker/sync.ts#storeEnd', 'as startSync; the verbs of the follow-up authorize'],
  [
    'inbound/read-delivery.ts#keepReads',
    'the secret in the address is the authorization; what is added to an incident is authorized and recorded',
  ],
  ['inbound/routing/route-incident.ts#routePages', 'importDelivery authorizes and records'],
  [
    'safeguard/heartbeats.ts#sendHeartbeat',
    'a heartbeat is no activity; storeBeat records the end of a silence',
  ],
  [
    'safeguard/heartbeats.ts#noteRepeat',
    'the secret in the address is the authorization; storeBeat records the end of a silence',
  ],
  [
    'safeguard/heartbeats.ts#checkHeartbeat',
    'expectHeartbeat authorized it; recordHeartbeat records a silence',
  ],
  ['runbook/runs.ts#checkRunStep', 'changeItem authorizes and records'],
  ['runbook/runs.ts#recordSteps', 'importDelivery authorizes and records'],
  [
    'inbound/routing/route-incident.ts#saveWindow',
    'the change of the incident was authorized and recorded; followTimeRange records the streams',
  ],
  ['inbound/reread.ts#readAgain', 'rereadDeliveries authorized and recorded it'],
  ['inbound/read-delivery.ts#readNext', 'importReads and keepUnread authorize and record'],
  ['inbound/read-delivery.ts#importReads', 'importDelivery authorizes and records'],
  ['catalog/change.ts#addService', 'addByHand records it'],
  ['catalog/undo.ts#undoCatalogChange', 'undoService and undoLink record it'],
  ['suspects/judge.ts#judgeSuspect', 'addItem and updateStatus record it'],
  ['redaction/redact.ts#redactEvidence', 'applyRedaction records it in every incident'],
  ['redaction/remove-evidence.ts#removeEvidence', 'applyRedaction records each batch'],
  ['redaction/remove-evidence.ts#runRemovalJob', 'applyRedaction records each batch'],
  [
    'redaction/secrets/find-secrets.ts#keepFound',
    'a step of the scan after an import, which was authorized when it started',
  ],
  ['evidence/vanished-items.ts#markVanished', 'a step of an import, like a batch'],
  [
    'report/live.ts#foldReport',
    'it changes how a report is kept and not what it says; each change was recorded when it arrived',
  ],
  ['story/erase.ts#eraseStory', 'an erased story leaves no record; its history is erased with it'],
  [
    'identity/identify.ts#identify',
    'a step of an import, inside its transaction: the import authorizes and records',
  ],
]);

/** Rooms whose changes no one else may notice: activity is an audit record, so it has none of them. */
const privateRooms = new Set(['interview']);

interface Walk {
  name: string;
  node: Node;
  opens: Node | null;
  authorizes: boolean;
  records: boolean;
}

function isVerb({ parent }: Node): boolean {
  return parent?.type === 'CallExpression' && getName(child(parent, 'callee')) === 'verb';
}

function findName(node: Node): string {
  const declared = (isVerb(node) ? node.parent?.parent : node.parent) ?? null;
  return getName(child(node, 'id')) ?? getName(child(declared, 'id')) ?? 'function';
}

const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/**
 * parse → transaction → authorize → … → record (`verb` does the first two): a write without the permission check or the
 * activity row is a fault.
 */
export const wholeWalk: Rule = {
  create(context) {
    const place = getPlace(context);
    if (
      !place.startsWith('packages/core/src/') ||
      place.startsWith('packages/core/src/db/') ||
      isTest(place)
    )
      return {};
    const room = getRoom(place) ?? '';
    let depth = 0;
    let walk: Walk | null = null;
    const enter = (node: Node) => {
      depth += 1;
      if (depth === 1)
        walk = {
          name: findName(node),
          node,
          // `verb` opens the transaction of the function that it is given.
          opens: isVerb(node) ? node : null,
          authorizes: false,
          records: false,
        };
    };
    const leave = () => {
      depth -= 1;
      if (depth > 0 || !walk?.opens) return;
      const missing = [
        ...(walk.authorizes ? [] : ['authorize']),
        ...(walk.records || privateRooms.has(room) ? [] : ['record']),
      ];
      const key = `${place.slice('packages/core/src/'.length)}#${walk.name}`;
      if (missing.length > 0 && !exceptions.has(key)) {
        context.report({
          node: walk.opens,
          message: `${walk.name} opens a transaction without ${missing.join(' and ')}. A verb authorizes and records; an exception is listed with its reason in tools/house/verbs.ts.`,
        });
      }
    };
    const visitor: Record<string, (node: Node) => void> = {
      CallExpression(node) {
        const callee = getName(child(node, 'callee'));
        if (!walk || callee === null) return;
        if (callee === 'inTransaction') walk.opens ??= node;
        if (/^(authorize|refuseUnless)/.test(callee)) walk.authorizes = true;
        if (/^record([A-Z]|$)/.test(callee)) walk.records = true;
      },
    };
    for (const type of functions)
      Object.assign(visitor, { [type]: enter, [`${type}:exit`]: leave });
    return visitor;
  },
};
