import type { Sample } from './sample.ts';

const ms = Date.UTC(2024, 2, 13, 14, 2, 11);

export const callSamples: Sample[] = [
  {
    name: 'fireflies.json',
    content: {
      data: {
        transcript: {
          id: 'f-1',
          title: 'Incident 41',
          date: ms,
          sentences: [
            {
              index: 0,
              speaker_name: 'Mara Iwu',
              text: 'Orders fail.',
              start_time: 1.5,
              end_time: 3,
            },
            { index: 1, speaker_name: null, text: 'Since when?', start_time: 4, end_time: 5 },
          ],
        },
      },
    },
  },
  {
    name: 'overlap.vtt',
    content:
      'WEBVTT\n\nNOTE 2024-03-13\n\n00:00:01.000 --> 00:00:04.000\n<v Mara Iwu>Orders fail.</v>\n\n00:00:02.000 --> 00:00:03.000\n<v Jon Deer>Since when?</v>\n',
  },
  {
    name: '2024-03-13 call.srt',
    content:
      '1\n00:00:01,000 --> 00:00:04,000\nMara Iwu: Orders fail.\n\n2\n00:00:05,000 --> 00:00:06,500\nJon Deer: Since when?\n',
  },
];
