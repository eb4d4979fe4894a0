import { isObject, toText, type JsonObject } from '../../row.ts';
import { readRichText } from '../../nested-text.ts';
import type { Draft, Shape } from '../shape.ts';
import { firstText, isText, joinLines, pickFields, textAt, toStream } from '../values.ts';

/** An entry of systemd's journal: `journalctl -o json`. */
export const journaldEntry: Shape = {
  name: 'systemd journal',
  matches: ({ __REALTIME_TIMESTAMP, _SOURCE_REALTIME_TIMESTAMP, MESSAGE, __CURSOR }) =>
    (isText(__REALTIME_TIMESTAMP) || isText(_SOURCE_REALTIME_TIMESTAMP)) &&
    (MESSAGE !== undefined || isText(__CURSOR)),
  read(value) {
    const service = firstText(value, '_SYSTEMD_UNIT', 'SYSLOG_IDENTIFIER', '_COMM');
    return {
      key: textAt(value, '__CURSOR') || null,
      kind: 'log',
      at: firstText(value, '_SOURCE_REALTIME_TIMESTAMP', '__REALTIME_TIMESTAMP'),
      // A message that is not UTF-8 is a list of bytes.
      text: readRichText(value['MESSAGE']) ?? '',
      stream: toStream(textAt(value, '_HOSTNAME')),
      fields: {
        level: journalLevels[Number(textAt(value, 'PRIORITY') || 'NaN')] ?? '',
        service,
        ...pickFields(value, {
          host: '_HOSTNAME',
          program: ['SYSLOG_IDENTIFIER', '_COMM'],
          pid: '_PID',
          container: 'CONTAINER_NAME',
        }),
      },
    };
  },
};

const journalLevels = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'];

/** GELF: Graylog's format. Times are seconds with a fraction. */
export const gelfMessage: Shape = {
  name: 'GELF messages',
  matches: ({ version, host, short_message, timestamp }) =>
    isText(version) && isText(host) && isText(short_message) && isTime(timestamp),
  read: (value) => ({
    kind: 'log',
    at: value['timestamp'],
    text: firstText(value, 'full_message', 'short_message'),
    fields: {
      ...listOthers(value, gelfNames, (name) => name.replace(/^_/, '')),
      level: journalLevels[Number(textAt(value, 'level') || 'NaN')] ?? '',
      host: textAt(value, 'host'),
      ...pickFields(value, { service: ['_service', '_application', 'facility'] }),
    },
  }),
};

const gelfNames = new Set([
  'version',
  'short_message',
  'full_message',
  'timestamp',
  'level',
  'host',
]);

/** Serilog's compact format: `@t`, `@m` or the template `@mt`. */
export const serilogEvent: Shape = {
  name: 'Serilog events',
  matches: (value) => isText(value['@t']) && (isText(value['@m']) || isText(value['@mt'])),
  read: (value) => ({
    kind: 'log',
    at: value['@t'],
    text: joinLines(textAt(value, '@m') || renderTemplate(value), textAt(value, '@x')),
    stream: toStream(firstText(value, 'Application', 'ServiceName')),
    fields: {
      ...listOthers(value, serilogNames),
      level: textAt(value, '@l').toLowerCase() || 'information',
      ...pickFields(value, { service: ['Application', 'ServiceName', 'SourceContext'] }),
    },
  }),
};

const serilogNames = new Set(['@t', '@m', '@mt', '@l', '@x', '@i', '@r']);

/** "Order {Id} failed after {Elapsed:0.0} ms". */
function renderTemplate(value: JsonObject): string {
  return textAt(value, '@mt').replaceAll(
    /\{[@$]?(\w{1,100})(?:,[^}:]{1,20})?(?::[^}]{1,60})?\}/g,
    (hole, name: string) => {
      const found = Object.hasOwn(value, name) ? value[name] : undefined;
      if (found === undefined) return hole;
      return toText(found) ?? JSON.stringify(found);
    },
  );
}

/** Elastic Common Schema, nested or with dotted names. */
export const ecsEvent: Shape = {
  name: 'ECS events',
  isJsonOnly: true,
  matches: (value) =>
    (isText(value['@timestamp']) || isTime(value['@timestamp'])) &&
    firstText(value, 'message', 'event.original', 'error.message') !== '' &&
    firstText(value, 'log.level', 'ecs.version', 'service.name', 'event.dataset', 'level') !== '',
  read: readEcs,
};

/** A hit of Elasticsearch or OpenSearch around such an event. */
export const ecsHit: Shape = {
  name: 'ECS events',
  matches: ({ _index, _source }) =>
    isText(_index) && isObject(_source) && ecsEvent.matches(_source),
  read: (value) => {
    const { _source: event } = value;
    return isObject(event)
      ? { ...readEcs(event), key: `${textAt(value, '_index')}/${textAt(value, '_id')}` }
      : 'No event.';
  },
};

