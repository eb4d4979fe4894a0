import type { Evidence, EvidenceKind } from '@debrief/contract';
import { bytesText, countText } from '@debrief/rules/numbers';
import { safeHref } from '@debrief/rules/text';
import { File, Pencil, Trash2, TriangleAlert } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { RedactedNote } from '../../../ui/redaction-note.tsx';
import { TagChips, useItemTags } from '../../tag/item-tags.ts';
import type { Place } from './cursor-moves.ts';
import type { OnRowAction } from './row-action.ts';
import { markWords } from './row-words.ts';

interface ItemDetailsProps {
  item: Evidence;
  place: Place;
  hidden: number;
  isOpen: boolean;
  onAct: OnRowAction;
}

const factKinds: ReadonlySet<EvidenceKind> = new Set([
  'alert',
  'change',
  'ticket',
  'status-update',
  'metric',
]);

export function ItemDetails({ item, place, hidden, isOpen, onAct }: ItemDetailsProps) {
  const { reactions = [], files = [], fields = {} } = item.details;
  const facts = isOpen || factKinds.has(item.kind) ? Object.entries(fields) : [];
  const redaction = item.redactions.at(-1);
  const hasTags = useItemTags().byItem.has(item.itemId);
  const hasAny =
    hasTags ||
    redaction !== undefined ||
    item.isEdited ||
    item.isDeleted ||
    item.marks.length > 0 ||
    reactions.length > 0 ||
    files.length > 0 ||
    facts.length > 0 ||
    hidden > 0;
  if (!hasAny) return null;
  return (
    <>
      {facts.length > 0 && <Facts facts={facts} isOpen={isOpen} />}
      {(isOpen ? item.redactions : item.redactions.slice(-1)).map((one) => (
        <RedactedNote key={one.at} redaction={one} />
      ))}
      <div className="mt-0.5 flex flex-wrap items-center gap-1 text-xs empty:hidden">
        <TagChips id={item.itemId} />
        {item.isDeleted && (
          <Chip
            tone="danger"
            icon={<Trash2 size={12} />}
            title="The source no longer has it; what it said is kept here"
          >
            deleted at the source
          </Chip>
        )}
        {item.isEdited && !item.isDeleted && (
          <Chip
            icon={<Pencil size={12} />}
            title={`Revision ${item.revision}; earlier ones are with the raw payload`}
          >
            edited
          </Chip>
        )}
        {item.marks.map((mark) => (
          <Chip
            key={mark}
            tone="warn"
            icon={<TriangleAlert size={12} />}
            title={markWords[mark].hint}
          >
            {markWords[mark].label}
          </Chip>
        ))}
        {files.map((file) => (
          <Attached key={file.name} name={file.name} size={file.size} url={file.url} />
        ))}
        {reactions.map((reaction) => (
          <Chip key={reaction.name} title={reaction.by.join(', ')}>
            :{reaction.name}: {reaction.by.length}
          </Chip>
        ))}
        {hidden > 0 && !isOpen && (
          <Button small look="quiet" tabIndex={-1} onClick={() => onAct({ type: 'open', place })}>
            {countText(hidden, 'more character')}
          </Button>
        )}
        {hidden > 0 && isOpen && (
          <span className="text-ink-soft">
            {countText(hidden, 'more character')} in the raw payload (o)
          </span>
        )}
      </div>
    </>
  );
}

function Facts({
  facts,
  isOpen,
}: {
  facts: readonly (readonly [string, string])[];
  isOpen: boolean;
}) {
  return (
    <p className={cx('text-2xs text-ink-faint', isOpen ? 'wrap-anywhere' : 'truncate')}>
      {facts.map(([name, value]) => (
        <span key={name} className="mr-2.5">
          {name} <span className="font-medium text-ink-soft">{value}</span>
        </span>
      ))}
    </p>
  );
}

function Attached({
  name,
  size,
  url,
}: {
  name: string;
  size: number | undefined;
  url: string | undefined;
}) {
  const href = url === undefined ? null : safeHref(url);
  const label = `${name}${size === undefined ? '' : `, ${bytesText(size)}`}`;
  return (
    <Chip
      icon={<File size={12} />}
      title={`${label}. The file itself stayed at its source.`}
      className="max-w-60"
    >
      {href === null ? (
        <span className="truncate">{name}</span>
      ) : (
        <a
          href={href}
          tabIndex={-1}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="truncate text-accent underline underline-offset-2"
        >
          {name}
        </a>
      )}
    </Chip>
  );
}
