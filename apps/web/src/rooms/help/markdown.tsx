import type { PhrasingContent, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { ReactNode } from 'react';

/** A document of this repository as a page. Only links with a host lead outside it. */
export function Markdown({ text }: { text: string }) {
  const root = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return <>{root.children.map(renderBlock)}</>;
}

const headings = {
  1: 'mb-3 font-serif text-2xl',
  2: 'mt-8 mb-2 font-serif text-xl',
  3: 'mt-6 mb-1 text-base font-semibold',
} as const;

function renderBlock(node: RootContent, key: number): ReactNode {
  if (node.type === 'heading') {
    const depth = node.depth === 1 || node.depth === 2 ? node.depth : 3;
    const Heading = `h${depth}` as const;
    return (
      <Heading key={key} className={headings[depth]}>
        {node.children.map(renderInline)}
      </Heading>
    );
  }
  if (node.type === 'paragraph')
    return (
      <p key={key} className="my-2 text-pretty">
        {node.children.map(renderInline)}
      </p>
    );
  if (node.type === 'list') {
    const List = node.ordered ? 'ol' : 'ul';
    return (
      <List key={key} className={node.ordered ? 'my-2 list-decimal pl-6' : 'my-2 list-disc pl-6'}>
        {node.children.map((item, index) => (
          <li key={index}>{item.children.map(renderBlock)}</li>
        ))}
      </List>
    );
  }
  if (node.type === 'code')
    return (
      <pre
        key={key}
        tabIndex={0}
        className="my-3 overflow-x-auto rounded-md border border-line bg-sheet p-3 font-mono text-sm"
      >
        {node.value}
      </pre>
    );
  if (node.type === 'blockquote')
    return (
      <blockquote key={key} className="my-2 border-l-2 border-line-strong pl-4">
        {node.children.map(renderBlock)}
      </blockquote>
    );
  if (node.type === 'table') return renderTable(node, key);
  return null;
}

function renderTable({ children: [head, ...rows] }: Table, key: number): ReactNode {
  return (
    <div
      key={key}
      role="group"
      aria-label="Table"
      tabIndex={0}
      className="my-3 overflow-x-auto wrap-normal"
    >
      <table className="w-full border-collapse text-left text-sm">
        <thead>
          <tr className="border-b border-line-strong">
            {head?.children.map((cell, index) => (
              <th key={index} scope="col" className="py-1 pr-3 font-medium">
                {cell.children.map(renderInline)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className="border-b border-line align-top">
              {row.children.map((cell, column) => (
                <td key={column} className="py-1 pr-3">
                  {cell.children.map(renderInline)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function renderInline(node: PhrasingContent, key: number): ReactNode {
  if (node.type === 'text') return node.value;
  if (node.type === 'inlineCode')
    return (
      <code key={key} className="rounded-sm bg-wash px-1 font-mono text-[0.92em]">
        {node.value}
      </code>
    );
  if (node.type === 'strong') return <strong key={key}>{node.children.map(renderInline)}</strong>;
  if (node.type === 'emphasis') return <em key={key}>{node.children.map(renderInline)}</em>;
  if (node.type === 'break') return <br key={key} />;
  if (node.type === 'link')
    return /^https?:/.test(node.url) ? (
      <a key={key} href={node.url} rel="noreferrer" className="text-accent underline">
        {node.children.map(renderInline)}
      </a>
    ) : (
      <span key={key}>{node.children.map(renderInline)}</span>
    );
  return null;
}
