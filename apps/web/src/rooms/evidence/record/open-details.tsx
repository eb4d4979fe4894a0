import type { Evidence } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { isRemoved } from '@debrief/rules/removal';
import { safeHref } from '@debrief/rules/text';
import { Button } from '../../../ui/button.tsx';
import type { Place } from './cursor-moves.ts';
import type { OnRowAction } from './row-action.ts';
import { kindWords } from './row-words.ts';

/** What an item that is open also shows: files, links, where it is from, and what one can do. */
export function OpenDetails({
  item,
  place,
  canChange,
  canRemove,
  onAct,
}: {
  item: Evidence;
  place: Place;
  canChange: boolean;
  canRemove: boolean;
  onAct: OnRowAction;
}) {
  const { commit, links = [] } = item.details;
  return (
    <div className="mt-1.5 flex flex-col gap-1.5 text-xs text-ink-soft">
      {commit && commit.files.length > 0 && (
        <ul className="font-mono text-2xs">
          {commit.files.slice(0, 40).map((file) => (
            <li key={file.path} className="truncate">
              <span className="inline-block w-4 text-ink-faint">{file.status}</span>
              {file.path}
            </li>
          ))}
          {commit.files.length > 40 && <li>{countText(commit.files.length - 40, 'more file')}</li>}
        </ul>
      )}
      {links.map((link) => {
        const href = safeHref(link.url);
        return href === null ? null : (
          <a
            key={link.url}
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="truncate text-accent underline underline-offset-2"
          >
            {link.title ?? link.url}
          </a>
        );
      })}
      <p>
        {kindWords[item.kind]} in {item.streamName} ({item.sourceKind})
      </p>
      <div className="flex flex-wrap gap-1.5">
        {canChange && (
          <Button small keys="e" onClick={() => onAct({ type: 'add-to-timeline', place })}>
            Add to timeline
          </Button>
        )}
        <Button small keys="o" onClick={() => onAct({ type: 'raw-payload', place })}>
          Raw payload
        </Button>
        {canChange && !isRemoved(item) && (
          <Button small keys="shift+r" onClick={() => onAct({ type: 'redact', place })}>
            Redact…
          </Button>
        )}
        {canRemove && !isRemoved(item) && (
          <Button small onClick={() => onAct({ type: 'remove', place })}>
            Remove…
          </Button>
        )}
      </div>
    </div>
  );
}
