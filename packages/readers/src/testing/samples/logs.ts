import { toLines, type Sample } from './sample.ts';

const ms = Date.UTC(2024, 2, 13, 14, 2, 11);
const seconds = ms / 1000;
const at = (second: number): string => new Date(ms + second * 1000).toISOString();
const any = (stringValue: string) => ({ stringValue });

export const logSamples: Sample[] = [
  {
    name: 'otlp.json',
    content: {
      resourceLogs: [
        {
          resource: {
            attributes: [
              { key: 'service.name', value: any('orders') },
              { key: 'host.name', value: any('web1') },
            ],
          },
          scopeLogs: [
            {
              scope: { name: 'queue' },
              logRecords: [
                {
                  timeUnixNano: '1710338531000000001',
                  observedTimeUnixNano: '1710338999000000000',
                  severityNumber: 17,
                  severityText: 'ERROR',
                  body: any('queue is full'),
                  attributes: [{ key: 'queue.size', value: { intValue: '9000' } }],
                  traceId: '5b8efff798038103d269b633813fc60c',
                  spanId: 'eee19b7ec3c1b174',
                },
                {
                  timeUnixNano: '0',
                  observedTimeUnixNano: '1710338532000000000',
                  severityNumber: 9,
                  body: {
                    kvlistValue: {
                      values: [
                        { key: 'event', value: any('drained') },
                        { key: 'left', value: { intValue: 3 } },
                      ],
                    },
                  },
                },
              ],
            },
          ],
        },
      ],
    },
  },
  {
    name: 'cloudwatch.json',
    content: {
      events: [
        {
          logStreamName: 'web1',
          timestamp: ms,
          message: '{"level":"ERROR","service":"orders","msg":"queue is full"}\n',
          ingestionTime: ms + 90_000,
          eventId: '379',
        },
      ],
    },
  },
  {
    name: 'cloudwatch-subscription.json',
    content: {
      messageType: 'DATA_MESSAGE',
      owner: '123456789012',
      logGroup: '/aws/lambda/orders',
      logStream: '2024/03/13/[1]a',
      subscriptionFilters: ['all'],
      logEvents: [{ id: '3'.repeat(56), timestamp: ms, message: 'Task timed out' }],
    },
  },
  {
    name: 'cloudtrail.json',
    content: {
      Records: [
        {
          eventVersion: '1.09',
          eventTime: at(0),
          eventName: 'RebootDBInstance',
          eventSource: 'rds.amazonaws.com',
          awsRegion: 'eu-central-1',
          eventID: 'e-1',
          readOnly: false,
          recipientAccountId: '123456789012',
          sourceIPAddress: '192.0.2.7',
          userIdentity: {
            type: 'AssumedRole',
            arn: 'arn:aws:sts::123456789012:assumed-role/ops/mara',
            principalId: 'A:mara',
          },
          requestParameters: { dBInstanceIdentifier: 'orders' },
          errorCode: 'AccessDenied',
        },
      ],
    },
  },
  {
    name: 'gcp.json',
    content: [
      {
        insertId: 'i1',
        logName: 'projects/acme/logs/cloudaudit.googleapis.com%2Factivity',
        timestamp: at(0),
        receiveTimestamp: at(60),
        severity: 'NOTICE',
        resource: {
          type: 'cloud_run_revision',
          labels: { project_id: 'acme', service_name: 'orders' },
        },
        protoPayload: {
          serviceName: 'run.googleapis.com',
          methodName: 'ReplaceService',
          resourceName: 'namespaces/acme/services/orders',
          authenticationInfo: { principalEmail: 'mara@acme.test' },
        },
      },
      {
        insertId: 'i2',
        logName: 'projects/acme/logs/stdout',
        timestamp: at(1),
        severity: 'ERROR',
        resource: {
          type: 'k8s_container',
          labels: { project_id: 'acme', container_name: 'orders' },
        },
        jsonPayload: { message: 'queue is full' },
      },
    ],
  },
  {
    name: 'azure.json',
    content: {
      value: [
        {
          eventTimestamp: '2024-03-13T14:02:11.1234567Z',
          submissionTimestamp: at(90),
          eventDataId: 'd-1',
          operationId: 'o-1',
          correlationId: 'c-1',
          operationName: {
            value: 'Microsoft.Web/sites/restart/action',
            localizedValue: 'Restart Web App',
          },
          status: { value: 'Succeeded' },
          level: 'Informational',
          caller: 'mara@acme.test',
          resourceGroupName: 'prod',
          resourceProviderName: { value: 'Microsoft.Web' },
          resourceId: '/subscriptions/0a863fbf-47f5-4e3f-9b0b-0bfaec763723/resourceGroups/prod/x',
          subscriptionId: '0a863fbf-47f5-4e3f-9b0b-0bfaec763723',
        },
      ],
    },
  },
  {
    name: 'kubernetes.json',
    content: {
      kind: 'List',
      items: [
        {
          kind: 'Event',
          metadata: { name: 'orders.1', namespace: 'prod', uid: 'k-1', creationTimestamp: at(0) },
          involvedObject: { kind: 'Pod', name: 'orders-1', namespace: 'prod' },
          reason: 'BackOff',
          message: 'Back-off restarting failed container',
          source: { component: 'kubelet', host: 'node1' },
          firstTimestamp: at(0),
          lastTimestamp: at(300),
          count: 7,
          type: 'Warning',
        },
        {
          kind: 'Event',
          metadata: { name: 'orders.2', namespace: 'prod', uid: 'k-2', creationTimestamp: at(1) },
          regarding: { kind: 'Deployment', name: 'orders', namespace: 'prod' },
          reason: 'ScalingReplicaSet',
          note: 'Scaled up',
          reportingController: 'deployment-controller',
          eventTime: at(1),
          deprecatedFirstTimestamp: null,
          type: 'Normal',
        },
      ],
    },
  },
  {
    name: 'kubernetes-audit.jsonl',
    content: toLines({
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: 'Metadata',
      auditID: 'a-1',
      stage: 'ResponseComplete',
      requestURI: '/apis/apps/v1/namespaces/prod/deployments/orders',
      verb: 'patch',
      user: { username: 'mara@acme.test' },
      sourceIPs: ['192.0.2.7'],
      userAgent: 'kubectl',
      objectRef: { resource: 'deployments', namespace: 'prod', name: 'orders' },
      responseStatus: { code: 200 },
      requestReceivedTimestamp: at(0),
      stageTimestamp: at(1),
    }),
  },
  {
    name: 'journald.jsonl',
    content: toLines(
      {
        __CURSOR: 's=1;i=1',
        __REALTIME_TIMESTAMP: String(ms * 1000 + 7),
        _HOSTNAME: 'web1',
        _SYSTEMD_UNIT: 'orders.service',
        SYSLOG_IDENTIFIER: 'orders',
        PRIORITY: '3',
        _PID: '41',
        MESSAGE: 'queue is full',
      },
      {
        __CURSOR: 's=1;i=2',
        __REALTIME_TIMESTAMP: String(ms * 1000 + 8),
        _HOSTNAME: 'web1',
        PRIORITY: '6',
        MESSAGE: [27, 91, 109, 111, 107],
      },
    ),
  },
  {
    name: 'loggers.jsonl',
    content: toLines(
      {
        level: 50,
        time: ms,
        pid: 41,
        hostname: 'web1',
        name: 'orders',
        msg: 'pino',
        err: { stack: 'Error: full' },
      },
      { level: 'error', message: 'winston', timestamp: at(1), service: 'orders' },
      { level: 'warn', ts: seconds + 2.25, logger: 'queue', caller: 'q.go:7', msg: 'zap', size: 9 },
      { level: 'warning', msg: 'logrus', time: '2024-03-13T15:02:14+01:00', queue: 'orders' },
      {
        event: 'structlog',
        level: 'info',
        timestamp: '2024-03-13T14:02:15Z',
        logger: 'orders.queue',
      },
      {
        '@t': at(5),
        '@mt': 'Order {OrderId} failed after {Elapsed:0.0} ms',
        '@l': 'Error',
        '@x': 'System.TimeoutException',
        OrderId: 41,
        Elapsed: 9.5,
        Application: 'orders',
      },
      {
        '@timestamp': at(6),
        'log.level': 'ERROR',
        message: 'ecs',
        'ecs.version': '8.11.0',
        service: { name: 'orders' },
        'host.name': 'web1',
      },
      {
        version: '1.1',
        host: 'web1',
        short_message: 'gelf',
        timestamp: seconds + 7.5,
        level: 3,
        _service: 'orders',
      },
    ),
  },
];
