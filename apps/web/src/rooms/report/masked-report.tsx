import type { Block, CiteNode, Incident, Inline, TextNode } from '@debrief/contract';
import { getSectionTitle, listBlocks } from '@debrief/rules/report';
import { safeHref } from '@debrief/rules/text';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { Column } from '../../frame/page-head.tsx';
import { queries } from '../../data/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ReadProblem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { describeHidden } from './hidden-sentences.ts';
import { LiveContent } from './live/live-content.tsx';
import '@fontsource-variable/source-serif-4/wght-italic.css';

/** What the report says about what was known at a time, for reading. */
export function MaskedReport({ incident, knownAt }: { incident: Incident; knownAt: string }) {
  const { data: report, error } = useQuery(queries.reportAt(incident.ref, knownAt));
  if (error || !report)
    return <Column>{error ? <ReadProblem error={error} /> : <Skeleton lines={10} />}</Column>;
  const sections = report.document.content;
  return (
    <Column>
      <p role="status" className="mb-4 text-sm text-ink-soft">
        {describeHidden(report.masked)} Editing is off while a part of the report is hidden.
      </p>
      {sections.length === 0 && (
        <EmptyState title="The report says nothing about this time yet">
          Move the time, or show everything.
        </EmptyState>
      )}
      <article className="max-w-160 font-serif text-base leading-7">
        {sections.map((section) => (
          <section key={section.attrs.id} className="mb-8">
            <h2 className="mb-2 font-sans text-lg font-semibold">{getSectionTitle(section)}</h2>
            <Blocks blocks={listBlocks(section)} incident={incident} />
          </section>
        ))}
      </article>
    </Column>
  );
}

interface BlocksProps {
  blocks: readonly Block[];
  incident: Incident;
}

function Blocks({ blocks, incident }: BlocksProps) {
  return blocks.map((block, index) => <OneBlock key={index} block={block} incident={incident} />);
}

function OneBlock({ block, incident }: { block: Block; incident: Incident }): ReactNode {
  const inner = (blocks: readonly Block[]) => <Blocks blocks={blocks} incident={incident} />;
  switch (block.type) {
    case 'paragraph':
      return (
        <p className="mb-3">
          <Inlines content={block.content ?? []} incident={incident} />
        </p>
      );
    case 'heading':
      return (
        <h3 className="mt-4 mb-1 font-sans text-base font-semibold">
          <Inlines content={block.content ?? []} incident={incident} />
        </h3>
      );
    case 'bulletList':
      return (
        <ul className="mb-3 list-disc pl-6">
          {block.content.map((item, index) => (
            <li key={index}>{inner(item.content)}</li>
          ))}
        </ul>
      );
    case 'orderedList':
      return (
        <ol start={block.attrs?.start ?? 1} className="mb-3 list-decimal pl-6">
          {block.content.map((item, index) => (
            <li key={index}>{inner(item.content)}</li>
          ))}
        </ol>
      );
    case 'blockquote':
      return (
        <blockquote className="mb-3 border-l-2 border-line-strong pl-4">
          {inner(block.content)}
        </blockquote>
      );
    case 'table':
      return (
        <table className="mb-3 w-full border-collapse text-sm">
          <tbody>
            {block.content.map((row, index) => (
              <tr key={index}>
                {row.content.map((cell, place) => (
                  <td key={place} className="border border-line px-2 py-1 align-top">
                    {inner(cell.content)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'live':
      return (
        <div className="@container mb-3 rounded-md border border-line px-3 py-2 font-sans">
          <LiveContent incident={incident} attrs={block.attrs} />
        </div>
      );
    case 'codeBlock':
    case 'horizontalRule':
      return null;
  }
}

function Inlines({ content, incident }: { content: readonly Inline[]; incident: Incident }) {
  return content.map((node, index) => (
    <Fragment key={index}>
      {node.type === 'text' ? (
        renderMarks(node)
      ) : node.type === 'hardBreak' ? (
        <br />
      ) : (
        <CiteLink attrs={node.attrs} incident={incident.ref} />
      )}
    </Fragment>
  ));
}

function renderMarks({ text, marks = [] }: TextNode): ReactNode {
  return marks.reduce<ReactNode>((inner, mark) => {
    if (mark.type === 'bold') return <strong>{inner}</strong>;
    if (mark.type === 'italic') return <em>{inner}</em>;
    if (mark.type === 'strike') return <s>{inner}</s>;
    if (mark.type === 'code') return <code>{inner}</code>;
    const href = safeHref(mark.attrs.href);
    return href === null ? inner : <a href={href}>{inner}</a>;
  }, text);
}

/** What a sentence cites was known, or it would not be shown. */
function CiteLink({ attrs, incident }: { attrs: CiteNode['attrs']; incident: string }) {
  const { target, targetId } = attrs;
  const params = { ref: incident };
  const look = 'mx-0.5 align-super font-sans text-2xs no-underline';
  if (target === 'finding')
    return (
      <Link
        to="/incidents/$ref/investigation"
        params={params}
        search={{ finding: targetId }}
        className={look}
      >
        finding
      </Link>
    );
  return (
    <Link
      to="/incidents/$ref"
      params={params}
      search={target === 'event' ? { event: targetId, pane: 'timeline' } : { item: targetId }}
      className={look}
    >
      {target === 'event' ? 'event' : 'evidence'}
    </Link>
  );
}
