import { Button } from '@fluentui/react-components';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useStore } from 'zustand';
import { useText } from '../../i18n/provider.tsx';
import { Group } from '../../ui/group.tsx';
import { brushAfterKey, brushOf, type Brush } from './brush.ts';
import type { EvidenceStores } from './evidence-store.ts';
import { focusList } from './focus.ts';
import {
  bucketCount,
  chartHeight,
  countIn,
  factsOf,
  levelPaths,
  positionOfBucket,
  shareOfTime,
  stack,
  timeAtEdge,
  totalIn,
  type Histogram as Shape,
} from './histogram-shape.ts';
import styles from './histogram.module.css';
import { useTimeText } from './use-time-text.ts';

/** Two handles on one line: the element for sliders has one. */
const roles = { slider: 'slider' } as const;

/** Below this many pixels a press is a click and no drag. */
const dragPixels = 4;

/** Records over time, stacked by level: drag or use the two handles to zoom into a time range, click to go to a time. */
export function Histogram({ stores }: { readonly stores: EvidenceStores }) {
  const data = useStore(stores.histogram, (s) => s.data);
  const span = data === null ? 0 : data.toMs - data.fromMs;
  // Without a span of time there is nothing to draw a picture of.
  if (data === null || span <= 0) return <div className={styles.none} />;
  return <Chart stores={stores} data={data} />;
}

function Chart({ stores, data }: { readonly stores: EvidenceStores; readonly data: Shape }) {
  const t = useText();
  const timeText = useTimeText();
  const { viewer } = stores;
  const count = bucketCount(data);
  const [brush, setBrush] = useState<Brush | null>(null);
  const [hover, setHover] = useState<number | null>(null);
  const facts = factsOf(data);
  const zoom = ({ from, to }: Brush): void => {
    setBrush(null);
    if (from === 0 && to === count) return;
    void viewer.change({ fromMs: timeAtEdge(data, from), toMs: timeAtEdge(data, to) });
  };
  const summary = t('viewer.histogram.summary', {
    total: facts.total,
    errors: facts.errors,
    warnings: facts.warnings,
    from: timeText(data.fromMs),
    to: timeText(data.toMs),
    busiest: timeText(timeAtEdge(data, facts.busiest)),
  });
  return (
    <Group className={styles.histogram} label={summary}>
      <Marks stores={stores} data={data} />
      <Plot
        data={data}
        brush={brush}
        onBrush={setBrush}
        onHover={setHover}
        onZoom={zoom}
        onGo={(bucket) => viewer.select(positionOfBucket(data, bucket))}
      />
      <Handles data={data} brush={brush} onBrush={setBrush} onZoom={zoom} />
      <div className={styles.axis}>
        <span>{timeText(data.fromMs)}</span>
        <span className={styles.reading} aria-hidden="true">
          {hover === null ? t('viewer.histogram.hint') : <Reading data={data} bucket={hover} />}
        </span>
        <ZoomReset stores={stores} />
        <span>{timeText(data.toMs)}</span>
      </div>
    </Group>
  );
}

function ZoomReset({ stores }: { readonly stores: EvidenceStores }) {
  const t = useText();
  const { viewer } = stores;
  const isZoomed = useStore(viewer, (s) => s.filter.fromMs !== null || s.filter.toMs !== null);
  if (!isZoomed) return null;
  const reset = (): void => {
    void viewer.change({ fromMs: null, toMs: null });
    focusList();
  };
  return (
    <Button size="small" appearance="subtle" className={styles.reset} onClick={reset}>
      {t('viewer.histogram.reset')}
    </Button>
  );
}

/** The bar under the pointer in words. */
function Reading({ data, bucket }: { readonly data: Shape; readonly bucket: number }) {
  const t = useText();
  const timeText = useTimeText();
  const parts = stack.flatMap((level) => {
    const n = countIn(data, level, bucket);
    return n === 0 ? [] : [t('viewer.histogram.part', { level: t(`viewer.level.${level}`), count: n })];
  });
  return `${timeText(timeAtEdge(data, bucket))} · ${parts.length === 0 ? t('viewer.histogram.empty') : parts.join(t('ui.list.separator'))}`;
}

