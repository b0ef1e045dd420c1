import { useApp, useOverlay } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Modal } from '../../ui/modal.tsx';
import { SourcesPanel } from '../sources/sources-panel.tsx';
import styles from './overlays.module.css';
import { Palette } from './palette.tsx';
import { Shortcuts } from './shortcuts.tsx';

/** The panel over the screen, if any. */
export function Overlays() {
  const t = useText();
  const { stores } = useApp();
  const open = useOverlay((s) => s.open);
  if (open === null) return null;
  const label = { palette: t('ui.palette.open'), shortcuts: t('ui.shortcuts.title'), sources: t('ui.sources.title') }[open];
  return (
    <Modal key={open} label={label} className={styles[open]} onClose={stores.overlay.close}>
      {open === 'palette' && <Palette />}
      {open === 'shortcuts' && <Shortcuts />}
      {open === 'sources' && <SourcesPanel />}
    </Modal>
  );
}
