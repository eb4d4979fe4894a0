import { afterAll, describe, expect, it } from 'vitest';
import { explainUnreadable } from '../unreadable/explain.ts';
import { openUpload } from '../bytes/upload.ts';
import { createZip, previewFile, readAll, scratch, sharedSample } from '../testing/test-support.ts';

const files = await scratch();
afterAll(() => files.remove());

const xml = '<?xml version="1.0" encoding="UTF-8"?>';
const zip = (content: Record<string, string>) =>
  createZip(Object.entries(content).map(([name, text]) => ({ name, content: text })));

function createWord(body: string) {
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zip({
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${types}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${xml}<w:document ${w}><w:body>${body}</w:body></w:document>`,
  });
}

const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;

type Cell = string | number | { date: number };

function createBook(sheets: Record<string, Cell[][]>, date1904 = false) {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const names = Object.keys(sheets);
  const toCell = (value: Cell, row: number, column: number) => {
    const at = `r="${String.fromCodePoint(65 + column)}${row + 1}"`;
    if (typeof value === 'number') return `<c ${at}><v>${value}</v></c>`;
    if (typeof value === 'object') return `<c ${at} s="1"><v>${value.date}</v></c>`;
    return `<c ${at} t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const toSheet = (rows: Cell[][]) =>
    `${xml}<worksheet ${main}><sheetData>${rows
      .map(
        (row, at) =>
          `<row r="${at + 1}">${row.map((one, column) => toCell(one, at, column)).join('')}</row>`,
      )
      .join('')}</sheetData></worksheet>`;
  return zip({
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `${xml}<workbook ${main} xmlns:r="${office}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}<Relationship Id="rIdS" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${xml}<styleSheet ${main}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      Object.values(sheets).map((rows, at) => [`xl/worksheets/sheet${at + 1}.xml`, toSheet(rows)]),
    ),
  });
}

describe('a Word document', () => {
  it('is one item with its text, also that of tables', async () => {
    const table = `<w:tbl><w:tr>${cell('08:02')}${cell('Orders fail')}</w:tr></w:tbl>`;
    const path = await files.write(
      '2026-03-02 review.docx',
      createWord(paragraph('What happened') + paragraph('Größe &amp; 主库') + table),
    );
    const { format, records, rejected } = await readAll(path);
    expect([format, rejected]).toEqual(['document', []]);
    expect(records[0]).toMatchObject({
      kind: 'document',
      precision: 'about',
      occurredAt: new Date('2026-03-02T00:00:00Z'),
    });
    expect(records[0]?.text).toMatch(/^What happened\nGröße & 主库\n08:02\s+Orders fail/);
    expect(records[0]?.payload).toBeInstanceOf(Uint8Array);
    expect((await previewFile(path)).sample[0]?.text).toContain('What happened');
  });

  it('that is damaged, empty or a bomb is rejected', { timeout: 60_000 }, async () => {
    const damaged = createWord(paragraph('x').replace('</w:p>', ''));
    const { rejected } = await readAll(await files.write('damaged.docx', damaged));
    expect(rejected[0]?.reason).toMatch(/damaged|no text/);
    const bomb = await readAll(
      await files.write('bomb.docx', createWord(paragraph('0'.repeat(40 * 1024 * 1024)))),
    );
    expect(bomb.rejected[0]?.reason).toContain('unpacks to far more data');
  });
});

function createPdf(content: string) {
  return `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 5 0 R/Resources<</Font<</F1 6 0 R>>>>>>endobj
4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 5 0 R/Resources<</Font<</F1 6 0 R>>>>>>endobj
5 0 obj<</Length ${content.length}>>stream
${content}
endstream endobj
6 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
`;
}

describe('a PDF', () => {
  it('is one item with the text of its pages', async () => {
    const path = await files.write(
      'report.pdf',
      createPdf('BT /F1 12 Tf 20 200 Td (The queue was full.) Tj ET'),
    );
    const { format, records } = await readAll(path);
    expect(format).toBe('document');
    expect(records[0]?.text).toBe('[page 1]\nThe queue was full.\n\n[page 2]\nThe queue was full.');
  });

  it('without text, or damaged, is rejected with what to do', async () => {
    const scanned = await readAll(await files.write('scan.pdf', createPdf('')));
    expect(scanned.rejected[0]?.reason).toContain('The PDF has no text, only images of its pages.');
    const damaged = await readAll(await files.write('damaged.pdf', '%PDF-1.7\nnothing\n'));
    expect(damaged.rejected[0]?.reason).toContain('The PDF is damaged');
  });

  const sample = sharedSample(
    'postmortems/2i2c-incident-reports/reports/2022-08-30-utoronto-inaccessible.pdf',
  );
  it.skipIf(sample === null)('that was published is read', async () => {
    const { records } = await readAll(sample ?? '');
    expect(records[0]?.text).toContain('UToronto JupyterHub not accessible');
    expect(records[0]?.text).toContain('[page 3]');
  });
});

describe('an Excel workbook', () => {
  const alerts: Cell[][] = [
    ['time', 'text', 'value'],
    [{ date: 46083.3347222222 }, 'orders, "fail"', 1.5],
    [{ date: 46083.5 }, 'two lines', 2],
  ];

  it('is a table for each sheet that has times', async () => {
    const book = createBook({
      Alerts: alerts,
      'Budget 2.1': [
        ['item', 'cost'],
        ['disk', 20],
        ['cpu', 30],
      ],
    });
    const path = await files.write('incident.xlsx', book);
    const { format, records, rejected } = await readAll(path, { zone: 'Europe/Berlin' });
    expect(format).toBe('xlsx');
    expect(records).toMatchObject([
      {
        place: 'Alerts, line 2',
        stream: { key: 'Alerts', name: 'Alerts' },
        occurredAt: new Date('2026-03-02T07:02:00Z'),
        text: 'orders, "fail"',
        details: { fields: { value: '1.5' } },
      },
      { place: 'Alerts, line 3', occurredAt: new Date('2026-03-02T11:00:00Z') },
    ]);
    expect(rejected).toMatchObject([
      { place: 'Budget 2.1', reason: expect.stringContaining('no times') },
    ]);
    expect((await previewFile(path)).sample[0]).toMatchObject({ place: 'Alerts, line 2' });
  });

  it('with the dates of an old Mac is read', async () => {
    const [head = [], ...rows] = alerts;
    const moved = rows.map(([, ...rest]) => [{ date: 46083.5 - 1462 }, ...rest]);
    const { records } = await readAll(
      await files.write('mac.xlsx', createBook({ Alerts: [head, ...moved] }, true)),
    );
    expect(records[0]?.occurredAt).toEqual(new Date('2026-03-02T12:00:00Z'));
  });

  it('that is damaged is refused', async () => {
    const damaged = zip({ 'xl/workbook.xml': '<workbook', '[Content_Types].xml': '<Types/>' });
    await expect(readAll(await files.write('damaged.xlsx', damaged))).rejects.toThrow(
      "damaged.xlsx is damaged and can't be read",
    );
  });

  it('is read inside an archive, as a document is', async () => {
    const path = await files.write(
      'all.zip',
      createZip([
        { name: 'a.xlsx', content: createBook({ Alerts: alerts }) },
        { name: 'b.docx', content: createWord(paragraph('Notes')) },
      ]),
    );
    const { records, rejected } = await readAll(path);
    expect(rejected).toEqual([]);
    expect(records.map(({ place, stream }) => [place, stream.name])).toEqual([
      ['a.xlsx/Alerts, line 2', 'a.xlsx/Alerts'],
      ['a.xlsx/Alerts, line 3', 'a.xlsx/Alerts'],
      ['b.docx', 'b'],
    ]);
  });
});

it('a page that Confluence or Google Docs exported is read as its text', async () => {
  const page = `<!DOCTYPE html><html><head><title>OPS : Review</title><style>p{}</style></head><body class="theme-default aui-theme-default"><div id="page"><div id="main"><h1 id="title-heading">OPS : Review</h1><div class="page-metadata">Created by <span class="author">Mara Iwu</span> on Mar 02, 2026</div><div class="wiki-content"><p>The queue was full.</p><table class="confluenceTable"><tbody><tr><th>Time</th><td>08:02</td></tr></tbody></table></div></div></div></body></html>`;
  const docs = `<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">.c0{color:#000}</style></head><body class="c1 doc-content"><p class="c2 title"><span class="c0">Review</span></p><p class="c2"><span class="c0">The queue &nbsp;was full.</span></p></body></html>`;
  const [confluence] = (await readAll(await files.write('Review_1.html', page))).records;
  expect(confluence?.text).toContain(
    'OPS : Review\nCreated by Mara Iwu on Mar 02, 2026\nThe queue',
  );
  const [google] = (await readAll(await files.write('Review.html', docs))).records;
  expect(google?.text).toMatch(/^Review\nThe queue\s+was full\.\s*$/);
});

it('a presentation is still refused', async () => {
  const path = await files.write('talk.pptx', zip({ 'ppt/presentation.xml': 'x' }));
  expect(await explainUnreadable(await openUpload(path, 'talk.pptx'))).toContain(
    'a PowerPoint file',
  );
});
