import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJsonTree } from '#core/formats/azure/json-tree.ts';
import { memberKey, type AzureNode } from '#core/formats/azure/node.ts';

/** The tree as plain values, with member names as the reader keeps them. */
function plain(node: AzureNode | null): unknown {
  if (node === null) return undefined;
  if (node.type === 'scalar') return node.value;
  if (node.type === 'array') return node.items.map(plain);
  return Object.fromEntries([...node.members].map(([key, value]) => [key, plain(value)]));
}

function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [memberKey(key), lowered(v)]));
}

const jsonValue = fc.jsonValue({ maxDepth: 8, depthSize: 'medium' }).filter((v) => !JSON.stringify(v).includes('__proto__'));

it('reads what JSON.parse reads, in any layout', () => {
  fc.assert(
    fc.property(jsonValue, fc.constantFrom(undefined, 1, 4, '\t'), fc.boolean(), (value, indent, crlf) => {
      const text = JSON.stringify(value, null, indent);
      const tree = readJsonTree(crlf ? text.replaceAll('\n', '\r\n') : text);
      expect(tree.trouble).toBeNull();
      expect(tree.end).toBe(crlf ? text.replaceAll('\n', '\r\n').length : text.length);
      expect(plain(tree.root)).toEqual(JSON.parse(JSON.stringify(lowered(value))));
    }),
    { numRuns: 500 },
  );
});

it('knows the line and the place of every object', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ a: fc.string(), b: fc.array(fc.integer(), { maxLength: 3 }) }), { minLength: 1, maxLength: 8 }),
      (items) => {
        const text = JSON.stringify(items, null, 2);
        const { root } = readJsonTree(text);
        const found = root?.type === 'array' ? root.items : [];
        found.forEach((item, i) => {
          if (item.type === 'scalar') throw new Error('an object was written');
          expect(text.split('\n')[item.line - 1]).toBe('  {');
          expect(text.split('\n')[item.endLine - 1]).toMatch(/^ {2}\},?$/);
          expect(JSON.parse(text.slice(item.span!.start, item.span!.end))).toEqual(items[i]);
        });
      },
    ),
  );
});

it('a cut text leaves what is open incomplete and never throws', () => {
  fc.assert(
    fc.property(jsonValue, fc.nat(400), (value, cut) => {
      const text = JSON.stringify(value, null, 1);
      const { root, trouble } = readJsonTree(text.slice(0, cut));
      if (cut < text.length && root && root.type !== 'scalar') {
        expect(trouble).not.toBeNull();
        expect(root.complete).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});

it('any text: no exception, an end within the text', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '\n', ' ', 'a', '1', 'true', 'null', '-', 'é'),
        maxLength: 80,
      }),
      (text) => {
        const { end } = readJsonTree(text);
        expect(end).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(text.length + 1);
      },
    ),
    { numRuns: 2000 },
  );
});
