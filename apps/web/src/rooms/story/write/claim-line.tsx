import { type StoryPart, storyParts } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { GripVertical } from 'lucide-react';
import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { gradeWords, partWords } from '../words.ts';
import type { Line } from './lines.ts';

/**
 * Where the browser supports it, a field is as high as its text, also after a font loads or the
 * side panel opens.
 */
const growsByItself = CSS.supports('field-sizing', 'content');

export const lineId = (id: string) => `line-${id}`;

export function focusLine(id: string, at?: 'start' | 'end'): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(lineId(id))?.querySelector('textarea');
    field?.focus();
    if (field && at)
      field.setSelectionRange(
        at === 'start' ? 0 : field.value.length,
        at === 'start' ? 0 : field.value.length,
      );
  });
}

export interface LineVerbs {
  type: (id: string, text: string) => void;
  look: (id: string) => void;
  split: (id: string, at: number) => void;
  remove: (id: string) => void;
  setPart: (id: string, part: StoryPart) => void;
  move: (id: string, step: 1 | -1) => void;
  dropOn: (dragged: string, line: Line) => void;
  go: (id: string, step: 1 | -1) => void;
  showSuggestions: (id: string) => void;
  leave: () => void;
}

/** As high as its text needs. */
function fit(area: HTMLTextAreaElement): void {
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight}px`;
}

interface ClaimLineProps {
  line: Line;
  place: number;
  isCurrent: boolean;
  questions: number;
  canChange: boolean;
  verbs: LineVerbs;
}

export function ClaimLine({ line, place, isCurrent, questions, canChange, verbs }: ClaimLineProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = field.current;
    if (!area || growsByItself) return;
    fit(area);
    // Its lines break differently after the side panel opens or a font loads.
    let width = area.clientWidth;
    const seen = new ResizeObserver(() => {
      if (area.clientWidth === width) return;
      width = area.clientWidth;
      fit(area);
    });
    seen.observe(area);
    void document.fonts.ready.then(() => fit(area));
    return () => seen.disconnect();
  }, [line.text]);
  const { label } = partWords[line.part];
  const grade = line.claim && gradeWords[line.claim.grade];
  const hasLost = line.claim?.citations.some((one) => one.state !== 'visible') ?? false;
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => keyInLine(event, line, verbs);
  return (
    <li
      id={lineId(line.id)}
      data-line={line.id}
      tabIndex={-1}
      aria-current={isCurrent || undefined}
      onDragOver={(event) => canChange && event.preventDefault()}
      onDrop={(event) => verbs.dropOn(event.dataTransfer.getData('text/x-line'), line)}
      className={cx('group relative rounded-md py-1 pr-2 pl-6', isCurrent && 'bg-wash')}
    >
      {canChange && (
        <span
          draggable
          aria-hidden="true"
          title="Drag to move, or press Alt and an arrow key"
          onDragStart={(event) => event.dataTransfer.setData('text/x-line', line.id)}
          className="absolute top-2.5 left-1 cursor-grab text-ink-faint opacity-0 group-hover:opacity-100"
        >
          <GripVertical size={15} />
        </span>
      )}
      <textarea
        ref={field}
        rows={1}
        aria-label={`${label}, sentence ${place}`}
        readOnly={!canChange}
        value={line.text}
        placeholder={
          line.fresh?.citations.length
            ? 'What did you do? Use your own words.'
            : partWords[line.part].hint
        }
        onChange={(event) => verbs.type(line.id, event.target.value.replaceAll('\n', ' '))}
        onFocus={() => verbs.look(line.id)}
        onKeyDown={onKeyDown}
        className="field-sizing-content block w-full resize-none overflow-hidden rounded-sm bg-transparent px-1 py-0.5 font-serif text-lg leading-relaxed text-ink outline-offset-0"
      />
      <div className="flex min-h-6 flex-wrap items-center gap-x-3 gap-y-1 px-1 text-xs text-ink-soft">
        {grade && line.claim && (
          <Chip tone={grade.tone} title={line.claim.gradeReason}>
            {grade.label}
          </Chip>
        )}
        {line.fresh && !line.claim && (
          <span>{line.text.trim() === '' ? 'not written yet' : 'not saved yet'}</span>
        )}
        {hasLost && <span>a citation is no longer visible</span>}
        {questions > 0 && (
          <Button small look="quiet" onClick={() => verbs.showSuggestions(line.id)}>
            {countText(questions, 'question')}
          </Button>
        )}
        {canChange && (
          <select
            aria-label={`Part of ${label.toLowerCase()} sentence ${place}`}
            value={line.part}
            onChange={(event) => {
              const part = storyParts.find((one) => one === event.target.value);
              if (part) verbs.setPart(line.id, part);
            }}
            className={cx(
              'h-6 rounded-sm border border-transparent bg-transparent text-xs text-ink-soft hover:border-line-strong focus:opacity-100',
              !isCurrent && 'sm:opacity-0 sm:group-hover:opacity-100',
            )}
          >
            {storyParts.map((part) => (
              <option key={part} value={part}>
                {partWords[part].label}
              </option>
            ))}
          </select>
        )}
      </div>
    </li>
  );
}

/**
 * Enter splits, Backspace removes an empty line, arrow keys move past the ends of a line, with Alt
 * they move the sentence; Alt and a digit set its part.
 */
function keyInLine(event: KeyboardEvent<HTMLTextAreaElement>, line: Line, verbs: LineVerbs): void {
  if (event.nativeEvent.isComposing) return;
  const area = event.currentTarget;
  const { selectionStart, selectionEnd } = area;
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
  const part = event.altKey
    ? storyParts[Number(/^Digit([1-5])$/.exec(event.code)?.[1] ?? 0) - 1]
    : undefined;
  if (part) {
    event.preventDefault();
    verbs.setPart(line.id, part);
  } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (!area.readOnly && line.text.trim() !== '') verbs.split(line.id, selectionEnd);
  } else if (event.key === 'Backspace' && line.text === '' && !area.readOnly) {
    event.preventDefault();
    verbs.remove(line.id);
  } else if (event.key === 'Escape') {
    event.preventDefault();
    verbs.leave();
  } else if (step !== null && event.altKey) {
    event.preventDefault();
    verbs.move(line.id, step);
  } else if (step !== null && !event.shiftKey && selectionStart === selectionEnd) {
    requestAnimationFrame(() => area.selectionStart === selectionStart && verbs.go(line.id, step));
  }
}
