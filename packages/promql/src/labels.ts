/** Label names and values. A label without a value is left out. */
export type Labels = Readonly<Record<string, string>>;

export const metricName = '__name__';

/** Equal for equal labels, in any order. */
export function labelKey(labels: Labels): string {
  let key = '';
  for (const name of Object.keys(labels).toSorted())
    key += `${name}\u0001${labels[name] ?? ''}\u0002`;
  return key;
}

export function withoutLabels(labels: Labels, names: ReadonlySet<string>): Labels {
  return pickLabels(labels, (name) => !names.has(name));
}

export function onlyLabels(labels: Labels, names: ReadonlySet<string>): Labels {
  return pickLabels(labels, (name) => names.has(name));
}

const nameAlone: ReadonlySet<string> = new Set([metricName]);

export function withoutName(labels: Labels): Labels {
  return metricName in labels ? withoutLabels(labels, nameAlone) : labels;
}

/** An empty value removes the label. */
export function withLabel(labels: Labels, name: string, value: string): Labels {
  const rest = pickLabels(labels, (other) => other !== name);
  return value === '' ? rest : { ...rest, [name]: value };
}

function pickLabels(labels: Labels, keeps: (name: string) => boolean): Labels {
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(labels)) if (keeps(name)) picked[name] = value;
  return picked;
}

/** As Prometheus writes a series: `name{label="value"}`. */
export function labelsText(labels: Labels): string {
  const pairs = Object.entries(withoutName(labels))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const name = labels[metricName] ?? '';
  return name !== '' && pairs.length === 0 ? name : `${name}{${pairs.join(', ')}}`;
}
