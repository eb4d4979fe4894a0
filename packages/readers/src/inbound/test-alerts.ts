/** The label of a test alert: the id of its drill. */
export const drillLabel = 'debrief_drill';

export interface TestAlerts {
  /** The ids of the drills that they are marked with, as written. */
  marks: string[];
  /** The receiver of Alertmanager that sent them. */
  receiver: string;
  /** The body without them; null if nothing else is in it. */
  rest: Uint8Array | null;
}

/** The alerts in a delivery that a drill sent; null if there are none. */
export function splitTestAlerts(body: Uint8Array): TestAlerts | null {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (!text.includes(drillLabel)) return null;
  const sent = readJson(text.toString('utf8'));
  const fields = isFields(sent) ? sent : {};
  const alerts: unknown = Array.isArray(sent) ? sent : fields.alerts;
  if (!Array.isArray(alerts)) return null;
  const marks: string[] = [];
  const others = alerts.filter((alert: unknown) => {
    const labels = isFields(alert) ? alert.labels : null;
    const mark = isFields(labels) ? labels[drillLabel] : undefined;
    if (typeof mark === 'string') marks.push(mark);
    return typeof mark !== 'string';
  });
  if (marks.length === 0) return null;
  const rest = Array.isArray(sent) ? others : { ...fields, alerts: others };
  return {
    marks,
    receiver: typeof fields.receiver === 'string' ? fields.receiver : '',
    rest: others.length === 0 ? null : Buffer.from(JSON.stringify(rest)),
  };
}

/** The names of the alerts that fire in a delivery of Alertmanager, without test alerts. */
export function listFiringAlerts(body: Uint8Array): string[] {
  const sent = readJson(Buffer.from(body).toString('utf8'));
  const alerts: unknown = isFields(sent) ? sent.alerts : null;
  if (!Array.isArray(alerts)) return [];
  const names = alerts.flatMap((alert: unknown) => {
    const labels = isFields(alert) && alert.status !== 'resolved' ? alert.labels : null;
    if (!isFields(labels) || drillLabel in labels) return [];
    return typeof labels.alertname === 'string' ? [labels.alertname] : [];
  });
  return [...new Set(names)];
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
