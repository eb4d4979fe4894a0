import { dateText } from '@debrief/rules/time';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Article } from './article.ts';
import { renderDrawings } from './drawings.ts';
import { articleMarkup } from './html.ts';
import { markup, Markup } from './markup.ts';

const faces = [
  {
    family: 'Source Serif 4',
    file: '@fontsource/source-serif-4/files/source-serif-4',
    weights: ['400-normal', '400-italic', '600-normal'],
  },
  { family: 'Inter', file: '@fontsource/inter/files/inter', weights: ['400-normal', '600-normal'] },
  {
    family: 'JetBrains Mono',
    file: '@fontsource/jetbrains-mono/files/jetbrains-mono',
    weights: ['400-normal'],
  },
];
const alphabets = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  'latin-ext':
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
};

let style: Promise<string> | null = null;

/** The styles with embedded typefaces, built once. */
async function loadStyle(): Promise<string> {
  const css = await readFile(
    fileURLToPath(import.meta.resolve('@debrief/render/report/article.css')),
    'utf8',
  );
  const fonts = faces.flatMap(({ family, file, weights }) =>
    weights.flatMap((weight) =>
      Object.entries(alphabets).map(async ([alphabet, range]) => {
        const [size = '400', slope = 'normal'] = weight.split('-');
        const bytes = await readFile(
          fileURLToPath(import.meta.resolve(`${file}-${alphabet}-${weight}.woff2`)),
        );
        const source = `url(data:font/woff2;base64,${bytes.toString('base64')}) format('woff2')`;
        return `@font-face{font-family:'${family}';font-weight:${size};font-style:${slope};font-display:swap;src:${source};unicode-range:${range}}`;
      }),
    ),
  );
  return `${(await Promise.all(fonts)).join('\n')}\n${css}`;
}

/** The version as a standalone file: no script, no network. */
export async function htmlFile(article: Article, origin: string | null): Promise<string> {
  const drawings = await renderDrawings(article, 'page');
  const { version, content } = article;
  // Only what is in this file can load or run.
  const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:";
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-security-policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${version.title} · ${version.ref}</title>
        <style>
          ${new Markup(await (style ??= loadStyle()))}
        </style>
      </head>
      <body>
        <main>
          ${articleMarkup({ article, origin, drawings }, { isPage: false })}
          <p class="colophon">${version.ref}, version ${version.number}, ${dateText(version.publishedAt, content.incident.zone)}. Written with Debrief.</p>
        </main>
      </body>
    </html> `;
  return page.text;
}
