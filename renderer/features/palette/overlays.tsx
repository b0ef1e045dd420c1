import { Dialog, DialogSurface } from '@fluentui/react-components';
import { useApp, useOverlay } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { cx } from '../../ui/cx.ts';
import { SourcesPanel } from '../sources/sources-panel.tsx';
import styles from './overlays.module.css';
import { Palette } from './palette.tsx';
import { Shortcuts } from './shortcuts.tsx';

/** The panel over the screen, if any. Escape and a click outside close it; the focus goes back to where it was. */
export function Overlays() {
  const t = useText();
  const { stores } = useApp();
  const open = useOverlay((s) => s.open);
  if (open === null) return null;
  const label = { palette: t('ui.palette.open'), shortcuts: t('ui.shortcuts.title'), sources: t('ui.sources.title') }[open];
  return (
    <Dialog
      open
      onOpenChange={(_, data) => {
        if (!data.open) stores.overlay.close();
      }}
    >
      <DialogSurface className={cx(styles.surface, styles[open])} aria-label={label}>
        {open === 'palette' && <Palette />}
        {open === 'shortcuts' && <Shortcuts />}
        {open === 'sources' && <SourcesPanel />}
      </DialogSurface>
    </Dialog>
  );
}