/** Marks above the bars where cited records stand. */
function Marks({ stores, data }: { readonly stores: EvidenceStores; readonly data: Shape }) {
  const marks = useStore(stores.cited, (s) => s.marks);
  return (
    <div className={styles.marks} aria-hidden="true">
      {marks.map((ms, i) => {
        const share = shareOfTime(data, ms);
        return share === null ? null : <span key={i} className={styles.mark} style={{ left: `${share * 100}%` }} />;
      })}
    </div>
  );
}

type PlotProps = {
  readonly data: Shape;
  readonly brush: Brush | null;
  readonly onBrush: (brush: Brush | null) => void;
  readonly onHover: (bucket: number | null) => void;
  readonly onZoom: (brush: Brush) => void;
  readonly onGo: (bucket: number) => void;
};

/** How far to the right the pointer stands, 0 to 1. */
function shareAt(event: PointerEvent): number {
  const box = event.currentTarget.getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
}

function isDrag(event: PointerEvent, from: number): boolean {
  return Math.abs(shareAt(event) - from) * event.currentTarget.clientWidth >= dragPixels;
}

function Plot({ data, brush, onBrush, onHover, onZoom, onGo }: PlotProps) {
  const count = bucketCount(data);
  const pressed = useRef<number | null>(null);
  const bucketAt = (share: number): number => Math.min(count - 1, Math.floor(share * count));
  const onPointerMove = (event: PointerEvent): void => {
    const share = shareAt(event);
    onHover(bucketAt(share));
    if (pressed.current !== null && isDrag(event, pressed.current)) onBrush(brushOf(pressed.current, share, count));
  };
  const onPointerUp = (event: PointerEvent): void => {
    const from = pressed.current;
    pressed.current = null;
    if (from === null) return;
    if (isDrag(event, from)) onZoom(brushOf(from, shareAt(event), count));
    else if (totalIn(data, bucketAt(from)) > 0) onGo(bucketAt(from));
  };
  return (
    <div
      className={styles.plot}
      data-part="plot"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressed.current = shareAt(event);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        pressed.current = null;
        onBrush(null);
      }}
      onPointerLeave={() => onHover(null)}
    >
      <svg className={styles.chart} viewBox={`0 0 ${count} ${chartHeight}`} preserveAspectRatio="none" aria-hidden="true">
        {levelPaths(data).map(({ level, path }) => (
          <path key={level} d={path} data-level={level} className={styles.bar} />
        ))}
      </svg>
      {brush && (
        <span className={styles.brush} style={{ left: `${(brush.from / count) * 100}%`, right: `${(1 - brush.to / count) * 100}%` }} />
      )}
    </div>
  );
}

type HandlesProps = {
  readonly data: Shape;
  readonly brush: Brush | null;
  readonly onBrush: (brush: Brush | null) => void;
  readonly onZoom: (brush: Brush) => void;
};

/** The two ends of the time range, for the keyboard: arrows move, Enter zooms, Escape lets go. */
function Handles({ data, brush, onBrush, onZoom }: HandlesProps) {
  const t = useText();
  const timeText = useTimeText();
  const count = bucketCount(data);
  const current = brush ?? { from: 0, to: count };
  const onKeyDown = (event: KeyboardEvent, edge: 'from' | 'to'): void => {
    if (event.key === 'Enter') onZoom(current);
    else if (event.key === 'Escape' && brush) onBrush(null);
    else {
      const moved = brushAfterKey(current, edge, event.key, count);
      if (moved === null) return;
      onBrush(moved);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (['from', 'to'] as const).map((edge) => (
    <button
      key={edge}
      type="button"
      role={roles.slider}
      className={styles.handle}
      style={{ left: `${(current[edge] / count) * 100}%` }}
      aria-label={t(`viewer.histogram.${edge}`)}
      aria-valuemin={0}
      aria-valuemax={count}
      aria-valuenow={current[edge]}
      aria-valuetext={timeText(timeAtEdge(data, current[edge]))}
      onKeyDown={(event) => onKeyDown(event, edge)}
    />
  ));
}
