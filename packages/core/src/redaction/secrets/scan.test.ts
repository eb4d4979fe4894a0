import { expect, test } from 'vitest';
import { findSecretParts } from './scan.ts';
import { lookalikes, secrets } from './credentials.fixture.ts';

test('finds credentials with a precision of at least 95 % and a recall of at least 90 %', async () => {
  const texts = [...secrets.map((one) => one.text), ...lookalikes];
  const found = await findSecretParts(texts);
  const hits = found.filter(({ index, start, end }) => {
    const secret = secrets[index]?.secret;
    return secret !== undefined && texts[index]?.slice(start, end).includes(secret);
  });
  const wrong = found.filter((one) => !hits.includes(one)).map(({ index }) => texts[index]);
  const missed = secrets.filter((_, index) => !hits.some((one) => one.index === index));
  const precision = hits.length / found.length;
  const recall = (secrets.length - missed.length) / secrets.length;
  process.stdout.write(
    `Secrets: precision ${(precision * 100).toFixed(0)} %, recall ${(recall * 100).toFixed(0)} % of ${secrets.length} with ${lookalikes.length} look-alikes\n`,
  );
  expect(wrong.length === 0 ? [] : wrong.slice(0, 3)).toEqual([]);
  expect(precision).toBeGreaterThanOrEqual(0.95);
  expect(recall, missed.map((one) => one.text).join('\n')).toBeGreaterThanOrEqual(0.9);
});

test('finds a credential at the same place in a list of texts, and none across texts', async () => {
  const [secret] = secrets;
  const text = `before ${secret?.secret ?? ''} after`;
  expect(await findSecretParts(['x'.repeat(500), text, ''])).toMatchObject([
    { index: 1, start: 7, end: 7 + (secret?.secret.length ?? 0) },
  ]);
  const key = `-----BEGIN RSA PRIVATE KEY-----\n${'A'.repeat(64)}\n`;
  expect(await findSecretParts([key, '-----END RSA PRIVATE KEY-----'])).toEqual([]);
});
