import { expect, test } from 'vitest';
import { markdownPassages } from './markdown.ts';

const report = `---
title: No alert
---
# No alert for the alias

**What went wrong?**

The *alias* lacked \`today\`, see [the page](https://x.test/a).
It had been so since Sunday.

> We should have known.

- No alert fired
- She said “my mistake”

| When | What |
| --- | --- |
| 14:02 | The alert fired |

<!-- what should have happened -->

\`\`\`
should have known
\`\`\`
`;

test('only paragraphs, items and cells are read, with their offsets', () => {
  const passages = markdownPassages(report);
  expect(passages.map((one) => one.text.replaceAll(/\s+/g, ' ').trim())).toEqual([
    'The alias lacked xxxxxxx, see the page . It had been so since Sunday.',
    'No alert fired',
    'She said ￼￼￼￼￼￼￼￼￼￼￼￼',
    '14:02',
    'The alert fired',
  ]);
  for (const { text, start } of passages)
    for (const word of text.matchAll(/\p{L}{4,}/gu))
      if (!/^x+$/.test(word[0]))
        expect(report.slice(start + word.index, start + word.index + word[0].length)).toBe(word[0]);
});
