import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generalize, applyReplacements } from './generalize.ts';
import type { Names } from './names.ts';
import { findSensitive } from './sensitive.ts';

const names: Names = {
  people: [
    { name: 'Mara Lindqvist', as: 'the on-call engineer' },
    'Will Okafor',
    'Jun Tanaka',
    { name: 'Tobias Brandt', also: ['toby', 'tbrandt'] },
    '王小明',
  ],
  hosts: ['orion', { name: 'maple-3', as: 'a host of the search cluster' }],
  customers: ['Northwind Traders', 'Acme', 'Globex'],
  services: ['checkout-gateway', 'Pelican'],
  teams: ['Team Heron', 'Platform Kestrel'],
  products: ['Project Halibut'],
};

const planted = [
  'Mara Lindqvist',
  'Mara',
  'Will Okafor',
  'Okafor',
  'Jun Tanaka',
  'toby',
  'tbrandt',
  '王小明',
  '@tobias.b',
  'orion',
  'maple-3',
  'search-es-07',
  'db-prod-eu-12',
  'kafka-3.eu.corp.internal',
  '10.24.7.131',
  '2001:db8::8a2e:370:7334',
  'Northwind Traders',
  'Acme',
  'Globex',
  'checkout-gateway',
  'Pelican',
  'Team Heron',
  'Project Halibut',
  'jun@northwind.example',
  'https://grafana.corp.internal/d/abc?x=1',
  'OPS-4471',
  '#inc-search',
  '483920174455',
  'cus_9fK2LmQ',
  '$2.4M',
  '€ 45,000',
  '30 万元',
];

const text = `On Saturday Mara Lindqvist was on call when search-es-07 and maple-3 filled up. Mara paged Will Okafor; Okafor asked Jun Tanaka and toby (tbrandt, @tobias.b) to look at orion and
db-prod-eu-12. 王小明也在场，损失约 30 万元。 The broker kafka-3.eu.corp.internal (10.24.7.131, 2001:db8::8a2e:370:7334) was fine. Northwind Traders and Acme called, Globex wrote to jun@northwind.example.
We turned checkout-gateway and Pelican off, told Team Heron in #inc-search, and opened OPS-4471 with https://grafana.corp.internal/d/abc?x=1. Account 483920174455 (cus_9fK2LmQ) had lost $2.4M.
Project Halibut waited. The bill went from $45K to $15K/month, about € 45,000 in all.`;

