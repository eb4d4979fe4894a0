import type { ReaderQuestion, Section } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { dateText, timeWithZone } from '@debrief/rules/time';
import { listBlocks, getSectionTitle } from '@debrief/rules/report';
import { inReadingOrder, isArticle, type Article, type Note } from './article.ts';
import { HtmlText, type Setting } from './html-text.ts';
import { markup, Markup } from './markup.ts';
import {
  deletedWords,
  formatOrigin,
  investigatorText,
  maskText,
  redactedWords,
  publisherText,
  restrictedWords,
  targetWords,
} from './words.ts';

/**
 * The article as markup: head, sections (details folded), notes (folded). `isPage` adds what only a
 * page of Debrief can do, such as `changed`: the differences from the version before.
 */
export function articleMarkup(
  setting: Setting,
  { isPage, changed = null }: { isPage: boolean; changed?: Markup | null },
): Markup {
  const text = new HtmlText(setting);
  const { article } = setting;
  const sections = inReadingOrder(article.content.document.content);
  const first = sections
    .filter(isArticle)
    .map((section) => sectionMarkup(section, text, article, isPage));
  const deeper = sections
    .filter((section) => !isArticle(section))
    .map((section) => sectionMarkup(section, text, article, isPage));
  return markup`<article>
    ${head(setting, isPage, changed)} ${sections.length > fewSections ? contents(sections) : null} ${first} ${deeper.length > 0 ? markup`<div class="deeper" role="group" aria-label="In depth">${deeper}</div>` : null}
    ${article.notes.length > 0 ? notes(article, text, isPage) : null}
  </article>`;
}

const fewSections = 3;

/** The table of contents, folded: the article comes first. */
function contents(sections: readonly Section[]): Markup {
  return markup`<nav class="contents no-print" aria-label="Contents">
    <details class="fold">
      <summary>Contents: ${sections.length} sections</summary>
      <ol>
        ${sections.map((section) => markup`<li><a href="#s-${section.attrs.id}">${getSectionTitle(section)}</a></li>`)}
      </ol>
    </details>
  </nav>`;
}

function sectionMarkup(
  section: Section,
  text: HtmlText,
  article: Article,
  isPage: boolean,
): Markup {
  const id = section.attrs.id;
  const title = getSectionTitle(section);
  const body = markup`<div class="text">${text.blocks(listBlocks(section))}</div>
    ${isPage ? renderQuestions(article, section) : null}`;
  if (isArticle(section))
    return markup`<section id="s-${id}" data-section="${id}">
      <h2 id="h-${id}">${title}</h2>
      ${body}
    </section> `;
  return markup`<section id="s-${id}" data-section="${id}">
    <details>
      <summary><h2 id="h-${id}">${title}</h2></summary>
      ${body}
    </details>
  </section> `;
}

function renderQuestions(article: Article, section: Section): Markup {
  const own = article.questions.filter((one) => one.sectionId === section.attrs.id);
  const name = `Readers’ questions about “${getSectionTitle(section)}”`;
  return markup`<div class="margin" role="group" aria-label="${name}" data-asked="${section.attrs.id}">${own.map(questionMarkup)}</div>`;
}

/** A reader's question with its answer, for the margin. */
export function questionMarkup(one: ReaderQuestion): Markup {
  const day = (at: string) => dateText(at, 'UTC');
  const answer =
    one.answer && one.answeredAt
      ? markup`<p class="answer">${one.answer}</p>
          <p class="by">${one.answeredBy?.name ?? ''}, ${day(one.answeredAt)}</p>`
      : null;
  const can = `${one.can.answer ? 'answer ' : ''}${one.can.withdraw ? 'withdraw' : ''}`.trim();
  return markup`<div class="question" id="q-${one.id}" data-question="${one.id}" data-version="${one.version}" data-can="${can}">
    ${one.quote ? markup`<p class="about">“${one.quote}”</p>` : null}
    <p>${one.text}</p>
    <p class="by">${one.askedBy.name}, ${day(one.askedAt)}</p>
    ${answer}
  </div> `;
}

