interface QuestionPlan {
  key: string;
  statement: string;
  askedBy: string;
  askedOf: string;
  answer?: string;
  answeredBy?: string;
  quotes: string[];
}

export const questions: QuestionPlan[] = [
  {
    key: 'q-orders',
    statement: 'How many orders were lost?',
    askedBy: 'Support lead',
    askedOf: 'Catalog, vendor analytics',
    quotes: ['Lost orders?', "can't tell. an item that nobody finds doesn't leave a trace"],
  },
  {
    key: 'q-first',
    statement:
      'When did the first vendor notice: on Monday at 8:52 pm, or at about 1:30 pm on Tuesday?',
    askedBy: 'Review',
    askedOf: 'Support',
    quotes: [
      "Then the night shift's three tickets are this too. First one is 8:52 pm.",
      'our first vendor report was around 1:30 yesterday',
    ],
  },
  {
    key: 'q-number',
    statement: 'Is it seven minutes or nineteen and a half hours?',
    askedBy: 'Catalog engineer',
    askedOf: 'Incident commander',
    answer:
      'Both: seven minutes from the channel to the repair, 19 hours and 36 minutes during which new listings could not be found.',
    answeredBy: 'Incident commander',
    quotes: [
      'is "7 minutes" or "19 and a half hours" the number that goes up?',
      'They are two numbers and they both go in.',
    ],
  },
];

export const impacts = [
  {
    key: 'i-customers',
    statement:
      '3,896 listings of 1,142 vendors could not be found; the morning mail to 52,400 shoppers showed the day before',
    on: 'customers' as const,
    who: 'Vendors with new listings, and shoppers who looked for what was new',
    howMany: 1142,
    howItFelt:
      'Vendors thought that their listing had gone to sleep and made it again; the New Arrivals page looked dull.',
    quotes: [
      'so 3,896 real SKUs that could not be found, of 1,142 vendors',
      'the new-arrivals mail at 8 am went to 52,400 shoppers',
      '41 tickets so far.',
    ],
    windows: [{ from: '2022-12-06T00:00:02Z', until: '2022-12-06T19:35:58Z' }],
  },
  {
    key: 'i-employees',
    statement:
      'Two people who were not on call left their evening for it; work on the alert went on until eleven at night',
    on: 'employees' as const,
    who: 'Responders of six teams',
    pulledIn: 2,
    nights: 1,
    howItFelt: 'Dinner went cold; and not being there was difficult too.',
    quotes: [
      "sorry, I know you're not on call and it's dinner time",
      'It is eleven. Please stop here, both of you.',
      'Not being there.',
    ],
    windows: [{ from: '2022-12-06T19:28:31Z', until: '2022-12-07T04:36:47Z' }],
  },
  {
    key: 'i-data',
    statement: '236 listings exist twice, made by 61 vendors',
    on: 'data' as const,
    who: 'The catalog',
    howMany: 236,
    repair:
      'Letters to the vendors went out the next day; the catalog keeps the copy with orders and removes the other.',
    quotes: [
      'Second copies: 236 SKUs of 61 vendors. Orders on both copies: 4.',
      'Catalog removes the second copies tomorrow, and keeps the one with orders.',
    ],
    windows: [{ from: '2022-12-06T00:00:02Z', until: null }],
  },
];
