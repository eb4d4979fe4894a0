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
  if (name === 'at') return writeTime(fields.at, zone);
  if (name === 'until')
    return fields.until === null ? 'a point in time' : writeTime(fields.until, zone);
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

export function perspectiveText(
  { perspective }: Pick<Fields, 'perspective'>,
  personName: (id: string) => string,
): string {
  if (perspective.type === 'person') return personName(perspective.personId);
  return perspective.type === 'team' ? `Team ${perspective.team}` : 'Shared';
}
