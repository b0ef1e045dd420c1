import { z } from 'zod';

/**
 * A text by key, with its parameters: words are looked up in the reader's language where they are shown,
 * so records, findings and errors are stored without a language.
 */
export const Message = z.object({
  key: z.string().max(200),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Message = z.infer<typeof Message>;
export type MessageParams = Message['params'];

export function message(key: string, params: MessageParams = {}): Message {
  return { key, params };
}

export const Language = z.enum(['en', 'ja']);
export type Language = z.infer<typeof Language>;
