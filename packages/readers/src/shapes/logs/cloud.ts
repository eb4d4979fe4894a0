import { isObject, type JsonObject } from '../../row.ts';
import { parseCard } from '../../nested-text.ts';
import type { IdentityRef } from '../../source.ts';
import type { Shape } from '../shape.ts';
import {
  firstText,
  isText,
  joinLines,
  objectAt,
  pickFields,
  textAt,
  toIdentity,
  toSource,
  toStream,
} from '../values.ts';

/** CloudWatch Logs through a subscription: its group is around the events. */
export const cloudWatchBatch: Shape = {
  name: 'CloudWatch logs',
  matches: ({ logGroup, logStream, logEvents }) =>
    isText(logGroup) && isText(logStream) && Array.isArray(logEvents),
  lists: ['logEvents'],
  source: ({ owner }) => toSource('aws', typeof owner === 'string' ? owner : ''),
  read: () => [],
};

/** An event of `filter-log-events`, `get-log-events` or a subscription. */
export const cloudWatchEvent: Shape = {
  name: 'CloudWatch logs',
  matches: ({ timestamp, message, ingestionTime, eventId, logStreamName, id }) =>
    typeof timestamp === 'number' &&
    typeof message === 'string' &&
    (typeof ingestionTime === 'number' ||
      isText(eventId) ||
      isText(logStreamName) ||
      (isText(id) && /^\d{50,60}$/.test(id))),
  read(value, _, { parent }) {
    const around = parent?.value ?? {};
    const message = textAt(value, 'message');
    const facts = message.startsWith('{') ? parseCard(message) : null;
    return {
      key: firstText(value, 'eventId', 'id') || null,
      kind: 'log',
      at: value['timestamp'],
      text: message.trimEnd(),
      stream: toStream(firstText(around, 'logGroup') || textAt(value, 'logGroupName')),
      fields: {
        level: facts === null ? '' : firstText(facts, 'level', 'severity').toLowerCase(),
        'log stream': firstText(value, 'logStreamName') || textAt(around, 'logStream'),
        service: facts === null ? '' : firstText(facts, 'service', 'service.name'),
      },
    };
  },
};

/** An event of CloudTrail. */
export const cloudTrailEvent: Shape = {
  name: 'CloudTrail events',
  matches: ({ eventTime, eventName, eventSource, userIdentity }) =>
    isText(eventTime) && isText(eventName) && isText(eventSource) && isObject(userIdentity),
  source: ({ recipientAccountId }) =>
    toSource('aws', typeof recipientAccountId === 'string' ? recipientAccountId : ''),
  read(value) {
    const service = textAt(value, 'eventSource').replace('.amazonaws.com', '');
    const error = joinLines(textAt(value, 'errorCode'), textAt(value, 'errorMessage'));
    return {
      key: textAt(value, 'eventID') || null,
      kind: value['readOnly'] === true || textAt(value, 'readOnly') === 'true' ? 'log' : 'change',
      at: value['eventTime'],
      title: textAt(value, 'eventName'),
      text: joinLines(`${service} ${textAt(value, 'eventName')}`, error),
      author: toPrincipal(objectAt(value, 'userIdentity')),
      stream: toStream(service),
      fields: {
        service,
        state: error === '' ? '' : 'failed',
        ...pickFields(value, {
          region: 'awsRegion',
          account: 'recipientAccountId',
          address: 'sourceIPAddress',
          client: 'userAgent',
          type: 'eventType',
        }),
        parameters: isObject(value['requestParameters'])
          ? JSON.stringify(value['requestParameters'])
          : null,
      },
    };
  },
};

function toPrincipal(user: JsonObject): IdentityRef | null {
  const type = textAt(user, 'type');
  const arn = textAt(user, 'arn');
  const name = firstText(user, 'userName', 'invokedBy') || (arn.split('/').at(-1) ?? '');
  return toIdentity(arn || firstText(user, 'principalId', 'invokedBy'), name, {
    isBot: /^(?:AWSService|AWSAccount)$/.test(type) || isText(user['invokedBy']),
  });
}

/** An entry of Google Cloud Logging, audit logs included. */
export const gcpEntry: Shape = {
  name: 'Google Cloud logs',
  matches: ({ logName, timestamp, receiveTimestamp, resource }) =>
    isText(logName) && (isText(timestamp) || isText(receiveTimestamp)) && isObject(resource),
  source: ({ resource }) =>
    toSource('gcp', isObject(resource) ? textAt(resource, 'labels.project_id') : ''),
  read(value) {
    const audit = objectAt(value, 'protoPayload');
    const json = objectAt(value, 'jsonPayload');
    const isAudit = textAt(audit, 'methodName') !== '';
    const email = textAt(audit, 'authenticationInfo.principalEmail');
    const request = objectAt(value, 'httpRequest');
    return {
      key: textAt(value, 'insertId') || null,
      kind: isAudit && /activity/.test(textAt(value, 'logName')) ? 'change' : 'log',
      at: firstText(value, 'timestamp', 'receiveTimestamp'),
      text: isAudit
        ? joinLines(
            `${textAt(audit, 'serviceName')} ${textAt(audit, 'methodName')}`,
            textAt(audit, 'resourceName'),
            textAt(audit, 'status.message'),
          )
        : textAt(value, 'textPayload') ||
          firstText(json, 'message', 'msg', 'MESSAGE') ||
          `${textAt(request, 'requestMethod')} ${textAt(request, 'requestUrl')} ${textAt(request, 'status')}`.trim() ||
          JSON.stringify(json),
      author: toIdentity(email, email, {
        email,
        isBot: email.endsWith('.gserviceaccount.com'),
      }),
      stream: toStream(
        firstText(value, 'resource.labels.service_name', 'resource.labels.container_name') ||
          textAt(value, 'resource.type'),
      ),
      fields: {
        level: textAt(value, 'severity').toLowerCase(),
        ...pickFields(value, {
          service: [
            'resource.labels.service_name',
            'resource.labels.container_name',
            'protoPayload.serviceName',
          ],
          project: 'resource.labels.project_id',
          pod: 'resource.labels.pod_name',
          zone: ['resource.labels.location', 'resource.labels.zone'],
          resource: 'resource.type',
          trace: 'trace',
          status: 'httpRequest.status',
        }),
      },
    };
  },
};

