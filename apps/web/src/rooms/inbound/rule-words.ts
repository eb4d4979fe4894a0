import type { RuleCondition } from '@debrief/contract';

/** `service is orders*, severity is page` */
export function describeConditions(conditions: readonly RuleCondition[]): string {
  if (conditions.length === 0) return 'every record';
  return conditions
    .map((one) => {
      const name = one.field === 'label' ? one.name : one.field;
      if (one.value === '*') return `${name} is set`;
      return one.value.endsWith('*')
        ? `${name} starts with ${one.value.slice(0, -1)}`
        : `${name} is ${one.value}`;
    })
    .join(', ');
}

export function describeService(service: string | null): string {
  if (service === null) return 'no incident';
  return service === '*' ? 'incidents with its service' : `incidents with the service ${service}`;
}
