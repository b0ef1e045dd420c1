import { z } from 'zod';
import { Language } from './message.ts';

export const Settings = z.strictObject({
  language: Language,
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']),
  timeZone: z.enum(['utc', 'local']),
});
export type Settings = z.infer<typeof Settings>;
