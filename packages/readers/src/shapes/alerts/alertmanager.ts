import { isObject, type JsonObject } from '../../row.ts';
import type { Shape } from '../shape.ts';
import {
  firstText,
  isText,
  joinLines,
  objectAt,
  pickFields,
  readHost,
  textAt,
  toLinks,
  toSource,
  toStream,
} from '../values.ts';

/** A notification of Alertmanager or of Grafana's alerting: a group of alerts. */
export const alertGroup: Shape = {
  name: 'Alertmanager alerts',
  matches: ({ receiver, status, alerts, groupKey, commonLabels }) =>
    typeof receiver === 'string' &&
    isText(status) &&
    Array.isArray(alerts) &&
    (isText(groupKey) || isObject(commonLabels)),
  lists: ['alerts'],
  read: () => [],
};

/** An alert of Alertmanager (API or notification), Grafana or Prometheus' `/api/v1/alerts`. */
export const alertmanagerAlert: Shape = {
  name: 'Alertmanager alerts',
  matches: ({ labels, annotations, startsAt, activeAt }) =>
    isObject(labels) && isObject(annotations) && (isText(startsAt) || isText(activeAt)),
  source(value, { parent }) {
    const around = parent?.value ?? {};
    const kind = isGrafana(value) ? 'grafana' : 'alertmanager';
    return toSource(kind, readHost(textAt(around, 'externalURL')));
  },
  read(value) {
    const labels = objectAt(value, 'labels');
    const started = firstText(value, 'startsAt', 'activeAt');
    const state = firstText(value, 'status.state', 'status', 'state');
    const service = firstText(labels, 'service', 'service_name', 'app', 'job', 'namespace');
    return {
      // Each time that an alert starts is one alert: its end is a revision.
      key: `${firstText(value, 'fingerprint') || listLabels(labels)}/${started}`,
      kind: 'alert',
      at: started,
      // While an alert fires, `endsAt` is when it would expire, or the year 1.
      until: state === 'resolved' ? value['endsAt'] : null,
      title: firstText(value, 'annotations.summary', 'annotations.title', 'labels.alertname'),
      text:
        joinLines(
          ...['summary', 'description', 'message'].map((name) =>
            textAt(value, `annotations.${name}`),
          ),
        ) || textAt(labels, 'alertname'),
      stream: toStream(service),
      links: toLinks(
        textAt(value, 'generatorURL'),
        ...['runbook_url', 'runbook', 'dashboard'].map((name) =>
          textAt(value, `annotations.${name}`),
        ),
        textAt(value, 'dashboardURL'),
        textAt(value, 'panelURL'),
      ),
      fields: {
        ...pickFields(labels, Object.fromEntries(Object.keys(labels).map((one) => [one, one]))),
        ...pickFields(value, { value: ['valueString', 'value'] }),
        state,
        service,
      },
    };
  },
};

const isGrafana = (alert: JsonObject): boolean =>
  Object.hasOwn(alert, 'silenceURL') || Object.hasOwn(alert, 'dashboardURL');

function listLabels(labels: JsonObject): string {
  return Object.keys(labels)
    .toSorted()
    .map((name) => `${name}=${textAt(labels, name)}`)
    .join(',');
}
