import type { ChainedCommands, Editor } from '@tiptap/core';
import { LiveKind } from '@debrief/contract';
import {
  Bold,
  Code,
  Heading,
  Italic,
  Link2,
  List,
  ListOrdered,
  Plus,
  Quote,
  Strikethrough,
  Table,
} from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { liveBlockTexts } from './live/live-block-texts.ts';
import { newId } from './use-desk.ts';
import { openFinder } from './writing/finder-trigger.ts';

const states = [
  'bold',
  'italic',
  'strike',
  'code',
  'link',
  'heading',
  'bulletList',
  'orderedList',
  'blockquote',
  'codeBlock',
  'table',
] as const;
type State = (typeof states)[number];

/** The formats at the caret, evaluated once per frame. */
function useActive(editor: Editor): ReadonlySet<State> {
  const [active, setActive] = useState('');
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      if (!editor.isDestroyed) setActive(states.filter((name) => editor.isActive(name)).join(' '));
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    editor.on('transaction', soon);
    return () => {
      cancelAnimationFrame(frame);
      editor.off('transaction', soon);
    };
  }, [editor]);
  return new Set(states.filter((name) => active.split(' ').includes(name)));
}

interface Tool {
  name: State;
  label: string;
  icon: ReactNode;
  run: (chain: ChainedCommands) => ChainedCommands;
}

const size = { size: 15, 'aria-hidden': true } as const;
const tools: Tool[] = [
  {
    name: 'bold',
    label: 'Bold (Ctrl B)',
    icon: <Bold {...size} />,
    run: (chain) => chain.toggleBold(),
  },
  {
    name: 'italic',
    label: 'Italic (Ctrl I)',
    icon: <Italic {...size} />,
    run: (chain) => chain.toggleItalic(),
  },
  {
    name: 'strike',
    label: 'Struck out (Ctrl Shift S)',
    icon: <Strikethrough {...size} />,
    run: (chain) => chain.toggleStrike(),
  },
  {
    name: 'code',
    label: 'Code (Ctrl E)',
    icon: <Code {...size} />,
    run: (chain) => chain.toggleMark('code'),
  },
  {
    name: 'heading',
    label: 'Heading (### and a space)',
    icon: <Heading {...size} />,
    run: (chain) => chain.toggleNode('heading', 'paragraph', { level: 3 }),
  },
  {
    name: 'bulletList',
    label: 'List (- and a space)',
    icon: <List {...size} />,
    run: (chain) => chain.toggleBulletList(),
  },
  {
    name: 'orderedList',
    label: 'Numbered list (1. and a space)',
    icon: <ListOrdered {...size} />,
    run: (chain) => chain.toggleOrderedList(),
  },
  {
    name: 'blockquote',
    label: 'Quote (> and a space)',
    icon: <Quote {...size} />,
    run: (chain) => chain.toggleBlockquote(),
  },
];

/** Unobtrusive: everything in it can also be typed. */
export function Toolbar({ editor, onComment }: { editor: Editor; onComment: () => void }) {
  const active = useActive(editor);
  const [isLinking, setLinking] = useState(false);
  const run = (command: (chain: ChainedCommands) => ChainedCommands) =>
    void command(editor.chain().focus()).run();
  const insertLive = (kind: LiveKind) =>
    run((chain) => chain.insertContent({ type: 'live', attrs: { id: newId(), kind } }));
  return (
    <div role="toolbar" aria-label="Writing" className="report-toolbar no-print">
      <Button
        small
        look="quiet"
        tipKeys="["
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => openFinder(editor.view, '[')}
      >
        Cite
      </Button>
      <Button
        small
        look="quiet"
        onPointerDown={(event) => event.preventDefault()}
        onClick={onComment}
      >
        Comment
      </Button>
      <Menu
        trigger={
          <Button small look="quiet" icon={<Plus size={14} />}>
            Live block
          </Button>
        }
        groups={[
          LiveKind.options.map((kind) => ({
            label: liveBlockTexts[kind].name,
            hint: liveBlockTexts[kind].hint,
            run: () => insertLive(kind),
          })),
        ]}
      />
      <span className="mx-1 h-4 w-px bg-line" />
      {tools.map((tool) => (
        <IconButton
          key={tool.name}
          small
          label={tool.label}
          icon={tool.icon}
          aria-pressed={active.has(tool.name)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => run(tool.run)}
          className={active.has(tool.name) ? 'bg-wash-strong! text-ink!' : ''}
        />
      ))}
      <IconButton
        small
        label="Link"
        icon={<Link2 {...size} />}
        aria-pressed={active.has('link')}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => setLinking(true)}
        className={active.has('link') ? 'bg-wash-strong! text-ink!' : ''}
      />
      {active.has('table') ? (
        <Menu
          trigger={
            <IconButton
              small
              label="Table"
              icon={<Table {...size} />}
              className="bg-wash-strong! text-ink!"
            />
          }
          groups={[
            [
              { label: 'Row below', run: () => run((chain) => chain.addRowAfter()) },
              { label: 'Column to the right', run: () => run((chain) => chain.addColumnAfter()) },
            ],
            [
              { label: 'Delete this row', run: () => run((chain) => chain.deleteRow()) },
              { label: 'Delete this column', run: () => run((chain) => chain.deleteColumn()) },
              {
                label: 'Delete the table',
                isDanger: true,
                run: () => run((chain) => chain.deleteTable()),
              },
            ],
          ]}
        />
      ) : (
        <IconButton
          small
          label="Table"
          icon={<Table {...size} />}
          onClick={() =>
            run((chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }))
          }
        />
      )}
      {isLinking && <LinkDialog editor={editor} onClose={() => setLinking(false)} />}
    </div>
  );
}
