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
      'When did the first vendor report arrive: Monday at 8:52 pm, or Tuesday at about 1:30 pm?',
    askedBy: 'Review',
    askedOf: 'Support',
    quotes: [
      "Then the night shift's three tickets are this too. First one is 8:52 pm.",
      'our first vendor report was around 1:30 yesterday',
    ],
  },
  {
    key: 'q-number',
    statement: 'How long did the incident last: 7 minutes or 19 and a half hours?',
    askedBy: 'Catalog engineer',
    askedOf: 'Incident commander',
    answer:
      'Both. It took 7 minutes from opening the channel to the fix, but new listings could not be found for 19 hours and 36 minutes.',
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
      '3,896 listings from 1,142 vendors could not be found, and the New Arrivals email to 52,400 shoppers showed only the listings of the day before',
    on: 'customers' as const,
    who: 'Vendors with new listings, and shoppers looking for new items',
    howMany: 1142,
    howItFelt:
      'Some vendors deleted and re-created their listings to “wake them up”. Shoppers got a New Arrivals email that just looked dull.',
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
      'Two people who were not on call gave up their evening, and work on the alert continued until after 11 pm',
    on: 'employees' as const,
    who: 'Responders from six teams',
    pulledIn: 2,
    nights: 1,
    howItFelt:
      'One of them let his dinner go cold. For the author of the change, the hard part was not being there.',
    quotes: [
      "sorry, I know you're not on call and it's dinner time",
      'It is eleven. Please stop here, both of you.',
      'Not being there.',
    ],
    windows: [{ from: '2022-12-06T19:28:31Z', until: '2022-12-07T04:36:47Z' }],
  },
  {
    key: 'i-data',
    statement: '61 vendors created 236 duplicate listings',
    on: 'data' as const,
    who: 'Catalog',
    howMany: 236,
    repair:
      'Support wrote to the vendors the next day. Catalog keeps the copy that has orders and removes the other.',
    quotes: [
      'Second copies: 236 SKUs of 61 vendors. Orders on both copies: 4.',
      'Catalog removes the second copies tomorrow, and keeps the one with orders.',
    ],
    windows: [{ from: '2022-12-06T00:00:02Z', until: null }],
  },
];