function head({ article, origin }: Setting, isPage: boolean, changed: Markup | null): Markup {
  const { version, content, newest, count } = article;
  const { zone, firstAt, lastAt, severity } = content.incident;
  const [from, until] = [firstAt && dateText(firstAt, zone), lastAt && dateText(lastAt, zone)];
  const days =
    from === null ? null : until === null || from === until ? from : `${from} to ${until}`;
  const { article: short, all } = version.minutes;
  const older =
    version.number < newest
      ? markup` <a class="newer" href="${origin ?? ''}/reviews/${version.ref}">Version ${newest} is newer.</a>`
      : null;
  const others = isPage && count > 1 ? versionLinks(article) : null;
  const masked = maskText(content);
  const investigators = investigatorText(content);
  return markup`<header class="head">
    <p class="kicker">Post-incident review · ${version.ref}${severity ? markup` · ${severity}` : null}</p>
    <h1>${version.title}</h1>
    <p class="facts">${days ? markup`${days} · ` : null}${countText(short, 'minute')} to read${all > short ? markup`, ${countText(all, 'minute')} with everything` : null}</p>
    <p class="version">
      Version ${version.number} of ${count}, <time datetime="${version.publishedAt}">${dateText(version.publishedAt, zone)}</time>${publisherText(version)}${version.visibility === 'restricted' ? markup`, for named readers` : null}.${origin === null && version.number < newest ? markup` Version ${newest} is newer.` : older}${others}
    </p>
    ${investigators === null ? null : markup`<p class="version">${investigators}</p>`}
    ${masked === null ? null : markup`<p class="changed">${masked}</p>`}
    ${version.summary ? markup`<p class="changed"><span>What changed</span> ${version.summary}</p>` : null}
    ${changed}
  </header>`;
}

function versionLinks({ version, count }: Article): Markup {
  const shown = Array.from({ length: Math.min(count, 6) }, (_, index) => count - index);
  return markup`<span class="others">
    · Versions
    ${shown.map((number) =>
      number === version.number
        ? markup` <b aria-current="page">${number}</b>`
        : markup` <a href="/reviews/${version.ref}/${number}">${number}</a>`,
    )}</span
  >`;
}

function notes(article: Article, text: HtmlText, isPage: boolean): Markup {
  const zone = article.content.incident.zone;
  return markup`<section class="notes" role="doc-endnotes" aria-labelledby="notes">
    <details>
      <summary><h2 id="notes">Notes</h2> <small>${article.notes.length}, with the evidence</small></summary>
      <ol>
        ${article.notes.map((note) => noteMarkup(note, article.version.ref, zone, text.isMet(note.number), isPage))}
      </ol>
    </details>
  </section>`;
}

function noteMarkup(
  { number, target, sources }: Note,
  ref: string,
  zone: string,
  isMet: boolean,
  isPage: boolean,
): Markup {
  const back = isMet
    ? markup` <a class="back" href="#c-${number}" role="doc-backlink" aria-label="Back to note ${number} in the text">↩</a>`
    : null;
  const about = target
    ? markup`<p class="target">
        <b>${targetWords[target.what]}:</b> ${target.label}${target.at ? markup` <span>${timeWithZone(target.at, zone, target.precision ?? 'minute')}</span>` : null}
      </p>`
    : null;
  const place =
    isPage && target
      ? markup` <a class="open" href="${toPath(ref, target.target, target.targetId)}">Open in the incident</a>`
      : null;
  return markup`<li id="n-${number}" value="${number}">
    ${about}${sources.map((source) => sourceMarkup(source, ref, zone, isPage))}${
      target && sources.length === 0
        ? markup`<p class="none">No evidence is cited for it.</p>`
        : null
    }${place}${back}
  </li> `;
}

function sourceMarkup(
  source: Note['sources'][number],
  ref: string,
  zone: string,
  isPage: boolean,
): Markup {
  if (source.state === 'restricted') return markup`<p class="restricted">${restrictedWords}</p>`;
  const against = source.stance === 'contradicts' ? markup`<b>Contradicts: </b>` : null;
  const open = isPage
    ? markup` <a class="open" href="/incidents/${ref}?item=${source.itemId}">Open in the record</a>`
    : null;
  const origin = markup`<figcaption>${formatOrigin(source, zone)}${open}</figcaption>`;
  if (source.state !== 'shown')
    return markup`<figure>
      <p class="restricted">${against}${source.state === 'deleted' ? deletedWords : redactedWords(source.redacted)}</p>
      ${origin}
    </figure>`;
  const changed = source.hasChangedSince
    ? markup`<p class="restricted">Edited at its source since it was cited.</p>`
    : null;
  return markup`<figure>
    <blockquote>${against}${source.quote}</blockquote>
    ${changed}${origin}
  </figure>`;
}

function toPath(ref: string, target: 'evidence' | 'event' | 'finding', id: string): string {
  return target === 'finding'
    ? `/incidents/${ref}/investigation?finding=${id}`
    : `/incidents/${ref}?${target === 'event' ? 'event' : 'item'}=${id}`;
}
