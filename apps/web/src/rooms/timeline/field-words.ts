import { eventTypeLooks } from '../../ui/event-type.tsx';
import { precisionWords } from '../../ui/time-field.tsx';
import { writeTime } from '../../ui/zoned-time.ts';
import type { FieldName, Fields } from './event-fields.ts';

export function fieldText(
  name: FieldName,
  fields: Fields,
  zone: string,
  personName: (id: string) => string,
): string {
  if (name === 'at') return timeText(fields.at, zone);
  if (name === 'until') return fields.until ? timeText(fields.until, zone) : 'a point in time';
  if (name === 'knownAt') return fields.knownAt ? timeText(fields.knownAt, zone) : 'Not confirmed';
  if (name === 'precision') return precisionWords[fields.precision];
  if (name === 'type') return eventTypeLooks[fields.type].label;
  if (name === 'perspective') return perspectiveText(fields, personName);
  if (name === 'citations')
    return (
      fields.citations
        .map((one) => `${one.stance === 'contradicts' ? '⇄ ' : ''}“${one.quote.slice(0, 80)}”`)
        .join('\n') || 'no evidence'
    );
  return fields[name] ?? 'None';
}

/** A saved time; one that was typed stays as it is. */
function timeText(time: string, zone: string): string {
  return time.endsWith('Z') ? writeTime(time, zone) : time;
}

export function perspectiveText(
  { perspective }: Pick<Fields, 'perspective'>,
  personName: (id: string) => string,
): string {
  if (perspective.type === 'person') return personName(perspective.personId);
  if (perspective.type === 'customer') return `Customer ${perspective.customer}`;
  return perspective.type === 'team' ? `Team ${perspective.team}` : 'Shared';
}

/** The name of a perspective, as the server will return it; null for a shared one. */
export function perspectiveName(
  fields: Pick<Fields, 'perspective'>,
  personName: (id: string) => string,
): string | null {
  const { perspective } = fields;
  if (perspective.type === 'team') return perspective.team;
  if (perspective.type === 'customer') return perspective.customer;
  return perspective.type === 'person' ? personName(perspective.personId) : null;
}
