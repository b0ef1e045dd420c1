import { Button, ProgressBar } from '@fluentui/react-components';
import { ZoomInRegular } from '@fluentui/react-icons/svg/zoom-in';
import { ZoomOutRegular } from '@fluentui/react-icons/svg/zoom-out';
import { useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useApp, useReport } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Group } from '../../ui/group.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { sheetHeight, sheetWidth } from './options.ts';
import { previewPage } from './preview-page.ts';
import styles from './preview.module.css';
import { scaleFor, zoomStep } from './zoom.ts';

/** Width that the sheet may take. */
function useRoom(element: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const desk = element.current;
    if (!desk) return undefined;
    const measure = (): void => setRoom(Math.max(0, desk.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(desk);
    return () => observer.disconnect();
  }, [element]);
  return room;
}

/** The live page on a desk: a sheet of the chosen paper, as long as it needs to be. */
export function Preview() {
  const t = useText();
  const { stores } = useApp();
  const preview = useReport((s) => s.preview);
  const refreshing = useReport((s) => s.refreshing);
  const zoom = useReport((s) => s.zoom);
  const paper = useReport((s) => s.options.paper);
  const desk = useRef<HTMLDivElement>(null);
  const scale = scaleFor(zoom, sheetWidth[paper], useRoom(desk));
  return (
    <section className={styles.preview} aria-label={t('report-screen.preview')}>
      <div className={styles.tools}>
        <h2 className={styles.heading}>{t('report-screen.preview')}</h2>
        <ZoomTools scale={scale} />
      </div>
      <div className={styles.progress}>{refreshing && <ProgressBar aria-label={t('ui.loading')} />}</div>
      <ScrollArea name="report-preview" label={t('report-screen.sheet')} className={styles.desk}>
        <div ref={desk} />
        {preview.kind === 'error' && <ErrorState error={preview.error} onRetry={() => void stores.report.retry()} />}
        {preview.kind === 'loading' && (
          <div className={styles.waiting}>
            <Skeleton lines={10} />
          </div>
        )}
        {preview.kind === 'loaded' && <Sheet html={preview.value} scale={scale} />}
      </ScrollArea>
    </section>
  );
}

function ZoomTools({ scale }: { readonly scale: number }) {
  const t = useText();
  const { report } = useApp().stores;
  const zoom = useReport((s) => s.zoom);
  const [less, more] = [zoomStep(scale, -1), zoomStep(scale, 1)];
  return (
    <Group className={styles.zoom} label={t('report-screen.zoom')}>
      <Button
        size="small"
        appearance="subtle"
        icon={<ZoomOutRegular />}
        aria-label={t('report-screen.zoom.out')}
        title={t('report-screen.zoom.out')}
        disabled={less === scale}
        onClick={() => report.setZoom(less)}
      />
      <span className={styles.scale} aria-live="polite">
        {t('ui.percent', { value: Math.round(scale * 100) })}
      </span>
      <Button
        size="small"
        appearance="subtle"
        icon={<ZoomInRegular />}
        aria-label={t('report-screen.zoom.in')}
        title={t('report-screen.zoom.in')}
        disabled={more === scale}
        onClick={() => report.setZoom(more)}
      />
      <Button size="small" appearance="subtle" disabled={zoom === 'fit'} onClick={() => report.setZoom('fit')}>
        {t('report-screen.zoom.fit')}
      </Button>
    </Group>
  );
}

function pageNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}

/**
 * The report in a frame of its own. Nothing in it may run: the sandbox allows no script. It keeps the window's origin only
 * so that its height can be measured and the frame be as long as the page.
 */
function Sheet({ html, scale }: { readonly html: string; readonly scale: number }) {
  const t = useText();
  const paper = useReport((s) => s.options.paper);
  const page = useMemo(() => previewPage(html, pageNonce(), paper), [html, paper]);
  const [height, setHeight] = useState(sheetHeight[paper]);
  const width = sheetWidth[paper];
  return (
    <div className={styles.sheet} style={{ width: width * scale, height: height * scale }}>
      <iframe
        className={styles.frame}
        title={t('report-screen.sheet')}
        sandbox="allow-same-origin"
        srcDoc={page}
        tabIndex={-1}
        style={{ width, height, transform: `scale(${scale})` }}
        onLoad={(event) => {
          const sheet = event.currentTarget.contentDocument;
          const measure = (): void => setHeight(sheet?.querySelector('main')?.offsetHeight ?? sheetHeight[paper]);
          measure();
          // Fonts arrive after the page and change where lines break.
          void sheet?.fonts.ready.then(measure);
        }}
      />
    </div>
  );
}
