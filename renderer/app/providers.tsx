import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { useEffect, type ReactNode } from 'react';
import { TextProvider } from '../i18n/provider.tsx';
import { useSettings } from './context.tsx';
import styles from './providers.module.css';
import { themeFor, themes } from './theme.ts';
import { useSystemLook } from './use-system-look.ts';

/** The nonce that the shell put into the page: without it the Content-Security-Policy refuses the style elements of Fluent. */
function styleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}

const styleRenderer = createDOMRenderer(document, { styleElementAttributes: { nonce: styleNonce() } });

/** Words, theme and styles for everything in the window. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const settings = useSettings((s) => s.settings);
  const theme = themeFor(settings.theme, useSystemLook());
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <RendererProvider renderer={styleRenderer} targetDocument={document}>
      <FluentProvider theme={themes[theme]} className={styles[settings.language]}>
        <TextProvider language={settings.language}>{children}</TextProvider>
      </FluentProvider>
    </RendererProvider>
  );
}
