import { startDebrief, waitForSample } from '@debrief/testkit/process';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { ratioFigure, type Figure } from './figures.ts';

const row =
  '- 14:05 The job **failed** on [db-3](https://example.org/d), and no one saw `it` in the dashboard.\n';
const action = '- [ ] Alert on the lag of [the queue](https://example.org/issues/7) (@kim)\n';
const lesson = `${'No one saw the lag; *everyone* saw the queue. '.repeat(20)}\n`;
const chapter = `## Timeline\n\n${row.repeat(40)}\n## Action items\n\n${action.repeat(15)}\n## What we learned\n\n${lesson}\n`;

/**
 * Reports of one and two megabytes, in dense Markdown: how long the import takes, and for how long
 * the server answers no one else.
 */
export async function* measure(): AsyncGenerator<Figure> {
  await using debrief = await startDebrief({ env: { DEBRIEF_DEMO: 'raw' } });
  await waitForSample(debrief.client, 'INC-1');
  const { client, origin } = debrief;
  for (const megabytes of [1, 2]) {
    const text = `# Outage 2023-05-06\n\n${chapter.repeat(Math.floor((megabytes * 1_000_000) / chapter.length))}`;
    const name = `${megabytes}-megabytes.md`;
    const began = performance.now();
    fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    const bareMs = performance.now() - began;
    const incident = await client.incident.declare({ title: `A report of ${megabytes} MB` });
    const previewed = await measureLongestWait(origin, () =>
      client.report.preview({ name }, { file: new Blob([text]) }),
    );
    const imported = await measureLongestWait(origin, () =>
      client.report.import({ incident: incident.ref, name }, { file: new Blob([text]) }),
    );
    for (const [what, { wholeMs, stallMs }] of [
      ['previewed', previewed],
      ['imported', imported],
    ] as const)
      yield* [
        ratioFigure(
          `${megabytes} MB of Markdown ${what}`,
          { ours: [wholeMs], bare: [bareMs] },
          'the bare parser',
          5,
        ),
        ratioFigure(
          `${megabytes} MB of Markdown ${what}: the longest that another request waited`,
          { ours: [stallMs], bare: [bareMs] },
          'the bare parser, which blocks everything',
          0.2,
        ),
      ];
  }
}

/** Repeats the cheapest request while the work is done. */
async function measureLongestWait(
  origin: string,
  work: () => Promise<unknown>,
): Promise<{ wholeMs: number; stallMs: number }> {
  let isDone = false;
  let stallMs = 0;
  const other = async (): Promise<void> => {
    while (!isDone) {
      const asked = performance.now();
      // A connection that was dropped while the server was busy is retried.
      await fetch(`${origin}/api/health`).then(
        (answer) => answer.arrayBuffer(),
        () => null,
      );
      stallMs = Math.max(stallMs, performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  const asking = other();
  const began = performance.now();
  await work();
  const wholeMs = performance.now() - began;
  isDone = true;
  await asking;
  return { wholeMs, stallMs };
}
