import { expect, it } from 'vitest';
import { themeFor } from '../../../renderer/app/theme.ts';

it.each([
  ['the system is light', 'system', { dark: false, contrast: false }, 'light'],
  ['the system is dark', 'system', { dark: true, contrast: false }, 'dark'],
  ['the system is in high contrast', 'system', { dark: true, contrast: true }, 'high-contrast'],
  ['light is chosen in a dark system', 'light', { dark: true, contrast: false }, 'light'],
  ['dark is chosen in a high-contrast system', 'dark', { dark: false, contrast: true }, 'dark'],
] as const)('theme when %s', (_name, choice, system, theme) => {
  expect(themeFor(choice, system)).toBe(theme);
});
