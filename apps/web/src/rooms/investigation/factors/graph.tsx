import type { Factor, FactorLink } from '@debrief/contract';
import type { Drawing } from '@debrief/render/drawing';
import { Expand, Minus, Plus, Scan } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { IconButton } from '../../../ui/button.tsx';
import { ArrowHead, LinkLine } from '../../../ui/factor-drawing.tsx';
import { useActions } from '../../../ui/keys.ts';
import { useLatest } from '../../evidence/record/index.ts';
import { cardId } from '../finding-card.tsx';
import { factorLooks, linkWords } from '../words.ts';
import { FactorBox } from './factor-box.tsx';
import { GraphLegend } from './graph-legend.tsx';
import { listLinksAt, findNextFactor, type Direction } from './graph-navigation.ts';

interface GraphProps {
  drawing: Drawing;
  links: readonly FactorLink[];
  current: string | undefined;
  onFocus: (id: string) => void;
  onEdit: (id: string) => void;
}

interface View {
  x: number;
  y: number;
  scale: number;
}

const arrows: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};
/** Text is 12 px high at this scale, and never smaller. */
const leastScale = 1;
const between = (low: number, value: number, high: number) => Math.max(low, Math.min(high, value));

export function FactorGraph({ drawing, links, current, onFocus, onEdit }: GraphProps) {
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [view, setView] = useState<View | 'opening' | 'whole'>('opening');
  const [openedAt] = useState(current);
  const drag = useRef<{ x: number; y: number; view: View } | null>(null);
  const whole = Math.min(1, size.width / drawing.width, size.height / drawing.height);
  const fit = (scale: number): View => ({
    scale,
    x: (drawing.width - size.width / scale) / 2,
    y: Math.min(0, (drawing.height - size.height / scale) / 2),
  });
  /**
   * At 100%, with text 12 px high. Of a larger graph, the part around the opened factor, else the
   * middle.
   */
  const getInitialView = (): View => {
    const all = fit(1);
    const box = drawing.boxes.find((one) => one.factor.id === openedAt);
    if (!box) return all;
    const around = (center: number, length: number, place: number, otherwise: number) =>
      length <= place ? otherwise : between(0, center - place / 2, length - place);
    return {
      scale: all.scale,
      x: around(box.x + box.width / 2, drawing.width, size.width / all.scale, all.x),
      y: around(box.y + box.height / 2, drawing.height, size.height / all.scale, all.y),
    };
  };
  const shown =
    view === 'opening'
      ? getInitialView()
      : view === 'whole'
        ? fit(Math.max(leastScale, whole))
        : view;
  useEffect(() => {
    const { current: element } = svg;
    if (!element) return;
    const watch = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const zoom = (by: number, at = { x: size.width / 2, y: size.height / 2 }) => {
    const scale = between(leastScale, shown.scale * by, 2.5);
    setView({
      scale,
      x: shown.x + at.x / shown.scale - at.x / scale,
      y: shown.y + at.y / shown.scale - at.y / scale,
    });
  };
  const wheel = useLatest((event: WheelEvent) => {
    event.preventDefault();
    const place = svg.current?.getBoundingClientRect();
    if (event.ctrlKey || event.metaKey)
      zoom(Math.exp(-event.deltaY / 300), {
        x: event.clientX - (place?.left ?? 0),
        y: event.clientY - (place?.top ?? 0),
      });
    else
      setView({
        ...shown,
        x: shown.x + event.deltaX / shown.scale,
        y: shown.y + event.deltaY / shown.scale,
      });
  });
  useEffect(() => {
    // React registers wheel listeners as passive, and the page would also scroll.
    const { current: element } = svg;
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => element?.removeEventListener('wheel', wheel);
  }, [wheel]);
  const pan = (x: number, y: number) =>
    setView({ ...shown, x: shown.x + x / shown.scale, y: shown.y + y / shown.scale });
  const group = 'Factors';
  useActions(group, [
    { label: 'Zoom in', keys: '+', run: () => zoom(1.25) },
    { label: 'Zoom out', keys: '-', run: () => zoom(0.8) },
    { label: 'Fit the graph', keys: '0', also: 'fit zoom', run: () => setView('whole') },
    { label: 'Move the graph', keys: 'shift+arrowup', isKeyOnly: true, run: () => pan(0, -80) },
    { label: 'Move the graph', keys: 'shift+arrowdown', isKeyOnly: true, run: () => pan(0, 80) },
    { label: 'Move the graph', keys: 'shift+arrowleft', isKeyOnly: true, run: () => pan(-80, 0) },
    { label: 'Move the graph', keys: 'shift+arrowright', isKeyOnly: true, run: () => pan(80, 0) },
  ]);
  /** Moves the view only as far as needed to show the full factor. */
  const bringIntoSight = (id: string) => {
    const box = drawing.boxes.find((one) => one.factor.id === id);
    if (!box || size.width === 0) return;
    const [width, height] = [size.width / shown.scale, size.height / shown.scale];
    const x = between(box.x + box.width + 16 - width, shown.x, box.x - 16);
    const y = between(box.y + box.height + 16 - height, shown.y, box.y - 16);
    if (x !== shown.x || y !== shown.y) setView({ ...shown, x, y });
  };
  const press = (event: KeyboardEvent, id: string) => {
    const direction =
      event.shiftKey || event.altKey || event.metaKey || event.ctrlKey
        ? undefined
        : arrows[event.key];
    if (event.key === 'Enter') onEdit(id);
    else if (direction) {
      const next = findNextFactor(drawing, id, direction);
      if (next !== null) document.getElementById(cardId(next))?.focus({ preventScroll: true });
    } else return;
    event.preventDefault();
  };
  const first = drawing.boxes.some((box) => box.factor.id === current)
    ? current
    : drawing.boxes[0]?.factor.id;
  const down = (event: PointerEvent<SVGSVGElement>) => {
    if (
      event.button !== 0 ||
      (event.target instanceof Element && event.target.closest('[role="button"]'))
    )
      return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, view: shown };
  };
  const findStatement = (id: string) =>
    drawing.boxes.find((box) => box.factor.id === id)?.factor.statement ?? 'another factor';
  return (
    <div ref={frame} className="relative flex size-full flex-col bg-paper">
      <svg
        ref={svg}
        role="group"
        aria-label="Graph of factors. Arrow keys follow the links, Enter opens a factor."
        viewBox={`${shown.x} ${shown.y} ${Math.max(1, size.width / shown.scale)} ${Math.max(1, size.height / shown.scale)}`}
        onPointerDown={down}
        onPointerMove={(event) => {
          const { current: from } = drag;
          if (from)
            setView({
              ...from.view,
              x: from.view.x - (event.clientX - from.x) / shown.scale,
              y: from.view.y - (event.clientY - from.y) / shown.scale,
            });
        }}
        onPointerUp={() => (drag.current = null)}
        className="min-h-0 w-full flex-1 cursor-grab touch-none select-none active:cursor-grabbing"
      >
        <ArrowHead id="factor-arrow" color="var(--ink-soft)" />
        {drawing.paths.map((path) => (
          <LinkLine
            key={path.link.id}
            path={path}
            arrow="factor-arrow"
            isNear={path.link.from === current || path.link.to === current}
          />
        ))}
        {drawing.boxes.map((box) => (
          <FactorBox
            key={box.factor.id}
            box={box}
            label={spoken(box.factor, links, findStatement)}
            isCurrent={box.factor.id === current}
            isReachable={box.factor.id === first}
            onFocus={() => (onFocus(box.factor.id), bringIntoSight(box.factor.id))}
            onEdit={() => onEdit(box.factor.id)}
            onKey={(event) => press(event, box.factor.id)}
          />
        ))}
      </svg>
      <GraphLegend kinds={drawing.boxes.map((box) => box.factor.kind)} />
      <div
        role="toolbar"
        aria-label="View of the graph"
        className="absolute top-2 right-2 flex gap-1 rounded-md border border-line bg-sheet p-1"
      >
        <IconButton
          small
          label="Zoom out"
          tipKeys="-"
          icon={<Minus size={14} />}
          onClick={() => zoom(0.8)}
        />
        <IconButton
          small
          label="Zoom in"
          tipKeys="+"
          icon={<Plus size={14} />}
          onClick={() => zoom(1.25)}
        />
        <IconButton
          small
          label="Fit the graph"
          tipKeys="0"
          icon={<Scan size={14} />}
          onClick={() => setView('whole')}
        />
        <IconButton
          small
          label="Full screen"
          icon={<Expand size={14} />}
          onClick={() => void toggleFullScreen(frame.current)}
        />
      </div>
    </div>
  );
}

function toggleFullScreen(frame: HTMLElement | null): Promise<void> | undefined {
  return document.fullscreenElement === null
    ? frame?.requestFullscreen()
    : document.exitFullscreen();
}

/** Kind, statement and links, for screen readers. */
function spoken(
  factor: Factor,
  links: readonly FactorLink[],
  statementOf: (id: string) => string,
): string {
  const told = listLinksAt(links, factor.id).map(
    ({ link, other, isForth }) =>
      `${isForth ? linkWords[link.kind].forth : linkWords[link.kind].back}: ${statementOf(other)}`,
  );
  const kind = factorLooks[factor.kind].label;
  const cited = factor.citations.length === 0 ? '' : `, ${factor.citations.length} cited`;
  return [`${kind}${cited}: ${factor.statement}`, ...told].join('. ');
}
