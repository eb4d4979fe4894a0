import type { EvidenceKind } from '@debrief/contract';
import { isObject, toText, type JsonObject } from '../../row.ts';
import type { Shape } from '../shape.ts';
import {
  firstText,
  isText,
  joinLines,
  listFacts,
  objectAt,
  pickFields,
  textAt,
  toStream,
} from '../values.ts';

/** A CloudEvent in JSON, without a known event in its data. */
export const cloudEvent: Shape = {
  name: 'CloudEvents',
  matches: (value) => isEnvelope(value) && !hasCdEvent(value),
  read(value) {
    const type = textAt(value, 'type');
    const { data } = value;
    return {
      key: `${textAt(value, 'source')}/${textAt(value, 'id')}`,
      kind: findKind(type),
      at: value['time'],
      title: firstText(value, 'subject') || type,
      text: joinLines(
        joinLines(type, textAt(value, 'subject')).replace('\n', ': '),
        isObject(data) ? listFacts(data) : (toText(data) ?? ''),
      ),
      stream: toStream(textAt(value, 'source')),
      fields: {
        type,
        subject: textAt(value, 'subject'),
        ...(isObject(data) &&
          pickFields(data, { service: ['service', 'service.name'], version: 'version' })),
      },
    };
  },
};

/** A CDEvent is the data of a CloudEvent, or sent by itself. */
export const cdEventEnvelope: Shape = {
  name: 'CDEvents',
  matches: (value) => isEnvelope(value) && hasCdEvent(value),
  lists: ['data'],
  read: () => [],
};

const isEnvelope = ({ specversion, id, source, type }: JsonObject): boolean =>
  isText(specversion) && isText(id) && isText(source) && isText(type);

const hasCdEvent = ({ data }: JsonObject): boolean => isObject(data) && cdEvent.matches(data);

const namesOfKinds: readonly [RegExp, EvidenceKind][] = [
  [/alert|alarm|incident|outage/i, 'alert'],
  [/deploy|release|roll(?:out|back|edback)|upgrade|promot|pipeline|build/i, 'change'],
];

const findKind = (type: string): EvidenceKind =>
  namesOfKinds.find(([name]) => name.test(type))?.[1] ?? 'log';

const starts = new Set(['started', 'detected', 'reported']);
const ends = new Set(['finished', 'resolved']);

/** An event of a delivery pipeline, a service or an incident (https://cdevents.dev). */
export const cdEvent: Shape = {
  name: 'CDEvents',
  matches: ({ context, subject }) =>
    isObject(context) &&
    isObject(subject) &&
    isText(context['id']) &&
    isText(context['timestamp']) &&
    typeof context['type'] === 'string' &&
    context['type'].startsWith('dev.cdevents.'),
  read(value) {
    const [, , noun = '', verb = ''] = textAt(value, 'context.type').split('.');
    const content = objectAt(value, 'subject.content');
    const subject = textAt(value, 'subject.id');
    const name = firstText(content, 'pipelineName', 'taskName', 'name', 'summary') || subject;
    const service = noun === 'service' ? subject : textAt(content, 'service.id');
    const artifact = firstText(content, 'artifactId') || (noun === 'artifact' ? subject : '');
    const title = `${noun} ${verb}: ${name}`;
    const at = textAt(value, 'context.timestamp');
    const isEnd = ends.has(verb);
    return {
      // Its start and its end are one item.
      key:
        isEnd || starts.has(verb)
          ? `${noun}/${firstText(value, 'subject.source', 'context.source')}/${subject}`
          : `${textAt(value, 'context.source')}/${textAt(value, 'context.id')}`,
      until: isEnd ? at : null,
      isLaterState: isEnd,
      kind: noun === 'incident' ? 'alert' : noun === 'ticket' ? 'ticket' : 'change',
      at,
      title,
      text: joinLines(
        title,
        firstText(content, 'description', 'errors'),
        listFacts(objectAt(value, 'customData')),
      ),
      stream: toStream(service || firstText(value, 'subject.source', 'context.source')),
      fields: {
        state: firstText(content, 'outcome') || verb,
        service,
        version: artifact,
        ...pickFields(content, { environment: 'environment.id', change: 'change.id', url: 'uri' }),
      },
    };
  },
};

/** An event of any sender in the form that Standard Webhooks recommends. */
export const standardEvent: Shape = {
  name: 'Events',
  matches: ({ type, timestamp, data }) => isText(type) && isText(timestamp) && isObject(data),
  read(value) {
    const data = objectAt(value, 'data');
    return {
      key: firstText(value, 'id') || null,
      kind: findKind(textAt(value, 'type')),
      at: value['timestamp'],
      title: firstText(data, 'title', 'name', 'summary') || textAt(value, 'type'),
      text: joinLines(textAt(value, 'type'), listFacts(data)),
      stream: toStream(firstText(data, 'service', 'service.name')),
      fields: { type: textAt(value, 'type'), ...pickFields(data, { service: 'service' }) },
    };
  },
};
