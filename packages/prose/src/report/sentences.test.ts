import { expect, it } from 'vitest';
import { splitSentences } from './sentences.ts';

it.each([
  'Am 13. März 2024 war sie voll, z. B. konnte niemand bestellen.',
  'Am 10. Mai gab ich ca. 40 GB frei.',
  'Es half nicht, d. h. Wartezeiten blieben.',
  'Die Fa. Muster rief Hr. Meier an.',
  'El Sr. Pérez liberó aprox. 40 GB.',
  'Nous avons libéré env. 40 GB avec Mme. Dupont.',
  'I opened https://graph.example/d/1?from=now-1h and www.x.test/a?b=C!d then waited.',
  'It cost $1.5M in v2.3.1, e.g. Approx. 500 users with Dr. Who.',
  'See fig. 3 and no. 5 for more.',
])('keeps %s as one sentence', (text) => {
  expect(splitSentences(text).map((one) => one.text)).toEqual([text]);
});

it.each([
  ['We found 3 endpoints. 500 error rate fell.', 2],
  ['It took 13. Then we left.', 2],
  ['Did you see https://x.test/a? Yes, I did.', 2],
  ['I opened https://x.test/a. Then I left.', 2],
  ['打开 https://x.test/a。然后重启。', 2],
  ['One.\n2. Two\n3. Three', 3],
])('splits %s into %i', (text, count) => {
  const found = splitSentences(text);
  expect(found).toHaveLength(count);
  for (const one of found) expect(text.slice(one.start, one.end)).toBe(one.text);
});

it('takes time in proportion to the text', async () => {
  for (const unit of ['https://x.test/?a ', 'z. B. ', '?a', 'abc. 5', 'Am 13. '])
    await expect((size: number) =>
      splitSentences(unit.repeat(Math.ceil(size / unit.length))),
    ).toScale(25_000);
});
