import { describe, expect, it } from 'vitest';
import { findIdentifiers, findQuotations, PersonFinder } from './index.ts';

describe('quotations', () => {
  it.each([
    ['She said “it’s the alias”.', ['it’s the alias']],
    ['It wasn\'t “0 to add”, but "1 to add".', ['0 to add', '1 to add']],
    ["The vendors' 'wake up' call, 5'10\" tall", ['wake up']],
    ['„Nichts geht“, «rien» and 「没有」', ['Nichts geht', 'rien', '没有']],
    ['an open “quote without end', []],
    ['rock ’n’ roll and 6" pipes', []],
  ])('of %s', (text, quotes) =>
    expect(findQuotations(text).map((one) => one.text)).toEqual(quotes),
  );
  it('have the offsets of their words', () => {
    const text = 'He wrote "fixed 2:36" there.';
    for (const { start, end, text: words } of findQuotations(text))
      expect(text.slice(start, end)).toBe(words);
  });
  it('are read in linear time', async () => {
    await expect((size: number) => findQuotations(`"a '“ `.repeat(size))).toScale(2_000);
  });
});

describe('identifiers', () => {
  it.each([
    ['index-tooling 1.14.0 (8f3c1d07ab)', ['version 1.14.0 index-tooling', 'commit 8f3c1d07ab']],
    ['v2.3.1-rc1 on db-07 and 10.1.2.3', ['version 2.3.1-rc1', 'host db-07', 'host 10.1.2.3']],
    ['upgraded from 1.21 to 1.22', ['version 1.21', 'version 1.22']],
    ['search.prod.example.com was down', ['host search.prod.example.com']],
    ['3.1 % of 4.5 GB took 2.5 hours', []],
    ['deadbeef, 1234567 and COVID-19', []],
    ['see https://example.com/a/8f3c1d07ab', []],
    ['the covid-19 step-2 of utf-8', []],
    ['サーバーdb-07が停止した', ['host db-07']],
    ['原因はindex-tooling 1.14.0です', ['version 1.14.0 index-tooling']],
    ['v2.3.1を8f3c1d07abに戻した', ['version 2.3.1', 'commit 8f3c1d07ab']],
    ['在search.prod.example.com上，db-07에서', ['host search.prod.example.com', 'host db-07']],
    ['2022.12.05に3.5秒かかった', []],
    ['étoile-db-07 и домdb-07', []],
  ])('of %s', (text, found) =>
    expect(
      findIdentifiers(text).map(({ kind, value, of }) =>
        [kind, value, of].filter(Boolean).join(' '),
      ),
    ).toEqual(found),
  );
});

describe('people', () => {
  const people = new PersonFinder([
    { id: 'a', name: 'Ilse Byron', also: ['ilse.byron', 'ibyron7'] },
    { id: 'b', name: 'Ben Carter', also: [] },
    { id: 'c', name: 'Ben Okafor', also: [] },
    { id: 'd', name: 'Will Hunt', also: [] },
  ]);
  it.each([
    ['Ilse Byron fixed it, then Ilse slept.', ['Ilse Byron:a', 'Ilse:a']],
    ['@ilse.byron and ibyron7 are the same', ['@ilse.byron:a', 'ibyron7:a']],
    ['Ben’s change was by Ben Okafor’s team', ['Ben:b,c', 'Ben Okafor:c']],
    ['Will it work? Will Hunt knows.', ['Will Hunt:d']],
    ['Grace Hopper said so; Google Cloud failed.', ['Grace Hopper:']],
    ['The Winter Drop was fine', []],
  ])('in %s', (text, found) =>
    expect(people.find(text).map((one) => `${one.text}:${one.ids.join(',')}`)).toEqual(found),
  );
});