/** An event of Azure's activity log: the API writes its names with an object, the export as text. */
export const azureEvent: Shape = {
  name: 'Azure activity log',
  matches: (value) =>
    (isText(value['eventTimestamp']) && isText(value['operationId'])) ||
    (isText(value['time']) && isText(value['operationName']) && isText(value['resourceId'])),
  source: (value) => {
    const id = firstText(value, 'subscriptionId', 'resourceId');
    const found = /^(?:\/subscriptions\/)?([0-9a-f-]{36})/i.exec(id)?.[1] ?? '';
    return toSource('azure', found.toLowerCase());
  },
  read(value) {
    const operation = firstText(
      value,
      'operationName.localizedValue',
      'operationName.value',
      'operationName',
    );
    const state = firstText(value, 'status.value', 'resultType', 'status');
    const caller = firstText(value, 'caller', 'identity.claims.name');
    const resource = textAt(value, 'resourceId');
    return {
      key: firstText(value, 'eventDataId', 'id') || null,
      kind: 'change',
      at: firstText(value, 'eventTimestamp', 'time'),
      title: operation,
      text: joinLines(
        `${operation}: ${state}`,
        firstText(value, 'description', 'properties.statusMessage', 'resultDescription'),
      ),
      author: toIdentity(caller, caller, {
        email: caller.includes('@') ? caller : '',
        isBot: caller !== '' && !caller.includes('@'),
      }),
      stream: toStream(
        firstText(value, 'resourceGroupName') ||
          (/\/resourceGroups\/([^/]+)/i.exec(resource)?.[1] ?? ''),
      ),
      fields: {
        state,
        level: textAt(value, 'level').toLowerCase(),
        service:
          firstText(value, 'resourceProviderName.value') || (resource.split('/').at(-1) ?? ''),
        ...pickFields(value, {
          type: ['eventName.value', 'category.value', 'category'],
          correlation: ['correlationId'],
        }),
      },
    };
  },
};

/** An event of Kubernetes: `kubectl get events -o json`, either API version. */
export const kubernetesEvent: Shape = {
  name: 'Kubernetes events',
  matches: ({ involvedObject, regarding, reason, metadata }) =>
    (isObject(involvedObject) || isObject(regarding)) && isText(reason) && isObject(metadata),
  read(value) {
    const target = objectAt(
      value,
      isObject(value['involvedObject']) ? 'involvedObject' : 'regarding',
    );
    const name = `${textAt(target, 'kind')}/${textAt(target, 'name')}`;
    const first = firstText(
      value,
      'firstTimestamp',
      'deprecatedFirstTimestamp',
      'eventTime',
      'metadata.creationTimestamp',
    );
    const last = firstText(
      value,
      'series.lastObservedTime',
      'lastTimestamp',
      'deprecatedLastTimestamp',
    );
    return {
      key: firstText(value, 'metadata.uid', 'metadata.name') || null,
      kind: 'log',
      at: first,
      until: last === first ? null : last,
      title: textAt(value, 'reason'),
      text: joinLines(`${name}: ${textAt(value, 'reason')}`, firstText(value, 'message', 'note')),
      author: toIdentity(firstText(value, 'source.component', 'reportingController'), '', {
        isBot: true,
      }),
      stream: toStream(firstText(target, 'namespace') || textAt(value, 'metadata.namespace')),
      fields: {
        level: textAt(value, 'type').toLowerCase(),
        object: name,
        service: name,
        ...pickFields(value, {
          count: ['count', 'series.count', 'deprecatedCount'],
          host: ['source.host', 'reportingInstance'],
        }),
      },
    };
  },
};

/** An event of the audit log of Kubernetes. */
export const kubernetesAudit: Shape = {
  name: 'Kubernetes audit log',
  matches: ({ auditID, verb, user, stage }) =>
    isText(auditID) && isText(verb) && isObject(user) && isText(stage),
  read(value) {
    const name = textAt(value, 'user.username');
    const target = [
      textAt(value, 'objectRef.resource'),
      textAt(value, 'objectRef.subresource'),
      textAt(value, 'objectRef.name'),
    ].filter((part) => part !== '');
    const isRead = /^(?:get|list|watch)$/.test(textAt(value, 'verb'));
    return {
      key: `${textAt(value, 'auditID')}/${textAt(value, 'stage')}`,
      kind: isRead ? 'log' : 'change',
      at: firstText(value, 'stageTimestamp', 'requestReceivedTimestamp'),
      text: joinLines(
        `${textAt(value, 'verb')} ${target.join('/') || textAt(value, 'requestURI')}`,
        textAt(value, 'responseStatus.message'),
      ),
      author: toIdentity(name, name, { isBot: name.startsWith('system:') }),
      stream: toStream(textAt(value, 'objectRef.namespace')),
      fields: {
        service: target.join('/'),
        ...pickFields(value, {
          state: 'responseStatus.code',
          stage: 'stage',
          client: 'userAgent',
          address: 'sourceIPs',
        }),
      },
    };
  },
};
