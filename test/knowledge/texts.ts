import { createIntl } from '@formatjs/intl';
import type { Text } from '#core/knowledge/knowledge.ts';
import type { z } from 'zod';

export type Words = z.output<typeof Text>;
export type PlacedText = { readonly place: string; readonly text: Words };

function isText(value: object): value is Words {
  return 'en' in value && 'ja' in value && typeof value.en === 'string' && typeof value.ja === 'string';
}

/** Every `{ en, ja }` in a parsed file, with the path to it. */
export function textsIn(place: string, value: unknown): readonly PlacedText[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isText(value)) return [{ place, text: value }];
  return Object.entries(value).flatMap(([key, child]) => textsIn(`${place} › ${key}`, child));
}

const intl = createIntl({ locale: 'en', onError: () => undefined });

type Element = {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
};
/** Element types of the ICU syntax tree: literal text, the number sign of a plural, and rich-text tags. */
const [literal, pound, tag] = [0, 7, 8];

function parameters(elements: readonly Element[]): readonly string[] {
  return elements.flatMap((e) => {
    if (e.type === tag) throw new Error(`tag <${String(e.value)}>`);
    if (e.type === literal || e.type === pound) return [];
    return [String(e.value), ...Object.values(e.options ?? {}).flatMap((option) => parameters(option.value))];
  });
}

/** Names of the parameters of an ICU message, sorted; throws when the message does not parse or holds a tag. */
export function icuParameters(text: string): readonly string[] {
  const ast = intl.formatters.getMessageFormat(text, 'en').getAst();
  return [...new Set(parameters(ast))].toSorted();
}

/** What is wrong with a text in two languages; empty when all is well. */
export function textFaults({ place, text }: PlacedText): readonly string[] {
  try {
    const [en, ja] = [icuParameters(text.en), icuParameters(text.ja)];
    return en.join() === ja.join() ? [] : [`${place}: parameters differ, {${en.join('} {')}} and {${ja.join('} {')}}`];
  } catch (error) {
    return [`${place}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
