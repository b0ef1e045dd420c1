import { teamsHighContrastTheme, webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';
import type { Settings } from '#shared/model/settings.ts';

export type ThemeName = 'light' | 'dark' | 'high-contrast';

const fontFamilyBase =
  "'Segoe UI Variable Text', 'Segoe UI', -apple-system, 'Yu Gothic UI', 'Hiragino Sans', Meiryo, 'Noto Sans', 'Noto Sans JP', 'Noto Sans CJK JP', system-ui, sans-serif";
const fontFamilyMonospace =
  "'Cascadia Mono', Consolas, ui-monospace, Menlo, 'Noto Sans Mono', 'DejaVu Sans Mono', 'BIZ UDGothic', 'MS Gothic', 'Noto Sans Mono CJK JP', monospace";
const fonts = { fontFamilyBase, fontFamilyMonospace };

/** Fluent's own themes with this application's fonts; dark surfaces are told apart a little more than Fluent does. */
export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: { ...webLightTheme, ...fonts, colorNeutralForeground3: '#5c5c5c' },
  dark: {
    ...webDarkTheme,
    ...fonts,
    colorNeutralBackground1: '#242424',
    colorNeutralBackground2: '#1b1b1b',
    colorNeutralBackground3: '#171717',
    colorNeutralForeground3: '#adadad',
  },
  'high-contrast': { ...teamsHighContrastTheme, ...fonts },
};

/** What the operating system asks for. */
export type SystemLook = { readonly dark: boolean; readonly contrast: boolean };

/** The theme to show; a system in high-contrast mode wins over light and dark only when the user follows the system. */
export function themeFor(choice: Settings['theme'], system: SystemLook): ThemeName {
  if (choice !== 'system') return choice;
  if (system.contrast) return 'high-contrast';
  return system.dark ? 'dark' : 'light';
}
