import type { Block, Inline } from '@debrief/contract';
import { Slices, splitRuns } from '@debrief/render/report';
import { makeIncident, readPdfWords, testWorld } from '@debrief/testkit';
import type { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import type { Context } from '../../context.ts';
import { addFinding, linkFactors } from '../../investigation/index.ts';
import { exportVersion, publishVersion } from './index.ts';
import { writeSections } from '../index.ts';

const text = (words: string, ...marks: ('bold' | 'italic' | 'code')[]): Inline => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
});
const paragraph = (...content: Inline[]): Block => ({ type: 'paragraph', content });

async function exportPdf(...blocks: Block[]): Promise<Buffer> {
  const { ctx, incident } = await publish(blocks);
  const { body } = await exportVersion(ctx, { incident, format: 'pdf' }, null);
  return Buffer.from(body);
}

async function publish(blocks: Block[]): Promise<{ ctx: Context; incident: string }> {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { title: '搜索 failed 東京' });
  const at = '2026-01-01T10:00:00Z';
  const {
    findings: [one],
  } = await addFinding(ctx, {
    type: 'factor',
    incident: incident.ref,
    statement: '配置变更在发布之前没有经过任何检查，因此错误的路由规则直接进入了生产环境。',
    at,
  });
  const {
    findings: [other],
  } = await addFinding(ctx, {
    type: 'factor',
    incident: incident.ref,
    statement: 'Cache of <routes> ждёт 搜索',
    at,
  });
  await linkFactors(ctx, {
    incident: incident.ref,
    from: one?.id ?? '',
    to: other?.id ?? '',
    kind: 'made-possible',
  });
  const { state } = await writeSections(ctx, {
    incident: incident.ref,
    sections: [{ how: 'replace', kind: 'summary', blocks }],
  });
  await publishVersion(ctx, { incident: incident.ref, state });
  return { ctx, incident: incident.ref };
}

const removeSpaces = (words: string) => words.replaceAll(/\s+/g, '');

describe('the words of a PDF equal those of the report', () => {
  const sentences = [
    '数据库在14:05停止响应，搜索服务因此返回“错误”。',
    '資料庫繁體字：國際化、頭圖與飯店。',
    '東京のデータベースが応答しなくなった。「渋谷」ー楽円、カ\u3099。',
    '데이터베이스가 응답하지 않았습니다. 각각의 글꼴을 봅니다.',
    'Rollback 🔥 done ✅ by 👩‍💻 in 🇩🇪 ⚠️ 1️⃣',
    'Ordinary words, naïve façade, Жук, αβγ.',
  ];

  test('in Chinese, Japanese and Korean, with emoji, in bold, italics and code', async () => {
    const pdf = await exportPdf(
      paragraph(
        text(
          '数据库在14:05停止响应，搜索服务因此返回“错误”（HTTP 500），值班工程师在五分钟之后才收到警报；回滚之后一切恢复正常。我们从中学到了很多——尤其是关于配置的检查。'.repeat(
            9,
          ),
        ),
      ),
      ...sentences.map((sentence) => paragraph(text(sentence))),
      paragraph(text('粗体', 'bold'), text('斜体', 'italic'), text('代码', 'code')),
      { type: 'codeBlock', content: [{ type: 'text', text: 'select "名前" from 表;' }] },
    );
    const words = removeSpaces(readPdfWords(pdf));
    for (const sentence of sentences)
      expect(words).toContain(removeSpaces(sentence.replaceAll('\uFE0F', '').normalize('NFC')));
    expect(words).toContain('粗体斜体代码');
    expect(words).toContain('select"名前"from表;');
    expect(words).toContain('搜索failed東京');
    // The boxes of the graph use the same typefaces, and the list below repeats each text.
    expect(words.match(/配置变更在发布之前没有经过/g)).toHaveLength(2);
    expect(words.match(/ждёт搜索/g)).toHaveLength(3);
    expect(words).not.toContain('typefaceslack');
    expect(words).not.toContain('\uFFFD');
    // Each typeface is embedded only as far as it is used.
    expect(pdf.length).toBeLessThan(400_000);
  });

  test('and characters without a typeface are listed at the end', async () => {
    const words = removeSpaces(
      readPdfWords(await exportPdf(paragraph(text('Written \u{12000} in cuneiform.')))),
    );
    expect(words).toContain('Written?incuneiform.');
    expect(words).toContain('1signsthatthisPDF’stypefaceslack');
  });
});

test('Latin text needs no other typeface', () => {
  const slices = new Slices();
  expect(splitRuns('“Plain” — text…', 'Serif', slices).runs).toEqual([
    { text: '“Plain” — text…', font: 'Serif' },
  ]);
  expect(slices.fonts()).toEqual({});
});

test('many PDFs at once are made by two threads, in turn', async () => {
  const { ctx, incident } = await publish([paragraph(text('The alias was empty.'))]);
  let running = 0;
  let most = 0;
  const count = (worker: Worker) => {
    most = Math.max(most, (running += 1));
    worker.once('exit', () => (running -= 1));
  };
  process.on('worker', count);
  try {
    const asked = Array.from({ length: 3 }, () =>
      exportVersion(ctx, { incident, format: 'pdf' }, null),
    );
    expect(new Set((await Promise.all(asked)).map((one) => one.type))).toEqual(
      new Set(['application/pdf']),
    );
  } finally {
    process.off('worker', count);
  }
  expect(most).toBe(2);
});
