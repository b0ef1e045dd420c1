import { z } from 'zod';
import { AzureSettings } from './azure.ts';
import { Language } from './message.ts';

export const Settings = z.strictObject({
  language: Language,
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']),
  timeZone: z.enum(['utc', 'local']),
  azure: AzureSettings,
});
export type Settings = z.infer<typeof Settings>;
