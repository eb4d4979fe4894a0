import {
  usePlaces,
  type PublishedVersion,
  type Readership,
  type VersionUse,
} from '@debrief/contract';
import { safeHref } from '@debrief/rules/text';
import { dateText, dayText } from '@debrief/rules/time';
import { usePlaceWords } from '@debrief/rules/words';
import type { SectionChange } from './version-changes.ts';
import type { Article } from './article.ts';
import { changesMarkup } from './changes.ts';
import { articleMarkup } from './html.ts';
import { markup, type Markup } from './markup.ts';

/** The built files that a reading page needs. */
export interface PageFiles {
  scripts: readonly string[];
  styles: readonly string[];
}

interface Place {
  title: string;
  files: PageFiles;
}

/**
 * A published version, and its differences from the previous one that this reader can read, if any.
 */
interface Read {
  article: Article;
  since: { number: number; changes: readonly SectionChange[] } | null;
}

/**
 * The reader's own data on a page: what they said about it, and whose drafts it stores in the
 * browser.
 */
export interface Reader {
  readership: Readership;
  /** The day (UTC), such as 2026-03-31. */
  today: string;
  accountId: string;
}

/**
 * A published report as a page: an article that works without script, with markers for what the
 * script adds.
 */
export function readingPage(
  { article, since }: Read,
  { readership, accountId, today }: Reader,
  drawings: ReadonlyMap<string, string>,
  files: PageFiles,
): string {
  const changed = since ? changesMarkup(since.number, since.changes) : null;
  const { version } = article;
  const file = (format: string) =>
    `/api/incidents/${version.ref}/version-file?number=${version.number}&format=${format}`;
  const body = markup`<header class="bar no-print">
      <nav aria-label="Debrief"><a href="/">Home</a> <a href="/library">Library</a> <a href="/incidents/${version.ref}">${version.ref}</a></nav>
      <nav aria-label="This version elsewhere"><span id="page-actions"></span> <a href="${file('pdf')}" download>PDF</a> <a href="${file('html')}" download>HTML</a> <a href="${file('markdown')}" download>Markdown</a></nav>
    </header>
    <main id="article" tabindex="-1" data-ref="${version.ref}" data-number="${version.number}" data-can="${version.can.ask ? 'ask' : ''}" data-reader="${accountId}">
      ${articleMarkup({ article, origin: '', drawings }, { isPage: true, changed })} ${readers(readership, today)}
    </main>
    <footer class="colophon no-print">${version.ref}, version ${version.number}. Debrief counts readers and does not keep who they are.</footer>`;
  return page({ title: `${version.title} · ${version.ref}`, files }, body);
}

function readers(readership: Readership, today: string): Markup {
  const {
    readers,
    outside,
    depth,
    later,
    roles,
    questions,
    citedBy,
    usedIn,
    learned,
    lines,
    mine,
  } = readership;
  const share =
    outside.count === null
      ? null
      : markup`, ${outside.words} of them from outside: they took no part in the incident and were of none of its teams when they read this`;
  const byRole = roles.map(({ role, readers: { words } }) => `${role} ${words}`).join(', ');
  const after = later
    .flatMap((one) => (one.readers ? [`after ${one.days} days by ${one.readers.words}`] : []))
    .join(', ');
  return markup`<section class="readers no-print" aria-labelledby="readers">
    <h2 id="readers">Readers</h2>
    <p class="count">Read by ${readers.words}${share}.${readers.count === null ? null : markup` To the middle: ${depth.half.words}. To the end: ${depth.end.words}.`}${readers.count === null || after === '' ? null : markup` Read ${after}.`}${byRole === '' ? null : markup` By role: ${byRole}.`}${questions === 0 ? null : markup` Questions: ${questions}.`} Learned something: <span id="learned-count">${learned.words}</span>.</p>
    ${citedBy.length === 0 ? null : markup`<p class="count">Cited by ${citedBy.map((one, index) => markup`${index === 0 ? null : ', '}<a href="/reviews/${one.incident}">${one.incident} ${one.title}</a>`)}.</p>`}
    <p class="count">Counts change with every five readers, so that they don’t show who read it.</p>
    ${usedMarkup(usedIn, today)}
    <ul id="learned-lines" aria-label="What readers learned">${lines.map((line) => markup`<li>${line}</li>`)}</ul>
    <div id="learned" data-mine="${mine ? 'yes' : ''}" data-line="${mine?.line ?? ''}"></div>
  </section>`;
}

