import type { Shape } from '../shape.ts';
import { addMs, isText, objectAt, textAt, toIdentity, toStream } from '../values.ts';

/** A transcript of the API: its sentences count from the start of the call. */
export const firefliesTranscript: Shape = {
  name: 'Fireflies transcripts',
  matches: ({ title, date, sentences }) =>
    isText(title) && (typeof date === 'number' || isText(date)) && Array.isArray(sentences),
  lists: ['sentences'],
  read: () => [],
};

export const firefliesSentence: Shape = {
  name: 'Fireflies transcripts',
  matches: ({ text, speaker_name, start_time, end_time }) =>
    isText(text) &&
    (speaker_name === null || typeof speaker_name === 'string') &&
    isSeconds(start_time) &&
    isSeconds(end_time),
  read(value, _, { parent }) {
    const call = parent?.value ?? {};
    const at = (name: string): string =>
      addMs(call['date'], Number(textAt(value, name) || 'NaN') * 1000);
    const speaker = textAt(value, 'speaker_name');
    return {
      kind: 'utterance',
      at: at('start_time'),
      until: at('end_time'),
      author: toIdentity(speaker),
      text: textAt(value, 'text'),
      stream: toStream(textAt(call, 'id'), textAt(call, 'title')),
      fields: {
        sentiment: textAt(objectAt(value, 'ai_filters'), 'sentiment'),
      },
    };
  },
};

const isSeconds = (value: unknown): boolean =>
  typeof value === 'number' || (isText(value) && /^\d{1,6}(?:\.\d{1,6})?$/.test(value));