function readEcs(value: JsonObject): Draft {
  const service = firstText(value, 'service.name', 'service', 'kubernetes.container.name');
  return {
    kind: 'log',
    at: value['@timestamp'],
    text: joinLines(
      firstText(value, 'message', 'event.original'),
      firstText(value, 'error.stack_trace', 'error.message', 'stack_trace'),
    ),
    stream: toStream(service),
    fields: {
      ...listOthers(value, ecsNames),
      level: firstText(value, 'log.level', 'level').toLowerCase(),
      service,
      ...pickFields(value, {
        host: ['host.name', 'host.hostname', 'agent.hostname'],
        logger: ['log.logger', 'logger_name'],
        dataset: 'event.dataset',
        trace: 'trace.id',
        pod: 'kubernetes.pod.name',
      }),
    },
  };
}

const ecsNames = new Set([
  '@timestamp',
  'message',
  'ecs.version',
  'log.level',
  'level',
  'service.name',
  'host.name',
  'log.logger',
  'logger_name',
  'event.dataset',
  'trace.id',
  'error.stack_trace',
  'stack_trace',
]);

/** Times of these loggers: pino, bunyan and winston; zap, logrus, zerolog and slog; structlog. */
const timeNames = ['time', 'ts', 'timestamp', 'date', 'datetime', '@timestamp', 'asctime'] as const;
const textNames = ['msg', 'message', 'event', 'error'] as const;
const pinoLevels: Record<string, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** The JSON of a logger: a time, a level and a message. */
export const loggerLine: Shape = {
  name: 'log events',
  isJsonOnly: true,
  matches(value) {
    const level = value['level'] ?? value['severity'] ?? value['levelname'] ?? value['log_level'];
    if (typeof level !== 'string' && typeof level !== 'number') return false;
    if (!levelNames.test(String(level)) || richNames.some((name) => Object.hasOwn(value, name)))
      return false;
    const isTimed = timeNames.some((name) => {
      const time = value[name];
      return (isText(time) && isoTime.test(time)) || isTime(time);
    });
    return (
      isTimed &&
      textNames.some((name) => isText(value[name])) &&
      !serilogEvent.matches(value) &&
      !gelfMessage.matches(value) &&
      !ecsEvent.matches(value)
    );
  },
  read(value) {
    const level = firstText(value, 'level', 'severity', 'levelname', 'log_level');
    const service = firstText(value, 'service', 'service.name', 'service_name', 'app', 'name');
    return {
      kind: 'log',
      at: timeNames
        .map((name) => value[name])
        .find((time) => (isText(time) && isoTime.test(time)) || isTime(time)),
      text: joinLines(
        firstText(value, ...textNames),
        firstText(value, 'stack', 'stacktrace', 'err.stack', 'exception', 'exc_info'),
      ),
      stream: toStream(service),
      fields: {
        ...listOthers(value, loggerNames),
        level: pinoLevels[level] ?? level.toLowerCase(),
        service,
        ...pickFields(value, {
          host: ['hostname', 'host'],
          logger: ['logger', 'logger_name', 'component'],
        }),
      },
    };
  },
};

/** A record with one of these says more than an event of a logger: its columns are read. */
const richNames = ['kind', 'author', 'actor', 'title', 'thread'];
const isoTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:/;
const levelNames =
  /^(?:[1-6]0|trace|debug|verbose|silly|http|info|information|notice|warn|warning|err|error|crit|critical|fatal|panic|dpanic|alert|emerg|emergency)$/i;
const loggerNames = new Set<string>([
  ...timeNames,
  'msg',
  'message',
  'level',
  'severity',
  'levelname',
  'log_level',
  'v',
  'hostname',
  'service',
  'service_name',
  'app',
  'stack',
  'stacktrace',
  'exception',
  'exc_info',
]);

const isTime = (value: unknown): value is number => typeof value === 'number' && value > 1e9;

/** The other facts of an event, for display. */
function listOthers(
  value: JsonObject,
  known: ReadonlySet<string>,
  rename = (name: string) => name,
): Record<string, string> {
  const facts: [string, string][] = [];
  for (const [name, inner] of Object.entries(value)) {
    if (known.has(name)) continue;
    if (isObject(inner))
      for (const [part, one] of Object.entries(inner))
        addFact(facts, known, `${name}.${part}`, one, rename);
    else addFact(facts, known, name, inner, rename);
    if (facts.length >= 30) break;
  }
  return Object.fromEntries(facts);
}

function addFact(
  facts: [string, string][],
  known: ReadonlySet<string>,
  name: string,
  value: unknown,
  rename: (name: string) => string,
): void {
  const text = known.has(name) ? null : toText(value);
  if (text !== null) facts.push([rename(name), text]);
}
