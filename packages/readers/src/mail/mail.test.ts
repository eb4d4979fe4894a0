import { afterAll, expect, test } from 'vitest';
import { expectBounded, longText, previewFile, readAll, scratch } from '../testing/test-support.ts';
import { MboxSplitter } from './mbox-split.ts';
import { foldQuoted } from './quoted-text.ts';
import * as samples from './testing/samples.ts';

const files = await scratch();
afterAll(() => files.remove());

const readMail = async (content: string | Uint8Array, name = 'a.eml') => {
  const { format, records, rejected } = await readAll(await files.write(name, content));
  expect([format, rejected]).toEqual(['mail', []]);
  const [record] = records;
  if (record === undefined || records.length > 1) throw new Error('Not one mail.');
  return record;
};

test('a mailbox of Gmail is one thread, with the quoted tail left out', async () => {
  const path = await files.write('All mail.mbox', samples.gmailFirst + '\n' + samples.gmailReply);
  const { format, records, rejected } = await readAll(path);
  expect([format, rejected]).toEqual(['mail', []]);
  expect(records[0]).toMatchObject({
    place: 'mail 1',
    stream: { key: 'Mail', name: 'Mail' },
    key: 'first@mail.example.org',
    kind: 'message',
    occurredAt: new Date('2026-03-02T08:15:00Z'),
    precision: 'exact',
    zoneOffset: 60,
    author: { key: 'mara@example.org', name: 'Mara Iwu', email: 'mara@example.org', isBot: false },
    text: 'The primary is at 95 %.\n\nFrom the graph it started at 09:02.',
    repliesTo: null,
    details: {
      title: 'Orders refuses writes',
      fields: {
        to: 'Jon Deer <jon@example.org>, oncall@example.org',
        cc: 'Team, Orders <orders@example.org>',
      },
    },
    marks: [],
  });
  expect(records[1]).toMatchObject({
    key: 'second@mail.example.org',
    text: 'Failing over now.',
    repliesTo: 'first@mail.example.org',
    details: { fields: { 'quoted lines left out': '5' } },
  });
  expect(records[1]?.payload).toContain('> The primary is at 95 %.');
  expect((await previewFile(path)).sample).toMatchObject([
    { place: 'mail 1', author: 'Mara Iwu' },
    { place: 'mail 2', text: 'Failing over now.' },
  ]);
});

test('a reply of Outlook is read without the mail below it', async () => {
  expect(await readMail(samples.outlookReply)).toMatchObject({
    text: 'Writes are back. Grüße, Jon',
    repliesTo: 'first@mail.example.org',
    details: { fields: { priority: 'high', 'quoted lines left out': '6' } },
  });
});

test('what is written below a quote is kept with the quote', async () => {
  const record = await readMail(samples.thunderbird, 'Inbox');
  expect(record.author?.name).toBe('Maria Müller');
  expect(record.details.title).toBe('Störung im Shop');
  expect(record.text).toContain('> Failing over now.\n\nDanke.');
  expect(record.repliesTo).toBe('second@mail.example.org');
});

test('an archive of a mailing list names its senders', async () => {
  expect((await readMail(samples.mailman, '2026-March.txt')).author).toMatchObject({
    key: 'mara@example.org',
    name: 'Mara Iwu',
  });
});

test.each([
  ['ISO-2022-JP', samples.japanese, '障害', '障害 db-1'],
  ['windows-1252', samples.windows, 'Café', 'It’s back – 10 €'],
  ['GB18030', samples.chinese, '主库', '主库'],
  ['koi8-r', samples.russian, 'Сбой', 'Сбой'],
])('the encoding %s is read', async (_, bytes, title, text) => {
  const record = await readMail(bytes);
  expect(record.text).toBe(text);
  expect(record.details.title).toBe(title);
  expect(record.zoneOffset).toBe(540);
});

test('a mail in HTML is read as its text', async () => {
  expect(await readMail(samples.htmlOnly)).toMatchObject({
    text: 'We look into failing orders.\nNext update at 09:00.',
    author: { isBot: true },
    zoneOffset: 0,
  });
  expect((await readMail(samples.gmailHtmlReply)).text).toBe('Thanks, closed.');
});

test('attachments, invitations, forwarded mails and reports are kept', async () => {
  expect((await readMail(samples.attachments)).details.files).toEqual([
    { name: 'größe.log', type: 'text/x-log', size: 7 },
    { name: 'graph.png', type: 'image/png', size: 8 },
  ]);
  const forwarded = await readMail(samples.forwarded);
  expect(forwarded.text).toContain('This came in at 08:58.');
  expect(forwarded.text).toContain('db-1 is at 95 %.');
  expect((await readMail(samples.invitation)).details).toMatchObject({
    files: [{ type: 'text/calendar' }],
    fields: { invitation: 'REQUEST' },
  });
  expect(await readMail(samples.bounce)).toMatchObject({
    author: { isBot: true },
    details: { fields: { delivery: 'failed 5.1.1 oncall@example.org' } },
  });
});