describe('generalize', () => {
  it('leaves no planted name, and nothing that it would suggest again', () => {
    expect(planted.length).toBeGreaterThanOrEqual(30);
    for (const one of planted) expect(text).toContain(one);
    const proposals = generalize(text, names);
    for (const one of proposals) {
      expect(text.slice(one.start, one.end)).toBe(one.text);
      expect(one.why).not.toBe('');
    }
    const safe = applyReplacements(text, proposals);
    for (const one of planted) expect(safe.toLowerCase()).not.toContain(one.toLowerCase());
    expect(findSensitive(safe, names)).toEqual([]);
    expect(generalize(safe, names)).toEqual([]);
  });

  it('reads like a story afterwards', () => {
    const generalizeText = (words: string) => applyReplacements(words, generalize(words, names));
    expect(generalizeText('Mara paged Jun Tanaka, and Mara called Will.')).toBe(
      'The on-call engineer paged a colleague, and the on-call engineer called another colleague.',
    );
    expect(generalizeText('I restarted the host maple-3 for customer Acme.')).toBe(
      'I restarted the host of the search cluster for a customer.',
    );
    expect(
      generalizeText('The cluster went down from $45K to $15K/month (67% less, $360K/year)'),
    ).toBe('The cluster went down by 67 % (67% less, a six-figure sum a year)');
    expect(generalizeText('Finance reported a $2M mismatch, and Acme’s invoice was late.')).toBe(
      'Finance reported a seven-figure mismatch, and a customer’s invoice was late.',
    );
    expect(generalizeText('The Pelican team asked why.')).toBe('The service team asked why.');
  });

  it('replaces people with their roles: the only one, another, a third', () => {
    const generalizeText = (words: string, known: Names) =>
      applyReplacements(words, generalize(words, known));
    const onCall = ['Ada Byron', 'Bo Finch', 'Cy Amsel'].map((name) => ({
      name,
      role: 'on-call engineer',
    }));
    const dora = { name: 'Dora Lund', also: ['Dora'], role: 'incident commander' };
    const people: Names['people'] = [...onCall, dora, 'Eve Quist'];
    const words =
      'Ada Byron paged Bo Finch. Cy Amsel called Dora Lund, and Dora asked Ada Byron and Eve Quist.';
    expect(generalizeText(words, { people })).toBe(
      'An on-call engineer paged another on-call engineer. A third on-call engineer called the incident commander, and the incident commander asked an on-call engineer and a colleague.',
    );
    expect(generalizeText(words, { people, namedRoles: ['On-call engineer'] })).toMatch(
      /^Another on-call engineer paged a third on-call engineer\. A fourth on-call engineer called the/,
    );
    expect(
      generalizeText('Dora Lund led; I was the other one.', {
        people: [dora],
        namedRoles: ['incident commander'],
      }),
    ).toBe('Another incident commander led; I was the other one.');
    expect(
      generalizeText('The incident commander Dora Lund and our on-call engineer Ada Byron spoke.', {
        people,
      }),
    ).toBe('The incident commander and our on-call engineer spoke.');
  });

  it('never uses a role that contains a name', () => {
    const known: Names = {
      people: [
        { name: 'Ada Byron', role: 'lead of Pelican' },
        { name: 'Bo Finch', role: 'deputy of Ada Byron' },
      ],
      services: ['Pelican'],
    };
    const words = 'Ada Byron asked Bo Finch.';
    expect(applyReplacements(words, generalize(words, known))).toBe(
      'A colleague asked another colleague.',
    );
  });

  it('never changes an ordinary word', () => {
    for (const ordinary of [
      'I will mark the orionids; an acmeist may roll back in May 2025, since April the pelicans fly.',
      'Will this alert fire? May I ask? The will of the team.',
      'UTF-8, SHA-256, ISO-8601, p99, 5xx, SEV-2, 14:30:05, v2.1, top-10, on-call, e.g. this, us-east-1, 2025-12-06.',
      'We ran 3 full-scale simulations and a two-week trial; node.js and roll-back-first stayed.',
    ]) {
      expect(
        generalize(ordinary, {
          people: ['Will May', 'April Mark'],
          hosts: ['orion'],
          customers: ['Acme'],
          services: ['Pelican'],
        }),
      ).toEqual([]);
    }
  });

  it('recognizes a name that is also a word where it cannot be the word', () => {
    const generalizeText = (words: string) =>
      generalize(words, { people: ['Will Okafor', 'May Chen'] }).map((one) => one.text);
    expect(
      generalizeText('I asked Will. Then May rolled back, and Will’s alert fired in May.'),
    ).toEqual(['Will', 'May', 'Will']);
    expect(generalizeText('May was awake. May I ask?')).toEqual(['May']);
  });

  it('finds names only as full words, whatever the text around them', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        fc.stringMatching(/^[A-Z][a-z]{3,8}$/),
        (words, name) => {
          const [glued, apart] = [
            words.map((one) => `${one}${name.toLowerCase()}x`).join(' '),
            `${words.join(' ')}, ${name}.`,
          ];
          expect(findSensitive(glued, { customers: [name] })).toEqual([]);
          expect(findSensitive(apart, { customers: [name] }).map((one) => one.text)).toContain(
            name,
          );
        },
      ),
    );
  });

  it('recognizes IPv6 addresses, and is not slowed down by similar text', async () => {
    const findTexts = (words: string) => findSensitive(words).map((one) => one.text);
    expect(
      findTexts('fe80::1ff:fe23:4567:890a, 2001:0db8:85a3:0000:0000:8a2e:0370:7334 and ::1'),
    ).toEqual(['fe80::1ff:fe23:4567:890a', '2001:0db8:85a3:0000:0000:8a2e:0370:7334', '::1']);
    expect(findTexts('at 14:30:05 Foo::Bar called a::b')).toEqual([]);
    for (const unit of ['aa:', '::', '1.', 'a.', 'a-', '1,', 'a a-1 ', '@a'])
      await expect((size: number) =>
        findSensitive(unit.repeat(size), { people: ['Will May'] }),
      ).toScale(1_000);
  });

  it('asks about unlisted names, uses consistent replacements, and says what it asks', () => {
    const words =
      'I called Quobble Pottery. Then Quobble wrote to us about skus_read, and the alias skus_write held nothing; daily.py was the cause.';
    const found = generalize(words);
    expect(found.map((one) => `${one.text} → ${one.replacement}`)).toEqual([
      'Quobble Pottery → [name withheld]',
      'Quobble → [name withheld]',
      'skus_read → an internal name',
      'alias skus_write → alias',
      'daily.py → a file',
    ]);
    expect(found[0]?.why).toBe(
      'A name that we do not know: a customer, a person or a product? Only you know whether it can stay.',
    );
    expect(
      generalize('I work with Ilse Marchetti on Kafka in Germany.', { spared: ['Ilse Marchetti'] }),
    ).toEqual([]);
  });

  it('distinguishes a ticket from a standard, a size or a step of the same form', () => {
    expect(
      generalize('CAT-6 cables, PART-2 and UTF-8 stayed; CAT-640 and PART-1234 were closed.').map(
        (one) => one.text,
      ),
    ).toEqual(['CAT-640', 'PART-1234']);
  });

  it('includes the domain of a host, and a host with a two-digit number', () => {
    const generalizeText = (words: string) => applyReplacements(words, generalize(words));
    expect(generalizeText('I drained es-7.fra1, then mon-02.')).toBe(
      'I drained a host of the search cluster, then a host.',
    );
  });

  it('keeps the longer name if it contains a listed one, with its kind', () => {
    expect(generalize('We told Acme Corp on Monday.', { customers: ['Acme'] })).toMatchObject([
      { text: 'Acme Corp', kind: 'customer', replacement: 'a customer' },
    ]);
  });

  it('treats a team or a service with an ordinary name as one only next to the word', () => {
    const generalizeText = (words: string) =>
      applyReplacements(
        words,
        generalize(words, { teams: ['Search', 'Customer support'], services: ['catalog'] }),
      );
    expect(
      generalizeText('Search found nothing. We search the catalog, and customer support called.'),
    ).toBe('Search found nothing. We search the catalog, and customer support called.');
    expect(
      generalizeText('I asked the Search team, the catalog service and Customer support.'),
    ).toBe('I asked the team, the service and another team.');
  });

  it('reads “that” before a name as the start of a clause', () => {
    const generalizeText = (words: string) => applyReplacements(words, generalize(words, names));
    expect(generalizeText('I saw the mug that Jun Tanaka made, and that Pelican was down.')).toBe(
      'I saw the mug that a colleague made, and that a service was down.',
    );
  });

  it('keeps suggestions separate, so that any of them can be approved', () => {
    const proposals = generalize(text, names);
    proposals.forEach((one, index) =>
      expect(one.start).toBeGreaterThanOrEqual(proposals[index - 1]?.end ?? 0),
    );
    const [first] = proposals;
    expect(first && applyReplacements(text, [first]).length).toBe(
      text.length - (first?.text.length ?? 0) + (first?.replacement.length ?? 0),
    );
  });
});
