/**
 * The run story of Marquez (Apache-2.0, `api/src/test/resources/apples`): grandmother's pie that
 * tasted off. The numbers of the files are not the order of time.
 */
const story: [at: string, job: string, inputs: string[], outputs: string[]][] = [
  [
    '2020-08-30T09:00:00.000+10:00',
    'gather_apples',
    ['laurents-orchard red.delicious'],
    ['apples'],
  ],
  [
    '2020-09-02T15:00:00.000+10:00',
    'prepare_apple_filling',
    ['apples', 'cinnamon'],
    ['apple.filling'],
  ],
  [
    '2020-09-29T12:00:00.000+10:00',
    'prepare_apple_cider',
    ['apples', 'cupboard sugar'],
    ['apple.cider'],
  ],
  ['2020-10-28T19:52:00.001+10:00', 'prepare_vinegar', ['apple.cider'], ['cupboard apple.vinegar']],
  ['2020-09-03T15:00:00.000+10:00', 'prepare_apple_pie', ['apple.filling'], ['apple.pie']],
  ['2020-10-15T13:00:00.000+10:00', 'gather_apples', ['backyard crab.apples'], ['apples']],
  [
    '2020-10-15T15:00:00.000+10:00',
    'prepare_apple_filling',
    ['apples', 'cinnamon', 'cupboard sugar'],
    ['apple.filling'],
  ],
  ['2020-10-16T15:00:00.000+10:00', 'prepare_apple_pie', ['apple.filling'], ['apple.pie']],
];

const kitchen = 'grandmas.kitchen';

function toDataset(text: string) {
  const [first = '', second] = text.split(' ');
  return second === undefined
    ? { namespace: kitchen, name: first }
    : { namespace: first, name: second };
}

export const appleEvents = story.map(([eventTime, job, inputs, outputs], index) => ({
  eventType: 'COMPLETE',
  eventTime,
  run: { runId: `00000000-0000-4000-8000-00000000000${index}` },
  job: {
    namespace: kitchen,
    name: job,
    // Its description changes between the runs: the newest one counts.
    facets: { documentation: { description: `${job} of ${eventTime.slice(0, 10)}` } },
  },
  inputs: inputs.map(toDataset),
  outputs: outputs.map(toDataset),
}));

const inKitchen = (name: string) => `${kitchen}/${name}`;

/** The one graph, in any order: the names of what feeds what. */
export const appleLinks = [
  ['laurents-orchard/red.delicious', inKitchen('gather_apples')],
  ['backyard/crab.apples', inKitchen('gather_apples')],
  [inKitchen('gather_apples'), inKitchen('apples')],
  [inKitchen('apples'), inKitchen('prepare_apple_filling')],
  [inKitchen('cinnamon'), inKitchen('prepare_apple_filling')],
  ['cupboard/sugar', inKitchen('prepare_apple_filling')],
  [inKitchen('prepare_apple_filling'), inKitchen('apple.filling')],
  [inKitchen('apple.filling'), inKitchen('prepare_apple_pie')],
  [inKitchen('prepare_apple_pie'), inKitchen('apple.pie')],
  [inKitchen('apples'), inKitchen('prepare_apple_cider')],
  ['cupboard/sugar', inKitchen('prepare_apple_cider')],
  [inKitchen('prepare_apple_cider'), inKitchen('apple.cider')],
  [inKitchen('apple.cider'), inKitchen('prepare_vinegar')],
  [inKitchen('prepare_vinegar'), 'cupboard/apple.vinegar'],
]
  .map((ends) => ends.join(' feeds '))
  .toSorted();