test('a mail without a date has the time of its arrival, or none', async () => {
  const withoutDate = samples.gmailFirst.replace(/^Date: .*\n/m, '').replace(/^From .*\n/, '');
  expect(await readMail(withoutDate)).toMatchObject({
    occurredAt: new Date('2026-03-02T08:15:09Z'),
    precision: 'about',
    marks: ['no-time'],
  });
  const without = withoutDate.replace(/^Received: .*\n/m, '');
  expect(await readMail(without)).toMatchObject({ precision: 'unknown', marks: ['no-time'] });
});

test('quoted text is kept if the mail answers none', async () => {
  const alone = samples.gmailReply.replace(/^(?:In-Reply-To|References): .*\n/gm, '');
  expect((await readMail(alone)).text).toContain('> The primary is at 95 %.');
});

test.each([
  ['x\n\n-----Original Message-----\nFrom: a\nSent: b\n\ny', 'x'],
  ['x\n\nLe lun. 2 mars 2026 à 09:15, Mara <m@x.test> a écrit :\n\n> y\n', 'x'],
  ['x\n\nFrom: the graph\n\ny', 'x\n\nFrom: the graph\n\ny'],
  ['> all of it\n> is quoted', '> all of it\n> is quoted'],
  ['> y\n\nx', '> y\n\nx'],
  ['We saw:\n> ERROR disk full', 'We saw:\n> ERROR disk full'],
])('%j is folded to %j', (text, expected) => expect(foldQuoted(text).text).toBe(expected));

const split = (text: string, step: number): string[] => {
  const splitter = new MboxSplitter();
  const bytes = Buffer.from(text);
  const found: string[] = [];
  for (let at = 0; at < bytes.length; at += step)
    for (const piece of splitter.push(bytes.subarray(at, at + step)))
      found.push(String(piece.bytes));
  return [...found, ...[...splitter.end()].map((piece) => String(piece.bytes))];
};

test.each([1, 7, 64, 100_000])('a mailbox is split the same in pieces of %i bytes', (step) => {
  const mails = [samples.gmailFirst, samples.gmailReply, samples.thunderbird, samples.mailman];
  const box = mails.join('\n');
  expect(split(box, step).map((mail) => mail.trim())).toEqual(mails.map((mail) => mail.trim()));
  const returns = box.replaceAll('\n', '\r\n');
  expect(split(returns, step)).toHaveLength(4);
});

test('a line that starts with From is text, unless it starts a mail', () => {
  const mail = 'From a@b.test Mon Mar  2 10:00:00 2026\nSubject: x\n\n';
  const text = `${mail}Hello\n\nFrom now on it is: fixed\nFrom here\n\n${mail}y\n`;
  expect(split(text, 64)).toHaveLength(2);
  const inner = `From c@d.test Mon Mar  2 10:00:00 2026\nSubject: inside\n\nz\n`;
  const withLength = (length: number) =>
    `From a@b.test Mon Mar  2 10:00:00 2026\nContent-Length: ${length}\nSubject: x\n\n${inner}\n${mail}y\n`;
  expect(split(withLength(inner.length), 64)).toHaveLength(2);
  expect(split(withLength(inner.length + 5_000), 64)).toHaveLength(3);
});

test('a broken or very large mail is rejected with its place, and reading continues', async () => {
  const large = samples.mailman.replace('The disk was full.', 'x'.repeat(17 * 1024 * 1024));
  const broken = 'From - Mon Mar  2 09:40:00 2026\nX-Nothing: here\n\nno headers\n';
  const path = await files.write(
    'broken.mbox',
    [samples.gmailFirst, large, broken, samples.mailman].join('\n'),
  );
  const { records, rejected } = await readAll(path);
  expect(records.map(({ place }) => place)).toEqual(['mail 1', 'mail 4']);
  expect(rejected).toMatchObject([
    { place: 'mail 2', reason: 'The mail is longer than 16 MiB, the limit for one record.' },
    { place: 'mail 3', reason: 'Not a mail: no sender, date or subject at its start.' },
  ]);
});

test('MIME that is cut off or nested without end is read or rejected', async () => {
  const cut = await readMail(samples.attachments.slice(0, -120));
  expect(cut.text).toBe('See the log.');
  const nested = Array.from(
    { length: 300 },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`,
  ).join('');
  const { records, rejected } = await readAll(
    await files.write(
      'nested.eml',
      `From: a@b.test\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nSubject: x\n${nested}`,
    ),
  );
  expect(records.length + rejected.length).toBe(1);
});

test('a large mailbox is read in bounded memory', { timeout: 120_000 }, async () => {
  await files.writeLarge(
    'large.mbox',
    (at) => samples.mailman.replace('list@', `${at}@`).replace('The disk', longText) + '\n',
  );
  await expectBounded(files.path('large.mbox'));
});
