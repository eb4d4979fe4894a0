const names =
  'service services app application component system repo repository project deployment job_name container workload'.split(
    ' ',
  );

/** The services that a change names in its facts, or its stream if it names none. */
export function listServices(
  fields: Readonly<Record<string, string>>,
  streamName: string,
): string[] {
  const found = Object.entries(fields).flatMap(([name, value]) =>
    names.includes(name.toLowerCase().split('.').at(-1) ?? '') ? value.split(/[,;]\s*/) : [],
  );
  const services = [...new Set(found.map((one) => one.trim()).filter((one) => one !== ''))];
  return services.length > 0 ? services.slice(0, 5) : [streamName.replace(/^#/, '')];
}