/** What the review was used in, and the form that adds to it; the page's script opens the form. */
function usedMarkup(uses: readonly VersionUse[], today: string): Markup {
  return markup`<h3 id="used">Used in</h3>
    <p class="count" id="used-none"${uses.length === 0 ? null : markup` hidden`}>Nothing yet. Tell its authors when you use it in onboarding, training or a design review.</p>
    <ul id="used-in" aria-labelledby="used">${uses.map(
      ({ id, usedIn, usedOn, note, link, number, addedBy, can }) => {
        const href = link === null ? null : safeHref(link);
        const what = `${usePlaceWords[usedIn]}, ${dayText(usedOn)}`;
        return markup`<li data-use="${id}" data-can="${can.remove ? 'remove' : ''}">${href === null ? what : markup`<a href="${href}" rel="noopener noreferrer">${what}</a>`}${note === '' ? null : markup`: ${note}`} <span class="by">${addedBy.name}, version ${number}</span></li>`;
      },
    )}</ul>
    <div id="used-acts"></div>
    <form id="used-form" class="say" hidden>
      <label for="used-kind">Used in</label>
      <select id="used-kind" name="usedIn">${usePlaces.map((place) => markup`<option value="${place}">${usePlaceWords[place]}</option>`)}</select>
      <label for="used-on">On</label>
      <input id="used-on" name="usedOn" type="date" required value="${today}">
      <label for="used-link">Link (optional)</label>
      <input id="used-link" name="link" type="url" maxlength="2000" placeholder="https://">
      <label for="used-note">Note (optional), with your name, to all who read this</label>
      <input id="used-note" name="note" maxlength="500">
      <p class="problem" role="alert"></p>
      <div class="row"><button type="submit" class="main">Add</button><button type="button" data-cancel>Cancel</button></div>
    </form>`;
}

/** The page of an unpublished version, for people who could read it. */
export function unpublishedPage(
  version: PublishedVersion,
  newest: number,
  files: PageFiles,
): string {
  const { unpublished, ref, number } = version;
  const body = markup`<main id="article" tabindex="-1">
      <h1>Version ${number} of ${ref} was unpublished</h1>
      ${unpublished ? markup`<p>${dateText(unpublished.at, 'UTC')}, by ${unpublished.by.name}: ${unpublished.reason}</p>` : null}
      ${newest > 0 ? markup`<p><a href="/reviews/${ref}">Read version ${newest}</a></p>` : null}
      <p><a href="/incidents/${ref}">Open ${ref}</a></p>
    </main>`;
  return page({ title: `Unpublished · ${ref}`, files }, body);
}

/** The same page for a version that does not exist and one that the reader cannot see. */
export function noSuchPage(files: PageFiles): string {
  const body = markup`<main id="article" tabindex="-1">
      <h1>Review not found</h1>
      <p>Check the link, or ask the author for access.</p>
      <p><a href="/">Home</a></p>
    </main>`;
  return page({ title: 'Review not found', files }, body);
}

function page({ title, files }: Place, body: Markup): string {
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        ${files.styles.map((href) => markup`<link rel="stylesheet" href="${href}" />`)}
        <script src="/theme.js"></script>
        ${files.scripts.map((src) => markup`<script type="module" src="${src}"></script>`)}
      </head>
      <body>
        <a class="skip" href="#article">Skip to the article</a>
        ${body}
      </body>
    </html> `.text.trimStart();
}
