import { afterAll, beforeAll, expect, test } from 'vitest';
import { openUpload } from '../bytes/upload.ts';
import { scratch } from '../testing/test-support.ts';
import { readDirectory } from './read-directory.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

const read = async (text: string | Uint8Array, name = 'people.csv') =>
  readDirectory(await openUpload(await files.write(name, text), name));

const jeli = `name,email,location,title,team,manager,startDate
Mara Iwu,Mara.Iwu@example.org,Lagos,Staff engineer,Orders,Rui Sá,2019-04-01
"Sá, Rui",rui@example.org,Porto,Director,"Orders, payments",,2015-11-30
`;

test('the columns of HR tools are known by their usual names', async () => {
  const { rows, columns, rejected, problems } = await read(jeli);
  expect(rows).toMatchObject([
    {
      name: 'Mara Iwu',
      email: 'mara.iwu@example.org',
      title: 'Staff engineer',
      team: 'Orders',
      manager: 'Rui Sá',
      location: 'Lagos',
      startedOn: '2019-04-01',
      zone: null,
      hasLeft: false,
    },
    { name: 'Sá, Rui', team: 'Orders, payments', manager: null },
  ]);
  expect([columns.length, rejected, problems]).toEqual([7, 0, []]);
  const other = await read(
    'First Name;Last Name;Work Email;Job Title;Department;Supervisor;Hire Date;Time Zone;Employment Status;Termination Date;Job Effective Date\n' +
      'Ada;Byron;ada@example.org;SRE;Search;Bo Ek;31/03/2020;Europe/London;Active;;01/06/2023\n' +
      'Bo;Ek;bo@example.org;Lead;Search;;04/02/2018;W. Europe Standard Time;Terminated;30/09/2024;13/01/2022\n',
  );
  expect(other.rows).toMatchObject([
    {
      name: 'Ada Byron',
      title: 'SRE',
      titleSince: '2023-06-01',
      team: 'Search',
      manager: 'Bo Ek',
      startedOn: '2020-03-31',
      zone: 'Europe/London',
      hasLeft: false,
    },
    { startedOn: '2018-02-04', zone: 'Europe/Berlin', hasLeft: true, leftOn: '2024-09-30' },
  ]);
});

test('columns without a known meaning are named, and UTC is a place to work in', async () => {
  const { rows, columns, unusedColumns, problems } = await read(
    'name,badge,end,zone\nAda,12,2026-01-31,UTC\nBo,13,,Pacific/Auckland\n',
  );
  expect(rows).toMatchObject([
    { name: 'Ada', leftOn: '2026-01-31', hasLeft: true, zone: 'UTC' },
    { name: 'Bo', zone: 'Pacific/Auckland' },
  ]);
  expect([columns, unusedColumns, problems]).toEqual([['name', 'zone', 'end'], ['badge'], []]);
});

test('a date that has two readings is left out and named, never guessed', async () => {
  const { rows, problems } = await read(
    'name,email,start date,zone\nAda,ada@example.org,03/04/2021,Mars\nBo,bo@example.org,05/05/2021,\nCy,cy@example.org,1998,\n',
  );
  expect(rows.map((row) => row.startedOn)).toEqual([null, '2021-05-05', null]);
  expect(problems).toEqual([
    {
      place: 'line 2',
      reason: '"Mars" isn\'t a time zone. Write it as Europe/Berlin.',
    },
    {
      place: 'line 2',
      reason: '03/04/2021 (start date): either number can be the month. Write it as 2026-03-31.',
    },
    { place: 'line 4', reason: "1998 (start date) isn't a date. Write it as 2026-03-31." },
  ]);
});

test('rows without a person are rejected, and files without people are refused', async () => {
  const { rows, rejected, problems } = await read(
    'name,email\nAda,ada@example.org\n,\nBo,not an address\nCy,cy@example.org,x,y\n',
  );
  expect(rows.map((row) => row.name)).toEqual(['Ada']);
  expect(rejected).toBe(3);
  expect(problems.map((one) => one.place).toSorted()).toEqual(['line 3', 'line 4', 'line 5']);
  for (const text of ['', 'a,b\n1,2\n', '\0\u0001', 'when,what\n2026-03-02,x\n'])
    await expect(read(text)).rejects.toMatchObject({ code: 'bad-file' });
});

test('other encodings and delimiters are read', async () => {
  const utf16 = Buffer.from(
    '\uFEFFname\temail\nJosé\tjose@example.org\nAna\tana@example.org\n',
    'utf16le',
  );
  expect((await read(utf16, 'people.tsv')).rows.map((row) => row.name)).toEqual(['José', 'Ana']);
});
